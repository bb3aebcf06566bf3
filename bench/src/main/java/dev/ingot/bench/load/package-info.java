/// What every load run needs: a collector as a process of its own, an OTLP backend that counts, and
/// what the run cost.
@NullMarked
package dev.ingot.bench.load;

import org.jspecify.annotations.NullMarked;
