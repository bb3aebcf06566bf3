package dev.ingot.exporter.otlp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A queue of requests in a directory of its own: what was put is there after a crash.
///
/// Records are appended to segment files; a segment is deleted once its last record is dealt with.
/// The cursor moves after that, so a crash repeats at most the request that was taken. What cannot
/// be read is skipped and reported, and the rest goes on.
///
/// The counts can be asked for without waiting for the disk.
final class DiskQueue implements RequestQueue {
    private static final long RETIRED_BYTES = 1 << 20;

    private final Path directory;
    private final FileChannel lock;
    private final Cursor cursor;
    private final long segmentBytes;
    private final Fsync fsync;
    private final Losses losses;
    private final AtomicLong storedBytes;
    private final LongSupplier room;

    private final Deque<Segment> segments = new ArrayDeque<>();
    private long nextNumber = 1;
    private @Nullable Segment writing;
    private @Nullable Segment reading;
    private long readOffset;
    private @Nullable ExportRequest taken;
    private long takenBytes;
    private boolean ended;
    private boolean dirty;
    private boolean closed;

    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicLong items = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    /// Is told what could not be read.
    @FunctionalInterface
    interface Losses {
        /// @param items how many records it was, as far as that is known; at least 1
        void lost(int items, String why);
    }

    private DiskQueue(
            Path directory,
            FileChannel lock,
            Cursor cursor,
            long segmentBytes,
            Fsync fsync,
            Losses losses,
            AtomicLong storedBytes,
            LongSupplier room) {
        this.directory = directory;
        this.lock = lock;
        this.cursor = cursor;
        this.segmentBytes = segmentBytes;
        this.fsync = fsync;
        this.losses = losses;
        this.storedBytes = storedBytes;
        this.room = room;
    }

    /// Opens the queue in a directory, which is made where it is not there.
    ///
    /// @param storedBytes the size of all queues of one storage; kept up to date
    /// @param room how much more the storage takes
    /// @throws IOException where the directory cannot be used or another agent uses it
    static DiskQueue open(
            Path directory,
            long segmentBytes,
            Fsync fsync,
            Losses losses,
            AtomicLong storedBytes,
            LongSupplier room)
            throws IOException {
        Files.createDirectories(directory);
        FileChannel lock =
                FileChannel.open(
                        directory.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            if (lock.tryLock() == null) {
                throw new IOException("another agent uses it");
            }
            var cursor = Cursor.open(directory.resolve("cursor"));
            var queue =
                    new DiskQueue(
                            directory,
                            lock,
                            cursor,
                            segmentBytes,
                            fsync,
                            losses,
                            storedBytes,
                            room);
            queue.recover();
            return queue;
        } catch (IOException | RuntimeException unusable) {
            lock.close();
            throw unusable instanceof IOException io ? io : new IOException(unusable);
        }
    }

    private synchronized void recover() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(directory)) {
            files =
                    all.filter(file -> Segment.isName(file.getFileName().toString()))
                            .sorted()
                            .toList();
        }
        for (Path file : files) {
            Segment segment = Segment.open(file);
            nextNumber = segment.number() + 1;
            if (segment.number() < cursor.segment()) {
                segment.delete();
            } else {
                segments.add(segment);
            }
        }
        nextNumber = Math.max(nextNumber, cursor.segment() + 1);
        for (Segment segment : segments) {
            boolean first = segment.number() == cursor.segment();
            count(segment, first ? Math.min(cursor.offset(), segment.end()) : 0);
        }
        reading = segments.peek();
        readOffset =
                reading != null && reading.number() == cursor.segment()
                        ? Math.min(cursor.offset(), reading.end())
                        : 0;
    }

    /// Counts the records of a segment by their heads. Half a record at the end of the newest one
    /// was never acknowledged and is cut off.
    private void count(Segment segment, long from) throws IOException {
        long at = from;
        while (at < segment.end()) {
            StoredForm.Head head = segment.head(at);
            if (head == null) {
                long next = segment.seek(at);
                if (next == segment.end() && segment == segments.peekLast() && writing == null) {
                    segment.cut(at);
                    return;
                }
                at = next;
            } else {
                add(head.items(), head.size());
                at += head.size();
            }
        }
    }

    private void add(int moreItems, long moreBytes) {
        requests.addAndGet(Integer.signum(moreItems));
        items.addAndGet(moreItems);
        bytes.addAndGet(moreBytes);
        storedBytes.addAndGet(moreBytes);
    }

    @Override
    public void put(ExportRequest request) throws IOException {
        ByteBuffer record = StoredForm.write(request);
        Segment written;
        synchronized (this) {
            try {
                written = toWrite();
                written.append(record);
            } catch (IOException full) {
                retire(1);
                throw new IOException(
                        "cannot write to " + directory + ": " + full.getMessage(), full);
            }
            dirty = true;
            add(request.items(), record.limit());
            notifyAll();
        }
        if (fsync == Fsync.ALWAYS) {
            try {
                written.sync();
            } catch (ClosedChannelException sent) {
                // the request was delivered and its segment deleted in the meantime
            }
        }
    }

    private Segment toWrite() throws IOException {
        Segment newest = writing;
        if (newest == null || newest.end() >= segmentBytes) {
            if (newest != null && fsync != Fsync.NEVER) {
                newest.sync();
            }
            newest = Segment.create(directory, nextNumber++);
            if (fsync == Fsync.ALWAYS) {
                syncDirectory();
            }
            segments.add(newest);
            writing = newest;
            if (reading == null) {
                reading = newest;
                readOffset = 0;
            }
        }
        return newest;
    }

    private void syncDirectory() throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /// Makes the disk write what it has not yet written.
    void sync() {
        Segment newest;
        synchronized (this) {
            if (!dirty || closed) {
                return;
            }
            dirty = false;
            newest = writing;
        }
        try {
            if (newest != null) {
                newest.sync();
            }
        } catch (IOException failed) {
            synchronized (this) {
                dirty = true;
            }
        }
    }

    @Override
    public synchronized @Nullable ExportRequest take() throws InterruptedException {
        while (true) {
            ExportRequest next = readNext();
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

    private @Nullable ExportRequest readNext() {
        try {
            for (Segment at = toRead(); at != null; at = toRead()) {
                StoredForm.Head head = at.head(readOffset);
                if (head != null) {
                    ByteBuffer record = at.read(readOffset, (int) head.size());
                    if (StoredForm.isWhole(record, 0, head)) {
                        readOffset += head.size();
                        takenBytes = head.size();
                        return StoredForm.read(record, head);
                    }
                }
                skipDamage(at, head);
            }
        } catch (IOException unreadable) {
            loseAll(unreadable);
        }
        return null;
    }

    /// The segment to read from, behind those that are read to their end; null where nothing waits.
    private @Nullable Segment toRead() {
        Segment at = reading;
        while (at != null && readOffset >= at.end()) {
            if (at == writing) {
                return null;
            }
            Segment done = at;
            at = segments.stream().filter(s -> s.number() > done.number()).findFirst().orElse(null);
            if (at == null) {
                return null;
            }
            reading = at;
            readOffset = 0;
        }
        return at;
    }

    private void skipDamage(Segment at, StoredForm.@Nullable Head head) throws IOException {
        long next = at.seek(readOffset + 1);
        losses.lost(
                head == null ? 1 : head.items(),
                "%d bytes of %s are damaged".formatted(next - readOffset, directory));
        readOffset = next;
        moveCursor();
        recount();
    }

    private void recount() throws IOException {
        forget();
        for (Segment segment : segments) {
            count(segment, segment == reading ? readOffset : 0);
        }
    }

    private void forget() {
        storedBytes.addAndGet(-bytes.getAndSet(0));
        items.set(0);
        requests.set(0);
    }

    /// The disk does not give back what it holds: forget it rather than try for ever.
    private void loseAll(IOException unreadable) {
        losses.lost(
                Math.clamp(items.get(), 1, Integer.MAX_VALUE),
                "cannot read " + directory + ": " + unreadable.getMessage());
        forget();
        Segment newest = segments.peekLast();
        if (newest != null) {
            reading = newest;
            readOffset = newest.end();
            moveCursor();
        }
    }

    @Override
    public synchronized void done() {
        if (taken != null) {
            add(-taken.items(), -takenBytes);
            taken = null;
            moveCursor();
            retire(Math.min(segmentBytes, RETIRED_BYTES));
        }
    }

    /// Deletes the newest segment where everything in it is dealt with, so that an empty queue
    /// takes no room and a full disk gets some back.
    private void retire(long atLeastBytes) {
        Segment newest = writing;
        if (newest == null
                || reading != newest
                || taken != null
                || readOffset < newest.end()
                || newest.end() < atLeastBytes) {
            return;
        }
        try {
            cursor.move(newest.number() + 1, 0);
            segments.remove(newest);
            writing = null;
            reading = null;
            readOffset = 0;
            newest.delete();
        } catch (IOException failed) {
            losses.lost(0, "cannot delete from " + directory + ": " + failed.getMessage());
        }
    }

    /// Puts the cursor to where reading goes on, and deletes what is behind it.
    private void moveCursor() {
        Segment at = reading;
        if (at == null) {
            return;
        }
        try {
            cursor.move(at.number(), readOffset);
            for (Segment oldest = segments.peek();
                    oldest != null && oldest.number() < at.number();
                    oldest = segments.peek()) {
                segments.remove();
                oldest.delete();
            }
        } catch (IOException failed) {
            losses.lost(0, "cannot move the cursor of " + directory + ": " + failed.getMessage());
        }
    }

    @Override
    public synchronized int dropOldest() {
        try {
            Segment at = toRead();
            StoredForm.Head head = at == null ? null : at.head(readOffset);
            if (head == null) {
                return 0;
            }
            readOffset += head.size();
            add(-head.items(), -head.size());
            if (taken == null) {
                moveCursor();
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
    public int requests() {
        return requests.get();
    }

    @Override
    public long items() {
        return items.get();
    }

    @Override
    public long bytes() {
        return bytes.get();
    }

    @Override
    public synchronized long oldestMillis() {
        if (taken != null) {
            return taken.createdMillis();
        }
        try {
            Segment at = closed ? null : toRead();
            StoredForm.Head head = at == null ? null : at.head(readOffset);
            return head == null ? 0 : head.createdMillis();
        } catch (IOException unreadable) {
            return 0;
        }
    }

    @Override
    public long room() {
        return room.getAsLong();
    }

    @Override
    public boolean durable() {
        return true;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        sync();
        closed = true;
        storedBytes.addAndGet(-bytes.get());
        try {
            for (Segment segment : segments) {
                segment.close();
            }
            cursor.close();
            lock.close();
        } catch (IOException failed) {
            losses.lost(0, "cannot close " + directory + ": " + failed.getMessage());
        }
    }
}
