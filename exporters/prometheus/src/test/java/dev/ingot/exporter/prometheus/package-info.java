/// Tests of the bridge; the benchmark stands beside them.
@NullMarked
package dev.ingot.exporter.prometheus;

import org.jspecify.annotations.NullMarked;
