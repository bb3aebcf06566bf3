@NullMarked
package dev.ingot.examples;

import org.jspecify.annotations.NullMarked;
