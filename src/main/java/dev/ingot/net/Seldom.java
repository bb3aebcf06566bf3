package dev.ingot.net;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// Keeps a log line that a stranger can cause from filling the log. Used by several threads at
/// once.
final class Seldom {
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final long BURST = 5;

    private final AtomicLong windowStart = new AtomicLong(System.nanoTime());
    private final AtomicLong lines = new AtomicLong();

    /// Whether a line may be written: five in ten seconds.
    boolean now() {
        long start = windowStart.get();
        long now = System.nanoTime();
        if (now - start > PAUSE.toNanos() && windowStart.compareAndSet(start, now)) {
            lines.set(0);
        }
        return lines.incrementAndGet() <= BURST;
    }
}
