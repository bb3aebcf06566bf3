package dev.ingot.exporter.otlp;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// How the sending thread waits between two tries; a test may wait by a clock of its own.
@FunctionalInterface
interface Waiting {
    Waiting REALLY =
            (closing, time) -> {
                var _ = closing.await(time.toNanos(), TimeUnit.NANOSECONDS);
            };

    /// Waits for a time, or until the latch opens.
    void await(CountDownLatch closing, Duration time) throws InterruptedException;
}
