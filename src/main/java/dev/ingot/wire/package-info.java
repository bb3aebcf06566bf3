/// Bytes as they go over the wire.
@NullMarked
package dev.ingot.wire;

import org.jspecify.annotations.NullMarked;
