package dev.ingot.exporter.otlp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A queue of requests in a directory of its own: what was put is there after a crash.
///
/// The log is committed once a request is dealt with, so a crash repeats at most the request that
/// was taken. What cannot be read is skipped and reported, and the rest goes on.
///
/// While the disk takes nothing, one request at a time passes by in memory, once everything on the
/// disk is dealt with: a disk that is full or read-only delays nothing that the backend would take.
final class DiskQueue implements RequestQueue {
    private static final long RETIRED_BYTES = 1 << 20;

    private final QueueDirectory directory;
    private final SegmentLog log;
    private final Fsync fsync;
    private final Losses losses;
    private final Upkeep upkeep;
    private final DiskSpace space;
    private final Stock stock;

    private Load held = Load.NONE;
    private @Nullable ExportRequest taken;
    private Load takenLoad = Load.NONE;

    /// Taken before everything on the disk.
    private @Nullable ExportRequest passing;

    /// What passes by, until it is dealt with.
    private Load unstored = Load.NONE;

    private boolean ended;
    private boolean dirty;
    private boolean closed;

    private DiskQueue(
            QueueDirectory directory,
            SegmentLog log,
            Fsync fsync,
            Losses losses,
            DiskSpace space,
            Stock stock) {
        this.directory = directory;
        this.log = log;
        this.fsync = fsync;
        this.losses = losses;
        this.upkeep = new Upkeep(directory, log, losses);
        this.space = space;
        this.stock = stock;
    }

    /// Opens the queue in a directory, which is made where it is not there.
    ///
    /// @throws IOException where the directory cannot be used or another agent uses it
    static DiskQueue open(
            Path path, long segmentBytes, Fsync fsync, Losses losses, DiskSpace space, Stock stock)
            throws IOException {
        var directory = QueueDirectory.open(path);
        try {
            var log = SegmentLog.open(directory, segmentBytes, fsync);
            var queue = new DiskQueue(directory, log, fsync, losses, space, stock);
            queue.hold(log.remaining(), Load.NONE);
            return queue;
        } catch (IOException | RuntimeException unusable) {
            directory.close();
            throw unusable instanceof IOException io ? io : new IOException(unusable);
        }
    }

    private synchronized void hold(Load now, Load moved) {
        space.use(now.bytes() - held.bytes());
        held = now;
        stock.queue(now, moved);
    }

    @Override
    public void put(ExportRequest request, Load moved) throws IOException {
        ByteBuffer stored = StoredForm.write(request);
        var load = new Load(1, request.items(), stored.limit());
        Segment written;
        synchronized (this) {
            try {
                written = log.append(stored);
            } catch (IOException full) {
                if (taken == null) {
                    upkeep.retire(1);
                }
                throw new IOException(
                        "cannot write to " + directory + ": " + Causes.file(full), full);
            }
            dirty = true;
            hold(held.plus(load), moved);
            notifyAll();
        }
        if (fsync == Fsync.ALWAYS) {
            upkeep.sync(written);
        }
    }

    @Override
    public synchronized boolean pass(ExportRequest request, Load moved, Duration longest)
            throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        while (passing != null || taken != null || !log.isAtEnd()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        passing = request;
        unstored = new Load(1, request.items(), request.body().length);
        hold(held.plus(unstored), moved);
        notifyAll();
        return true;
    }

    /// Makes the disk write what it has not yet written.
    void sync() {
        Segment newest;
        synchronized (this) {
            if (!dirty || closed) {
                return;
            }
            dirty = false;
            newest = log.newest();
        }
        if (newest != null && !upkeep.sync(newest)) {
            synchronized (this) {
                dirty = true;
            }
        }
    }

    @Override
    public synchronized @Nullable ExportRequest take() throws InterruptedException {
        while (true) {
            ExportRequest next = passing == null ? readNext() : passBy(passing);
            if (next != null) {
                taken = next;
                return next;
            }
            if (ended) {
                return null;
            }
            wait();
        }
    }

    private ExportRequest passBy(ExportRequest request) {
        passing = null;
        takenLoad = unstored;
        return request;
    }

    private @Nullable ExportRequest readNext() {
        try {
            while (!log.isAtEnd()) {
                StoredForm.Head head = log.peek();
                ByteBuffer stored = head == null ? null : log.read(head);
                if (head != null && stored != null) {
                    log.pass(head);
                    takenLoad = head.load();
                    return StoredForm.read(stored, head);
                }
                skipDamage(head);
            }
        } catch (IOException unreadable) {
            loseAll(unreadable);
        }
        return null;
    }

    private void skipDamage(StoredForm.@Nullable Head head) throws IOException {
        long skipped = log.passDamage();
        losses.lost(
                head == null ? 1 : head.items(),
                "%d bytes of %s are damaged".formatted(skipped, directory));
        upkeep.commit();
        hold(log.remaining(), Load.NONE);
    }

    /// The disk does not give back what it holds: forget it rather than try for ever.
    private void loseAll(IOException unreadable) {
        losses.lost(
                Math.clamp(held.items(), 1, Integer.MAX_VALUE),
                "cannot read " + directory + ": " + Causes.file(unreadable));
        hold(Load.NONE, Load.NONE);
        log.passAll();
        upkeep.commit();
    }

    @Override
    public synchronized void done() {
        if (taken != null) {
            taken = null;
            unstored = Load.NONE;
            hold(held.minus(takenLoad), Load.NONE);
            upkeep.commit();
            upkeep.retire(RETIRED_BYTES);
            notifyAll();
        }
    }

    @Override
    public synchronized int dropOldest() {
        try {
            StoredForm.Head head = log.peek();
            if (head == null) {
                return 0;
            }
            log.pass(head);
            hold(held.minus(head.load()), Load.NONE);
            if (taken == null) {
                upkeep.commit();
            }
            return head.items();
        } catch (IOException unreadable) {
            return 0;
        }
    }

    @Override
    public synchronized void end() {
        ended = true;
        notifyAll();
    }

    @Override
    public synchronized long oldestMillis() {
        if (taken != null) {
            return taken.createdMillis();
        }
        try {
            StoredForm.Head head = closed ? null : log.peek();
            return head == null ? 0 : head.createdMillis();
        } catch (IOException unreadable) {
            return 0;
        }
    }

    @Override
    public long room() {
        return space.room();
    }

    @Override
    public boolean durable() {
        return true;
    }

    @Override
    public synchronized long kept() {
        return held.items() - unstored.items();
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        sync();
        closed = true;
        space.use(-held.bytes());
        upkeep.close();
    }
}
