package dev.ingot.poll;

import dev.ingot.record.Labels;
import dev.ingot.record.Metric;
import java.util.ArrayList;
import java.util.List;

/// What one scraper reads in one round. Belongs to the scraper's thread until it has ended.
public final class Round {
    /// One value read. `bits` are those of a long where `whole`, else of a double.
    record Reading(Metric metric, Labels labels, long bits, boolean whole, long startNanos) {}

    private final long timeNanos;
    private final long turn;
    private final List<Reading> readings = new ArrayList<>();
    private boolean absent;

    Round(long timeNanos) {
        this(timeNanos, 0);
    }

    /// @param turn the how many-th of the endpoint, counting those in which it was left out
    Round(long timeNanos, long turn) {
        this.timeNanos = timeNanos;
        this.turn = turn;
    }

    long turn() {
        return turn;
    }

    /// When the round began, in nanoseconds since the epoch: the time of all its points.
    public long timeNanos() {
        return timeNanos;
    }

    public void add(Metric metric, Labels labels, double value) {
        readings.add(new Reading(metric, labels, Double.doubleToRawLongBits(value), false, 0));
    }

    /// Adds a whole number, which stays one on the wire.
    public void addLong(Metric metric, Labels labels, long value) {
        readings.add(new Reading(metric, labels, value, true, 0));
    }

    /// Adds a counter that is known to have stood at zero at `startNanos`, such as the boot of the
    /// machine.
    public void addLong(Metric metric, Labels labels, long value, long startNanos) {
        readings.add(new Reading(metric, labels, value, true, startNanos));
    }

    /// Says that the source is not on this machine, which is no failure: nothing is reported on it,
    /// not even that it could not be read.
    public void absent() {
        absent = true;
    }

    boolean isAbsent() {
        return absent;
    }

    /// Adds all that another round read.
    void take(Round other) {
        readings.addAll(other.readings);
        absent |= other.absent;
    }

    List<Reading> readings() {
        return readings;
    }
}
