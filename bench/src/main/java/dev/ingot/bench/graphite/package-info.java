/// The end-to-end load: Graphite lines go in, OTLP points are counted where they come out.
@NullMarked
package dev.ingot.bench.graphite;

import org.jspecify.annotations.NullMarked;
