@NullMarked
package dev.ingot.processor;

import org.jspecify.annotations.NullMarked;
