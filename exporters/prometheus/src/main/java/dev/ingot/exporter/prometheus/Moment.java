package dev.ingot.exporter.prometheus;

import org.jspecify.annotations.Nullable;

/// What a [Store] held at one moment, in arrays that the next scrape uses again. Not safe for
/// several threads at once.
final class Moment {
    private @Nullable Slot[] slots = new Slot[0];
    private long generation = -1;
    private double[] values = new double[0];
    private long[] times = new long[0];
    private long nowNanos;

    /// The row of series that no source brings, such as `target_info`: 1, and of now.
    static final int CONSTANT = -1;

    void take(
            @Nullable Slot[] slots, long generation, double[] values, long[] times, long nowNanos) {
        this.nowNanos = nowNanos;
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
        return row == CONSTANT ? 1 : values[row];
    }

    /// Nanoseconds since the epoch.
    long timeNanos(int row) {
        return row == CONSTANT ? nowNanos : times[row];
    }

    /// Milliseconds since the epoch.
    long timeMillis(int row) {
        return Math.floorDiv(timeNanos(row), 1_000_000L);
    }
}
