@NullMarked
package dev.ingot.wire;

import org.jspecify.annotations.NullMarked;
