package dev.ingot.exporter.prometheus;

import dev.ingot.record.Series;

/// A series that the [Store] holds, and the row of its values. Compared by identity.
///
/// A row is used again after its series is gone, by another slot.
final class Slot {
    private final Series series;
    private final int row;
    private final long born;

    /// @param born counts the slots of a store: a lower number came first
    Slot(Series series, int row, long born) {
        this.series = series;
        this.row = row;
        this.born = born;
    }

    Series series() {
        return series;
    }

    int row() {
        return row;
    }

    long born() {
        return born;
    }
}
