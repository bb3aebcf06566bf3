@NullMarked
package dev.ingot.record;

import org.jspecify.annotations.NullMarked;
