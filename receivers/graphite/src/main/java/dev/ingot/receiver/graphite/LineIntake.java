package dev.ingot.receiver.graphite;

import dev.ingot.record.Points;
import dev.ingot.record.Series;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;

/// Collects the points of one connection or one datagram reader. Used by one thread.
final class LineIntake implements AutoCloseable {
    private static final int BATCH = 8192;

    private final SeriesTable table;
    private final Rejections rejections;
    private final InstantSource clock;
    private final GraphiteLine line;
    private final Routine routine;
    private final Points points = new Points();
    private long receivedNanos;
    private int samples;

    LineIntake(SeriesTable table, Rejections rejections, InstantSource clock) {
        this.table = table;
        this.rejections = rejections;
        this.clock = clock;
        this.line = new GraphiteLine(table.hashSeed());
        this.routine = new Routine(table);
    }

    /// Reads one line. A good one becomes a point, or is counted as what kept it from that.
    void take(byte[] bytes, int from, int to, InetSocketAddress peer) {
        int length = routine.expect(bytes, from, to);
        boolean expected = length >= 0;
        Rejection wrong =
                expected ? line.readAfter(from + length, bytes, to) : line.read(bytes, from, to);
        if (wrong != null) {
            rejections.reject(wrong, bytes, from, to, peer);
            return;
        }
        if (line.isBlank()) {
            return;
        }
        KnownPath known = expected ? routine.sent() : find(bytes);
        known.seen(receivedNanos());
        Series series = expected ? routine.plain() : known.plain();
        if (series != null) {
            samples++;
            add(series);
        } else {
            takeSpecial(known.fate(), bytes, from, to, peer);
        }
    }

    private KnownPath find(byte[] bytes) {
        KnownPath known = table.find(bytes, line.pathFrom(), line.pathTo(), line.pathHash());
        routine.sent(known);
        return known;
    }

    private void add(Series series) {
        Decimal value = line.value();
        if (value.isLong()) {
            points.addLong(series, timeNanos(), value.bits());
        } else {
            points.add(series, timeNanos(), Double.longBitsToDouble(value.bits()));
        }
    }

    private void takeSpecial(Fate fate, byte[] bytes, int from, int to, InetSocketAddress peer) {
        switch (fate) {
            case Fate.Point point -> {
                samples++;
                addAdjusted(point);
            }
            case Fate.Dropped dropped -> {
                samples++;
                rejections.drop(dropped.why());
            }
            case Fate.Rejected rejected -> rejections.reject(rejected.why(), bytes, from, to, peer);
        }
    }

    private void addAdjusted(Fate.Point point) {
        Adjustment adjustment = point.adjustment();
        if (point.leftOut() > 0) {
            rejections.leftOut(point.leftOut());
        }
        if (adjustment.equals(Adjustment.NONE)) {
            add(point.series());
        } else if (adjustment.drops(line.value().value())) {
            rejections.drop(Fate.Drop.DROP_IF);
        } else if (adjustment.changes()) {
            points.add(point.series(), timeNanos(), adjustment.apply(line.value().value()));
        } else {
            add(point.series());
        }
    }

    private long timeNanos() {
        long time = line.timeNanos();
        return time == GraphiteLine.ON_RECEIPT ? receivedNanos() : time;
    }

    /// The clock is asked once for every batch.
    private long receivedNanos() {
        if (receivedNanos == 0) {
            Instant now = clock.instant();
            receivedNanos = now.getEpochSecond() * 1_000_000_000 + now.getNano();
        }
        return receivedNanos;
    }

    /// How many lines were good since this was asked for the last time.
    int newSamples() {
        int good = samples;
        samples = 0;
        return good;
    }

    boolean isFull() {
        return points.size() >= BATCH;
    }

    /// The points since the last [#clear].
    Points points() {
        return points;
    }

    void clear() {
        points.clear();
        receivedNanos = 0;
        routine.refresh();
    }

    /// Takes no more lines.
    @Override
    public void close() {
        routine.forget();
    }
}
