package dev.ingot.receiver.proxmox;

import java.util.Arrays;

/// At most so many calls within any second. Used by several threads at once.
final class RateLimit {
    /// A little more than a second, since calls that leave a second apart may arrive closer.
    static final long WINDOW = 1_020_000_000L;

    /// When each of the last calls was made, in a ring.
    private final long[] last;

    private int oldest;

    RateLimit(long perSecond) {
        last = new long[(int) perSecond];
        Arrays.fill(last, System.nanoTime() - WINDOW);
    }

    /// Takes a turn now, if there is one.
    ///
    /// @return 0 if so, else how long to wait before trying again, in nanoseconds
    synchronized long tryTake(long now) {
        long wait = last[oldest] + WINDOW - now;
        if (wait > 0) {
            return wait;
        }
        last[oldest] = now;
        oldest = (oldest + 1) % last.length;
        return 0;
    }
}
