package dev.ingot.receiver.proxmox;

import java.util.concurrent.TimeUnit;

/// At most so many calls a second, with as many at once after a pause. Used by several threads at
/// once.
final class RateLimit {
    private static final long SECOND = 1_000_000_000L;

    private final long nanosPerCall;
    private long next = System.nanoTime() - SECOND;

    RateLimit(long perSecond) {
        nanosPerCall = SECOND / perSecond;
    }

    /// Waits for a turn.
    void await() throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(reserve(System.nanoTime()));
    }

    /// Takes the next turn.
    ///
    /// @return how long to wait for it, in nanoseconds
    synchronized long reserve(long now) {
        next = Math.max(next, now - SECOND) + nanosPerCall;
        return Math.max(0, next - now);
    }
}
