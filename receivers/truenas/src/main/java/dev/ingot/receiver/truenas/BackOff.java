package dev.ingot.receiver.truenas;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/// When a target may be connected to again: the waits double, up to a limit, each a little shorter
/// or longer than the last said so that agents don't come back all at once.
///
/// Not safe for several threads at once.
final class BackOff {
    /// A refused login waits at least this many doublings: the NAS counts failed logins, and a key
    /// does not mend itself in seconds.
    private static final int REFUSED_DOUBLINGS = 3;

    private static final int MOST_DOUBLINGS = 30;
    private static final double JITTER = 0.2;

    private final Duration first;
    private final Duration longest;
    private final LongSupplier nanoTime;
    private int failures;
    private long nextNanos;

    BackOff(Duration first, Duration longest, LongSupplier nanoTime) {
        this.first = first;
        this.longest = longest;
        this.nanoTime = nanoTime;
        this.nextNanos = nanoTime.getAsLong();
    }

    /// Zero or less where nothing needs to be waited for.
    Duration left() {
        return Duration.ofNanos(nextNanos - nanoTime.getAsLong());
    }

    void failed() {
        waitFor(++failures);
    }

    void refused() {
        failures = Math.max(failures, REFUSED_DOUBLINGS);
        waitFor(++failures);
    }

    /// The connection has proven itself: the next failure waits the shortest time.
    void reset() {
        failures = 0;
    }

    private void waitFor(int failure) {
        double nanos = (double) first.toNanos() * (1 << Math.min(failure - 1, MOST_DOUBLINGS));
        double jitter = ThreadLocalRandom.current().nextDouble(1 - JITTER, 1 + JITTER);
        long wait = (long) (Math.min(nanos, (double) longest.toNanos()) * jitter);
        nextNanos = nanoTime.getAsLong() + wait;
    }
}
