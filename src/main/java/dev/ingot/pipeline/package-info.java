/// How signals get from receivers to exporters.
@NullMarked
package dev.ingot.pipeline;

import org.jspecify.annotations.NullMarked;
