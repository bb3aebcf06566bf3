package dev.ingot.net;

import dev.ingot.component.Context;
import dev.ingot.record.Points;
import dev.ingot.telemetry.Telemetry;
import dev.ingot.testkit.Await;
import java.time.Duration;
import java.time.InstantSource;

/// The counters and gauges of a server under test, and its context.
final class Counters {
    /// Longer than any test may take: a close that waits for it hangs, and fails.
    private static final Duration GRACE = Duration.ofDays(1);

    private final Telemetry telemetry = new Telemetry();

    Context context(String id) {
        return context(id, GRACE);
    }

    Context context(String id, Duration closing) {
        return new Context(id, InstantSource.system(), telemetry.tally(), closing);
    }

    /// The value of a series written as `name{label=value}`; 0 where there is none.
    double value(String series) {
        var all = new Points();
        telemetry.collect(all, 0);
        for (int i = 0; i < all.size(); i++) {
            if (all.series(i).toString().equals(series)) {
                return all.value(i);
            }
        }
        return 0;
    }

    void await(String series, double value) {
        Await.until(
                series + " to be " + value + ", is " + value(series) + " of\n" + telemetry.text(),
                () -> value(series) == value);
    }

    String text() {
        return telemetry.text();
    }
}
