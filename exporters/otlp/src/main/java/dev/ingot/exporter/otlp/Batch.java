package dev.ingot.exporter.otlp;

import dev.ingot.record.Signal;

/// Records on their way to one request. Guarded by its [Batcher] while open, then owned by the
/// thread that encodes it.
///
/// @param <S> the kind of signal
final class Batch<S extends Signal> {
    final S records;

    /// About how many bytes the records take.
    long weight;

    /// When the first record came, by `System.nanoTime`.
    long openedNanos;

    /// When the first record came, in nanoseconds since the epoch.
    long receivedNanos;

    Batch(S records) {
        this.records = records;
    }

    Load load() {
        return new Load(1, records.size(), weight);
    }
}
