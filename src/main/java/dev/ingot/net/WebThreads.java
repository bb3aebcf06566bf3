package dev.ingot.net;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/// A virtual thread for every request of a [WebServer]: so many at once, so long each.
final class WebThreads implements Executor {
    private static final int MOST_AT_ONCE = 64;
    private static final Duration LOOK = Duration.ofMillis(250);

    private final Duration longest;
    private final ThreadFactory threads;
    private final Semaphore permits = new Semaphore(MOST_AT_ONCE);
    private final Map<Thread, Long> running = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread watch;

    /// @param name what the threads' names begin with
    /// @param longest how long a request may take, from its first byte to its answer's last
    WebThreads(String name, Duration longest) {
        this.longest = longest;
        this.threads = Thread.ofVirtual().name(name, 1).factory();
        this.watch = Thread.ofVirtual().name(name + "watch").start(this::watch);
    }

    /// Runs a request. The JDK's server closes the connection of one that is turned away.
    @Override
    public void execute(Runnable request) {
        if (closing.getCount() == 0 || !permits.tryAcquire()) {
            throw new RejectedExecutionException("closing, or too many requests");
        }
        Thread thread = threads.newThread(() -> run(request));
        thread.start();
    }

    private void run(Runnable request) {
        running.put(Thread.currentThread(), System.nanoTime() + longest.toNanos());
        try {
            request.run();
        } finally {
            running.remove(Thread.currentThread());
            permits.release();
        }
    }

    /// An interrupted thread loses the channel that it reads or writes, and so ends.
    private void watch() {
        try {
            while (!closing.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                long now = System.nanoTime();
                running.forEach((thread, deadline) -> {
                    if (now - deadline > 0) {
                        thread.interrupt();
                    }
                });
            }
        } catch (InterruptedException closed) {
            // Nobody needs the watch any longer.
        }
    }

    /// Turns new requests away and lets the others finish. Who is not done when three quarters of
    /// the time have passed is interrupted.
    void close(Duration within) {
        closing.countDown();
        long start = System.nanoTime();
        long all = within.toNanos();
        if (!ended(start + all / 4 * 3)) {
            running.keySet().forEach(Thread::interrupt);
            ended(start + all);
        }
    }

    /// Whether all threads ended before `deadline`, a time of [System#nanoTime].
    private boolean ended(long deadline) {
        try {
            for (Thread thread : running.keySet()) {
                long left = Math.max(deadline - System.nanoTime(), 0);
                if (!thread.join(Duration.ofNanos(left))) {
                    return false;
                }
            }
            return watch.join(Duration.ofNanos(Math.max(deadline - System.nanoTime(), 0)));
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
