package dev.ingot.exporter.prometheus;

import dev.ingot.record.Origin;
import dev.ingot.record.Series;

/// A series that the [Store] holds, and the row of its values. Compared by identity.
///
/// A row is used again after its series is gone, by another slot.
final class Slot {
    private static final int CHANGES = 3;

    private final Series series;
    private final int row;
    private final long born;
    private Origin lastOrigin;
    private int changes;

    /// @param born counts the slots of a store: a lower number came first
    Slot(Series series, int row, long born) {
        this.series = series;
        this.row = row;
        this.born = born;
        this.lastOrigin = series.origin();
    }

    /// Notes where a point of this series came from. One change of origin is a receiver that was
    /// configured anew; several are two receivers that bring the same series. To be called under
    /// the lock of the store.
    ///
    /// @return whether it has just become clear that there are two
    boolean comesFromElsewhere(Series same) {
        Origin origin = same.origin();
        if (isOrigin(origin)) {
            return false;
        }
        lastOrigin = origin;
        return ++changes == CHANGES;
    }

    @SuppressWarnings("ReferenceEquality") // what is cheap to see is looked at first
    private boolean isOrigin(Origin origin) {
        return origin == lastOrigin || origin.equals(lastOrigin);
    }

    /// The slot of this series once its counter began anew, at another time.
    Slot restarted(Series later) {
        var slot = new Slot(later, row, born);
        slot.lastOrigin = lastOrigin;
        slot.changes = changes;
        return slot;
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
