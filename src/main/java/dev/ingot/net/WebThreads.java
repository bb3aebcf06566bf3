package dev.ingot.net;

import dev.ingot.telemetry.SelfMetrics;
import dev.ingot.telemetry.Tally;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/// A virtual thread for every request of a [WebServer]: so many at once, so long each.
///
/// While all places are taken some more requests wait, and the oldest of those being served loses
/// its connection if it is older than a moment: clients that dawdle cannot keep others out.
final class WebThreads implements Executor {
    private static final int MOST_AT_ONCE = 64;
    private static final int MOST_WAITING = 64;
    private static final Duration LOOK = Duration.ofMillis(250);

    /// How long a request may take while another waits for its place.
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Duration longest;
    private final Tally tally;
    private final ThreadFactory threads;
    private final Semaphore admitted = new Semaphore(MOST_AT_ONCE + MOST_WAITING);
    private final Semaphore places = new Semaphore(MOST_AT_ONCE, true);
    private final Map<Thread, Long> running = new ConcurrentHashMap<>();
    private final Map<Thread, Long> served = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread watch;

    /// @param name what the threads' names begin with
    /// @param longest how long a request may take, from its first byte to its answer's last
    WebThreads(String name, Duration longest, Tally tally) {
        this.longest = longest;
        this.tally = tally;
        this.threads = Thread.ofVirtual().name(name, 1).factory();
        this.watch = Thread.ofVirtual().name(name + "watch").start(this::watch);
    }

    /// Runs a request. The JDK's server closes the connection of one that is turned away.
    @Override
    public void execute(Runnable request) {
        if (closing.getCount() == 0) {
            throw new RejectedExecutionException("closing");
        }
        if (!admitted.tryAcquire()) {
            cut("too_many");
            throw new RejectedExecutionException("too many requests");
        }
        threads.newThread(() -> run(request)).start();
    }

    private void cut(String reason) {
        tally.with("reason", reason).add(SelfMetrics.CUT_REQUESTS, 1);
    }

    private void run(Runnable request) {
        Thread own = Thread.currentThread();
        long deadline = System.nanoTime() + longest.toNanos();
        running.put(own, deadline);
        boolean hasPlace = false;
        try {
            hasPlace = waitForPlace();
            if (hasPlace) {
                served.put(own, System.nanoTime());
            } else {
                // Its first look at the connection then closes it.
                own.interrupt();
            }
            request.run();
        } finally {
            served.remove(own);
            running.remove(own);
            if (hasPlace) {
                places.release();
            }
            admitted.release();
            if (System.nanoTime() - deadline > 0) {
                cut("timeout");
            }
        }
    }

    private boolean waitForPlace() {
        try {
            while (!places.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                makeRoom();
            }
            return true;
        } catch (InterruptedException tooLate) {
            return false;
        }
    }

    private synchronized void makeRoom() {
        served.entrySet().stream()
                .min(Comparator.comparingLong(Map.Entry::getValue))
                .filter(oldest -> System.nanoTime() - oldest.getValue() > PATIENCE.toNanos())
                .ifPresent(oldest -> {
                    served.remove(oldest.getKey());
                    cut("too_slow");
                    oldest.getKey().interrupt();
                });
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
