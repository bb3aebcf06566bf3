package dev.ingot.exporter.otlp;

import dev.ingot.component.Verdict;
import dev.ingot.component.WhenFull;
import dev.ingot.record.Signal;
import dev.ingot.telemetry.Tally;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Takes signals in, as long as there is room in the queue behind, and puts their records together
/// into batches. Callers only copy columns here; encoding is done by the one thread that calls
/// [#next].
///
/// @param <S> the kind of signal
final class Batcher<S extends Signal> {
    /// The most that may wait here to be encoded; more than a few batches mean that the encoding
    /// thread cannot follow, or that the disk takes nothing.
    static final long PENDING_LIMIT = 16 << 20;

    /// A crash loses what waits here. So where the queue itself would survive one, sources that can
    /// wait do so when this many batches are pending.
    static final int EXPOSED_BATCHES = 4;

    private static final int SPARE_BATCHES = 4;

    /// How soon a source that had to wait asks again at first. Who asked later than a full queue
    /// lasts would let the backend wait.
    static final Duration SHORTEST_PAUSE = Duration.ofMillis(5);

    /// How soon it asks again in the end, when nothing has been taken in for as long.
    static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

    private final Freight<S> freight;
    private final QueueConfig config;
    private final RequestQueue queue;
    private final Stock stock;
    private final Tally tally;
    private final InstantSource clock;
    private final long batchBytes;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Batch<S>> full = new ArrayDeque<>();
    private final Deque<Batch<S>> spare = new ArrayDeque<>();
    private Batch<S> open;
    private boolean closed;
    private boolean refusing;
    private long refusingSince;

    /// @param batchBytes a batch of this weight is full
    Batcher(
            Freight<S> freight,
            QueueConfig config,
            int batchBytes,
            RequestQueue queue,
            LaneContext lane) {
        this.freight = freight;
        this.config = config;
        this.batchBytes = batchBytes;
        this.queue = queue;
        this.stock = lane.stock();
        this.tally = lane.tally();
        this.clock = lane.clock();
        this.open = new Batch<>(freight.batch());
    }

    Verdict accept(S signal, WhenFull whenFull) {
        if (signal.size() == 0) {
            return Verdict.ACCEPTED;
        }
        long weight = freight.weight(signal);
        lock.lock();
        try {
            if (closed) {
                return new Verdict.Refused("the exporter is closed");
            }
            if (fitsHere(weight, whenFull) && fitsQueue(weight, signal.size())) {
                refusing = false;
            } else {
                switch (whatToDo(whenFull)) {
                    case DROP_OLDEST -> {
                        if (!makeRoom(weight, signal.size(), whenFull)) {
                            return dropped(signal);
                        }
                    }
                    case DROP_NEWEST -> {
                        return dropped(signal);
                    }
                    default -> {
                        return pushedBack(weight, whenFull);
                    }
                }
            }
            add(signal, weight);
            return Verdict.ACCEPTED;
        } finally {
            lock.unlock();
        }
    }

    private Overflow whatToDo(WhenFull whenFull) {
        return switch (config.overflow()) {
            case BY_SOURCE ->
                    whenFull == WhenFull.PUSH_BACK ? Overflow.BLOCK : Overflow.DROP_OLDEST;
            case BLOCK -> Overflow.BLOCK;
            case DROP_OLDEST -> Overflow.DROP_OLDEST;
            case DROP_NEWEST -> Overflow.DROP_NEWEST;
        };
    }

    private Verdict dropped(S signal) {
        tally.drop(signal.type(), "queue_full", signal.size());
        return Verdict.ACCEPTED;
    }

    /// Sources ask again rather than be woken: one that is offered to several exporters would have
    /// to be woken by each. They wait for as long again as nothing was taken in, so that they wait
    /// little while the queue moves, and are at most as late again as they had to be.
    private Verdict pushedBack(long weight, WhenFull whenFull) {
        long now = System.nanoTime();
        if (!refusing) {
            refusing = true;
            refusingSince = now;
        }
        long pause =
                Math.clamp(now - refusingSince, SHORTEST_PAUSE.toNanos(), LONGEST_PAUSE.toNanos());
        String why =
                fitsHere(weight, whenFull)
                        ? "the sending queue is full"
                        : "records wait to be put into the queue";
        return new Verdict.Retry(Duration.ofNanos(pause), why);
    }

    /// Whether the encoding thread follows.
    private boolean fitsHere(long weight, WhenFull whenFull) {
        Load pending = stock.pending();
        boolean canWait = whenFull == WhenFull.PUSH_BACK && queue.durable();
        return pending.bytes() == 0
                || (pending.bytes() + weight <= PENDING_LIMIT
                        && (!canWait || pending.requests() < EXPOSED_BATCHES));
    }

    /// Whether the queue has room, for what is here too.
    private boolean fitsQueue(long weight, int items) {
        return stock.fits(weight, items, config, queue.room());
    }

    private boolean makeRoom(long weight, int items, WhenFull whenFull) {
        while (!fitsHere(weight, whenFull)) {
            if (!dropBatch()) {
                return false;
            }
        }
        while (!fitsQueue(weight, items)) {
            int gone = queue.dropOldest();
            if (gone > 0) {
                tally.drop(open.records.type(), "queue_full", gone);
            } else if (!dropBatch()) {
                return false;
            }
        }
        return true;
    }

    private boolean dropBatch() {
        Batch<S> oldest = full.poll();
        if (oldest == null) {
            return false;
        }
        tally.drop(oldest.records.type(), "queue_full", oldest.records.size());
        stock.pend(Load.NONE.minus(oldest.load()));
        putAside(oldest);
        return true;
    }

    private void add(S signal, long weight) {
        boolean first = open.records.size() == 0;
        boolean whole =
                open.records.size() + signal.size() <= config.batchItems()
                        && open.weight + weight <= batchBytes;
        if (whole) {
            begin();
            freight.copyAll(signal, open.records);
            open.weight += weight;
        } else {
            addOneByOne(signal);
        }
        stock.pend(new Load(0, signal.size(), weight));
        if (isFull(0)) {
            closeOpen();
        }
        if (first || !full.isEmpty()) {
            changed.signal();
        }
    }

    private void addOneByOne(S signal) {
        for (int i = 0; i < signal.size(); i++) {
            long weight = freight.weight(signal, i);
            if (open.records.size() > 0 && isFull(weight)) {
                closeOpen();
            }
            begin();
            freight.copy(signal, i, open.records);
            open.weight += weight;
        }
    }

    private boolean isFull(long more) {
        return open.records.size() >= config.batchItems()
                || open.weight + more > batchBytes
                || open.weight == batchBytes;
    }

    private void begin() {
        if (open.records.size() == 0) {
            var now = clock.instant();
            open.openedNanos = System.nanoTime();
            open.receivedNanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
            stock.pend(new Load(1, 0, 0));
        }
    }

    private void closeOpen() {
        full.add(open);
        Batch<S> next = spare.poll();
        open = next == null ? new Batch<>(freight.batch()) : next;
    }

    /// The next batch to encode; waits until one is full or has waited long enough. Null when the
    /// batcher is closed and empty. Its records stay pending; hand it to [#recycle] in the end.
    @Nullable Batch<S> next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (full.isEmpty()) {
                if (open.records.size() == 0) {
                    if (closed) {
                        return null;
                    }
                    changed.await();
                } else {
                    long due = open.openedNanos + config.flushTimeout().toNanos();
                    long wait = due - System.nanoTime();
                    if (closed || wait <= 0) {
                        closeOpen();
                    } else {
                        changed.await(wait, TimeUnit.NANOSECONDS);
                    }
                }
            }
            return full.remove();
        } finally {
            lock.unlock();
        }
    }

    /// Takes back a batch whose records are in the queue or counted as lost.
    void recycle(Batch<S> batch) {
        lock.lock();
        try {
            putAside(batch);
        } finally {
            lock.unlock();
        }
    }

    private void putAside(Batch<S> batch) {
        batch.weight = 0;
        freight.clear(batch.records);
        if (spare.size() < SPARE_BATCHES) {
            spare.add(batch);
        }
    }

    /// Takes nothing more; what is here can still be had from [#next].
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }
}
