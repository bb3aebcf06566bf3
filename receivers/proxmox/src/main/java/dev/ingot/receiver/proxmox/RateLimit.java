package dev.ingot.receiver.proxmox;

import java.util.ArrayDeque;

/// At most so many calls within any second, however late they arrive: a call counts from when it
/// leaves until a second after its answer. Used by several threads at once.
final class RateLimit {
    static final long SECOND = 1_000_000_000L;

    /// How long to wait while all calls are still without an answer.
    private static final long GLANCE = 5_000_000L;

    private final long perSecond;

    /// When each of the last calls was answered.
    private final ArrayDeque<Long> answered = new ArrayDeque<>();

    private int waiting;

    RateLimit(long perSecond) {
        this.perSecond = perSecond;
    }

    /// Takes a turn now, if there is one; [#answered] gives it back.
    ///
    /// @return 0 if so, else how long to wait before trying again, in nanoseconds
    synchronized long tryTake(long now) {
        while (!answered.isEmpty() && now - answered.getFirst() >= SECOND) {
            answered.removeFirst();
        }
        if (waiting + answered.size() >= perSecond) {
            return answered.isEmpty() ? GLANCE : answered.getFirst() + SECOND - now;
        }
        waiting++;
        return 0;
    }

    /// A call was answered, or given up.
    synchronized void answered(long now) {
        waiting--;
        answered.addLast(now);
    }
}
