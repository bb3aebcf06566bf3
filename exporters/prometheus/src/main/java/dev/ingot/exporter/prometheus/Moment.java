package dev.ingot.exporter.prometheus;

import org.jspecify.annotations.Nullable;

/// What a [Store] held at one moment, in arrays that the next scrape uses again. Not safe for
/// several threads at once.
final class Moment {
    private @Nullable Slot[] slots = new Slot[0];
    private long generation = -1;
    private double[] values = new double[0];
    private long[] times = new long[0];

    void take(@Nullable Slot[] slots, long generation, double[] values, long[] times) {
        this.slots = slots;
        this.generation = generation;
        int size = slots.length;
        if (this.values.length < size) {
            this.values = new double[values.length];
            this.times = new long[times.length];
        }
        System.arraycopy(values, 0, this.values, 0, size);
        System.arraycopy(times, 0, this.times, 0, size);
    }

    /// The slots by row, null where a row is free. Shared and never changed.
    @Nullable Slot[] slots() {
        return slots;
    }

    /// Equal for two moments of one store exactly where both held the same series.
    long generation() {
        return generation;
    }

    double value(int row) {
        return values[row];
    }

    /// Nanoseconds since the epoch.
    long timeNanos(int row) {
        return times[row];
    }

    /// Milliseconds since the epoch.
    long timeMillis(int row) {
        return Math.floorDiv(timeNanos(row), 1_000_000L);
    }
}
