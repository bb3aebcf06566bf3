package dev.ingot.receiver.graphite;

import dev.ingot.record.Metric;
import dev.ingot.telemetry.Counter;
import dev.ingot.telemetry.SelfMetrics;
import dev.ingot.telemetry.Tally;
import java.time.Duration;
import java.util.List;

/// What one sender brought, and when it was heard. Used by several threads at once.
final class Sender {
    static final List<Metric> METRICS =
            List.of(SelfMetrics.SOURCE_SAMPLES, SelfMetrics.SOURCE_REJECTED);

    private static final long SHORT_MILLIS = Duration.ofMinutes(5).toMillis();
    private static final long LONG_MILLIS = Duration.ofHours(1).toMillis();

    private final String source;
    private final Counter samples;
    private final Counter rejected;
    private final long firstMillis;
    private volatile long heardMillis;

    Sender(String source, Tally counters, long nowMillis) {
        this.source = source;
        samples = counters.counter(SelfMetrics.SOURCE_SAMPLES);
        rejected = counters.counter(SelfMetrics.SOURCE_REJECTED);
        firstMillis = nowMillis;
        heardMillis = nowMillis;
    }

    /// Its address, or `other`.
    String source() {
        return source;
    }

    /// Lines and pickled samples that were good, those that a mapping drops included.
    Counter samples() {
        return samples;
    }

    /// Lines and pickled samples that were not good.
    Counter rejected() {
        return rejected;
    }

    void heard(long nowMillis) {
        heardMillis = nowMillis;
    }

    long heardMillis() {
        return heardMillis;
    }

    /// Whether it was silent for so long that another may have its place: for as long as it had
    /// been there before, but 5 minutes at least and an hour at most. So addresses that nobody has,
    /// of which a forger makes up any number, keep a place for 5 minutes.
    boolean isSilent(long nowMillis) {
        long silent = nowMillis - heardMillis;
        long before = heardMillis - firstMillis;
        return silent >= Math.clamp(before, SHORT_MILLIS, LONG_MILLIS);
    }
}
