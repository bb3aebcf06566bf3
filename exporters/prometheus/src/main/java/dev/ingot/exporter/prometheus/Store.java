package dev.ingot.exporter.prometheus;

import dev.ingot.record.Points;
import dev.ingot.record.Series;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The newest point of every series. Used by several threads at once.
///
/// Newest is the point with the latest time, and of equal times the one that came last. A time
/// ahead of the clock counts as the moment of receipt, so a sender whose clock was wrong for a
/// while cannot freeze its series.
///
/// A batch is applied as a whole, and a scrape copies everything as a whole, both under one lock
/// that is held for as long as that takes and no longer: no text is made under it.
final class Store {
    private static final int FIRST_ROOM = 256;

    private final ReentrantLock lock = new ReentrantLock();
    private final StoreLimits limits;
    private final long expirationNanos;
    private final Complaints complaints;

    private final Map<Series, Slot> slots = new HashMap<>();
    private @Nullable Slot[] rows = new Slot[FIRST_ROOM];
    private double[] values = new double[FIRST_ROOM];
    private long[] times = new long[FIRST_ROOM];
    private long[] received = new long[FIRST_ROOM];
    private int[] free = new int[FIRST_ROOM];
    private int freeCount;
    private int used;
    private long births;
    private long generation;
    private @Nullable Slot[] published = new Slot[0];
    private long publishedGeneration;
    private long lastSweep;

    /// @param complaints told of points that are dropped and of series that two receivers bring
    Store(StoreLimits limits, Complaints complaints) {
        this.limits = limits;
        this.expirationNanos = limits.expiration().toNanos();
        this.complaints = complaints;
    }

    /// Takes over the points of a batch, all at one moment.
    ///
    /// @param nowNanos the time of receipt, in nanoseconds since the epoch
    /// @return how many points were taken
    int accept(Points points, long nowNanos) {
        int homeless = 0;
        int unfit = 0;
        lock.lock();
        try {
            sweepNowAndThen(nowNanos);
            for (int i = 0; i < points.size(); i++) {
                Series series = points.series(i);
                Slot slot = slots.get(series);
                if (slot != null) {
                    if (slot.comesFromElsewhere(series)) {
                        complaints.contested(slot.series(), series);
                    }
                    apply(slot, points, i, nowNanos);
                } else if (!points.isStale(i)) {
                    if (!limits.allow(series.flat())) {
                        unfit++;
                    } else if (isFull(nowNanos)) {
                        homeless++;
                    } else {
                        apply(add(series), points, i, nowNanos);
                    }
                }
            }
        } finally {
            lock.unlock();
        }
        complaints.dropped("max_series", homeless);
        complaints.dropped("label_limit", unfit);
        return points.size() - homeless - unfit;
    }

    private void apply(Slot slot, Points points, int i, long nowNanos) {
        int row = slot.row();
        long time = points.timeNanos(i) == 0 ? nowNanos : points.timeNanos(i);
        boolean older = Math.min(time, nowNanos) < Math.min(times[row], received[row]);
        boolean clockWentBack = received[row] > nowNanos;
        if (older && !clockWentBack) {
            return;
        }
        if (points.isStale(i)) {
            remove(slot);
            return;
        }
        Series series = points.series(i);
        if (slot.series().startNanos() != series.startNanos()) {
            restart(slot, series);
        }
        values[row] = points.value(i);
        times[row] = time;
        received[row] = nowNanos;
    }

    private boolean isFull(long nowNanos) {
        if (slots.size() >= limits.series() && nowNanos != lastSweep) {
            sweep(nowNanos);
        }
        return slots.size() >= limits.series();
    }

    private Slot add(Series series) {
        int row = freeCount > 0 ? free[--freeCount] : used++;
        if (row >= rows.length) {
            int room = Math.min(limits.series(), 2 * rows.length);
            rows = Arrays.copyOf(rows, room);
            values = Arrays.copyOf(values, room);
            times = Arrays.copyOf(times, room);
            received = Arrays.copyOf(received, room);
            free = Arrays.copyOf(free, room);
        }
        var slot = new Slot(series, row, births++);
        rows[row] = slot;
        times[row] = Long.MIN_VALUE;
        received[row] = Long.MIN_VALUE;
        slots.put(series, slot);
        generation++;
        return slot;
    }

    /// A counter that began anew keeps its row; what is served of its start is made anew.
    private void restart(Slot slot, Series later) {
        Slot restarted = slot.restarted(later);
        slots.put(later, restarted);
        rows[slot.row()] = restarted;
        generation++;
    }

    private void remove(Slot slot) {
        slots.remove(slot.series());
        rows[slot.row()] = null;
        free[freeCount++] = slot.row();
        generation++;
    }

    /// Also without scrapes, what has expired goes within half an expiration time.
    private void sweepNowAndThen(long nowNanos) {
        if (nowNanos < lastSweep || nowNanos - lastSweep > expirationNanos / 2) {
            sweep(nowNanos);
        }
    }

    private void sweep(long nowNanos) {
        lastSweep = nowNanos;
        if (expirationNanos == 0) {
            return;
        }
        long oldest = nowNanos - expirationNanos;
        for (int row = 0; row < used; row++) {
            Slot slot = rows[row];
            if (slot != null && received[row] < oldest) {
                remove(slot);
            }
        }
    }

    /// Copies the state of this moment.
    void copy(Moment into, long nowNanos) {
        lock.lock();
        try {
            sweep(nowNanos);
            into.take(published(), generation, values, times, nowNanos);
        } finally {
            lock.unlock();
        }
    }

    /// The slots of this moment by row, null where a row is free. Never changed.
    @Nullable Slot[] slots(long nowNanos) {
        lock.lock();
        try {
            sweep(nowNanos);
            return published();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Slot[] published() {
        if (publishedGeneration != generation) {
            published = Arrays.copyOf(rows, used);
            publishedGeneration = generation;
        }
        return published;
    }

    int size() {
        lock.lock();
        try {
            return slots.size();
        } finally {
            lock.unlock();
        }
    }
}
