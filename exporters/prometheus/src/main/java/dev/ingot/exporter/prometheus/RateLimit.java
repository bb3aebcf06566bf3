package dev.ingot.exporter.prometheus;

import dev.ingot.config.Section;
import java.time.Duration;
import java.util.function.LongSupplier;

/// Lets through one request every interval, and so many at once after a pause. Used by several
/// threads at once.
final class RateLimit {
    private final Options options;
    private final LongSupplier nanoTime;

    /// Until when, by `nanoTime`, the requests that came have used up what the intervals give.
    private long spentUntil;

    /// @param interval between two requests; zero for no limit
    /// @param burst how many may come at once
    record Options(Duration interval, int burst) {
        static Options read(Section in) {
            return new Options(
                    in.duration(
                            "interval",
                            "0s",
                            "Between two requests on the average; `0s` is no limit."),
                    (int) in.number("burst", 1, 1, 1_000_000, "Requests that may come at once."));
        }
    }

    /// @param nanoTime such as [System#nanoTime]
    RateLimit(Options options, LongSupplier nanoTime) {
        this.options = options;
        this.nanoTime = nanoTime;
        spentUntil = nanoTime.getAsLong();
    }

    synchronized boolean admits() {
        long interval = options.interval().toNanos();
        long now = nanoTime.getAsLong();
        long ahead = Math.max(0, spentUntil - now);
        if (interval > 0 && Math.ceilDiv(ahead, interval) >= options.burst()) {
            return false;
        }
        spentUntil = now + ahead + interval;
        return true;
    }
}
