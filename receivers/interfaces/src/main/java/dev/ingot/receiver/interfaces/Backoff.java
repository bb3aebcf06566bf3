package dev.ingot.receiver.interfaces;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// How long to leave a thing alone that keeps failing: twice as long after every failure.
final class Backoff {
    private final long first;
    private final long longest;
    private long pause;
    private long until = System.nanoTime();

    Backoff(Duration first, Duration longest) {
        this.first = first.toNanos();
        this.longest = longest.toNanos();
    }

    synchronized void succeeded() {
        pause = 0;
        until = System.nanoTime();
    }

    synchronized void failed() {
        pause = pause == 0 ? first : Math.min(longest, 2 * pause);
        until = System.nanoTime() + pause;
    }

    synchronized boolean isOver() {
        return System.nanoTime() - until >= 0;
    }

    private synchronized long left() {
        return until - System.nanoTime();
    }

    void sleep() throws InterruptedException {
        long nanos = left();
        if (nanos > 0) {
            TimeUnit.NANOSECONDS.sleep(nanos);
        }
    }
}
