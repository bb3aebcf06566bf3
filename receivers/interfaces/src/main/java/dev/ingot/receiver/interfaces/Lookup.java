package dev.ingot.receiver.interfaces;

import dev.ingot.component.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Runs the looks of one [Mapping] on a thread of its own, one at a time.
///
/// A scrape asks for a look and waits a moment for it; one that takes longer serves a later round,
/// and no other round waits for it. The thread is one of the system's, since a read from a file
/// system that hangs would hold a carrier of virtual ones.
final class Lookup implements AutoCloseable {
    /// A look that takes longer has failed, even if it may still end.
    private static final Duration STUCK = Duration.ofSeconds(30);

    private final Mapping mapping;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private List<Device> devices = List.of();
    private long asked;
    private long answered;
    private boolean closed;
    private boolean running;
    private long startedNanos;
    private final Watch watch;

    Lookup(Context context, Mapping mapping) {
        this.mapping = mapping;
        this.watch = new Watch(mapping.name(), context);
        this.thread =
                Thread.ofPlatform()
                        .daemon()
                        .name(context.id() + "-" + mapping.name())
                        .unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// How the looks went.
    Watch watch() {
        return watch;
    }

    /// Asks for a look that begins after this call, if one is due.
    ///
    /// @return a ticket for [#await]; 0 where there is nothing to wait for
    long ask(List<Device> current) {
        if (!mapping.outdated(current)) {
            return 0;
        }
        lock.lock();
        try {
            devices = current;
            asked++;
            changed.signalAll();
            return running ? leave() : asked;
        } finally {
            lock.unlock();
        }
    }

    /// The look of an earlier round still runs.
    private long leave() {
        Duration since = since(startedNanos);
        if (since.compareTo(STUCK) > 0) {
            watch.failed("no answer for " + since.toSeconds() + " s", since);
        }
        return 0;
    }

    /// Waits until the look of this ticket has ended, at most until `deadlineNanos` of the system's
    /// nano time.
    void await(long ticket, long deadlineNanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = deadlineNanos - System.nanoTime();
            while (answered < ticket && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            while (true) {
                lookOnce();
            }
        } catch (InterruptedException closing) {
            // The receiver is being closed; a look that was cut short changed nothing.
        }
    }

    private void lookOnce() throws InterruptedException {
        List<Device> current;
        long ticket;
        lock.lockInterruptibly();
        try {
            while (answered == asked) {
                changed.await();
            }
            current = devices;
            ticket = asked;
            running = true;
            startedNanos = System.nanoTime();
        } finally {
            lock.unlock();
        }
        look(current);
        lock.lockInterruptibly();
        try {
            running = false;
            answered = ticket;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void look(List<Device> current) throws InterruptedException {
        long before = System.nanoTime();
        try {
            mapping.look(current);
            watch.worked(since(before));
        } catch (IOException unreadable) {
            watch.failed(String.valueOf(unreadable.getMessage()), since(before));
        } catch (RuntimeException bug) {
            watch.failed("bug: " + bug, since(before));
        }
    }

    private static Duration since(long before) {
        return Duration.ofNanos(System.nanoTime() - before);
    }

    /// Ends the thread; waits no longer than `wait` for it.
    void close(Duration wait) {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        thread.interrupt();
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        try {
            TimeUnit.NANOSECONDS.timedJoin(thread, wait.toNanos());
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        close(Duration.ofSeconds(1));
    }
}
