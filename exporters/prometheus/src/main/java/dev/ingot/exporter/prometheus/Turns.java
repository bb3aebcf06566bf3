package dev.ingot.exporter.prometheus;

import dev.ingot.telemetry.SelfMetrics;
import dev.ingot.telemetry.Tally;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Who is being served: so many scrapes at once, since each has a copy of all values. Used by
/// several threads at once.
///
/// While nobody waits, a reader may be as slow as the server allows. Once somebody does, the one
/// whose present piece has waited longest to be read loses its connection, if that is longer than a
/// moment: those who ask and do not read cannot keep others from being served.
final class Turns {
    /// Scrapes at once.
    static final int AT_ONCE = 16;

    /// How long a piece of 64 KiB may take to be sent while somebody else waits.
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition freed = lock.newCondition();
    private final Set<Turn> taken = new HashSet<>();
    private final Tally tally;

    Turns(Tally tally) {
        this.tally = tally.with("reason", "slow_reader");
    }

    /// Waits for a turn.
    ///
    /// @throws IOException when there was none for 10 s
    Turn take() throws IOException {
        lock.lock();
        try {
            long left = LONGEST_WAIT.toNanos();
            while (taken.size() >= AT_ONCE) {
                if (left <= 0) {
                    throw new IOException("too many scrapes at once");
                }
                long pause = Math.min(left, makeRoom());
                left -= pause - Math.max(0, freed.awaitNanos(pause));
            }
            var turn = new Turn();
            taken.add(turn);
            return turn;
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("closing");
        } finally {
            lock.unlock();
        }
    }

    /// Cuts off the slowest reader, if it is slow.
    ///
    /// @return how many nanoseconds to wait before looking again
    private long makeRoom() {
        Optional<Turn> slowest =
                taken.stream()
                        .filter(turn -> turn.isSending && !turn.isCut)
                        .min(Comparator.comparingLong((Turn turn) -> turn.since));
        if (slowest.isEmpty()) {
            return PATIENCE.toNanos();
        }
        long patience = PATIENCE.toNanos() - (System.nanoTime() - slowest.get().since);
        if (patience > 0) {
            return patience;
        }
        slowest.get().cut();
        tally.add(SelfMetrics.CUT_REQUESTS, 1);
        return PATIENCE.toNanos();
    }

    /// The turn of the thread that took it.
    final class Turn implements AutoCloseable {
        private final Thread thread = Thread.currentThread();
        private boolean isSending;
        private boolean isCut;

        /// When the present piece began to be sent, by [System#nanoTime].
        private long since = System.nanoTime();

        /// A stream whose writes are watched.
        OutputStream watched(OutputStream out) {
            return new FilterOutputStream(out) {
                @Override
                public void write(byte[] bytes, int from, int length) throws IOException {
                    sending(true);
                    try {
                        out.write(bytes, from, length);
                    } finally {
                        sending(false);
                    }
                    if (isCut) {
                        throw new InterruptedIOException("cut off for another scrape");
                    }
                }
            };
        }

        private void sending(boolean now) {
            lock.lock();
            try {
                isSending = now;
                since = System.nanoTime();
            } finally {
                lock.unlock();
            }
        }

        /// Takes its channel from the thread; only under the lock, so that nothing but a write of
        /// this turn is hit.
        private void cut() {
            isCut = true;
            thread.interrupt();
        }

        @Override
        public void close() {
            lock.lock();
            try {
                taken.remove(this);
                freed.signal();
            } finally {
                lock.unlock();
            }
        }
    }
}
