package dev.ingot.exporter.otlp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// Records in segment files, appended at the end and read from a position that moves on.
///
/// A segment is deleted once what is behind the position is committed. Guarded by its queue.
final class SegmentLog implements AutoCloseable {
    private final QueueDirectory directory;
    private final Cursor cursor;
    private final long segmentBytes;
    private final Fsync fsync;

    private final Deque<Segment> segments = new ArrayDeque<>();
    private long nextNumber = 1;
    private @Nullable Segment writing;
    private @Nullable Segment reading;
    private long offset;

    private SegmentLog(QueueDirectory directory, Cursor cursor, long segmentBytes, Fsync fsync) {
        this.directory = directory;
        this.cursor = cursor;
        this.segmentBytes = segmentBytes;
        this.fsync = fsync;
    }

    /// Opens what is in a folder, at the first record that is not committed.
    static SegmentLog open(QueueDirectory directory, long segmentBytes, Fsync fsync)
            throws IOException {
        var log = new SegmentLog(directory, directory.cursor(), segmentBytes, fsync);
        log.recover();
        return log;
    }

    private void recover() throws IOException {
        for (Segment segment : directory.segments()) {
            nextNumber = segment.number() + 1;
            if (segment.number() < cursor.segment()) {
                segment.delete();
            } else {
                segments.add(segment);
            }
        }
        nextNumber = Math.max(nextNumber, cursor.segment() + 1);
        reading = segments.peek();
        offset =
                reading != null && reading.number() == cursor.segment()
                        ? Math.min(cursor.offset(), reading.end())
                        : 0;
    }

    /// What is not read yet, by the heads of the records. Half a record at the end of the newest
    /// segment was never acknowledged and is cut off.
    Load remaining() throws IOException {
        Load sum = Load.NONE;
        for (Segment segment : segments) {
            long at = segment == reading ? offset : 0;
            while (at < segment.end()) {
                StoredForm.Head head = segment.head(at);
                if (head != null) {
                    sum = sum.plus(head.load());
                    at += head.size();
                    continue;
                }
                long next = segment.seek(at);
                if (next == segment.end() && segment == segments.peekLast() && writing == null) {
                    segment.cut(at);
                    break;
                }
                at = next;
            }
        }
        return sum;
    }

    /// Appends a record.
    ///
    /// @return where it was written, so that the caller can make the disk write it
    Segment append(ByteBuffer stored) throws IOException {
        Segment newest = writing;
        if (newest == null || newest.end() >= segmentBytes) {
            if (newest != null && fsync != Fsync.NEVER) {
                newest.sync();
            }
            newest = create();
            segments.add(newest);
            writing = newest;
            if (reading == null) {
                reading = newest;
                offset = 0;
            }
        }
        newest.append(stored);
        return newest;
    }

    private Segment create() throws IOException {
        Segment made = directory.create(nextNumber++);
        try {
            if (fsync == Fsync.ALWAYS) {
                directory.sync();
            }
            return made;
        } catch (IOException failed) {
            made.delete();
            throw failed;
        }
    }

    /// The segment that is written to; null where there is none.
    @Nullable Segment newest() {
        return writing;
    }

    /// Whether everything is read.
    boolean isAtEnd() {
        return toRead() == null;
    }

    /// The head of the next record; null at the end, and where what follows is damaged.
    StoredForm.@Nullable Head peek() throws IOException {
        Segment at = toRead();
        return at == null ? null : at.head(offset);
    }

    /// The next record, which stays the next one; null where it is not what was written.
    @Nullable ByteBuffer read(StoredForm.Head head) throws IOException {
        Segment at = toRead();
        ByteBuffer stored = at == null ? null : at.read(offset, (int) head.size());
        return stored == null || !StoredForm.isWhole(stored, 0, head) ? null : stored;
    }

    /// Goes on behind the next record.
    void pass(StoredForm.Head head) {
        offset += head.size();
    }

    /// Goes on at the next whole record behind damage.
    ///
    /// @return how many bytes lie between
    long passDamage() throws IOException {
        Segment at = toRead();
        if (at == null) {
            return 0;
        }
        long next = at.seek(offset + 1);
        long skipped = next - offset;
        offset = next;
        return skipped;
    }

    /// Goes on behind everything, as what is there cannot be read.
    void passAll() {
        Segment newest = segments.peekLast();
        if (newest != null) {
            reading = newest;
            offset = newest.end();
        }
    }

    /// The segment to read from, behind those that are read to their end; null where nothing waits.
    private @Nullable Segment toRead() {
        Segment at = reading;
        while (at != null && offset >= at.end()) {
            if (at == writing) {
                return null;
            }
            Segment done = at;
            at = segments.stream().filter(s -> s.number() > done.number()).findFirst().orElse(null);
            if (at == null) {
                return null;
            }
            reading = at;
            offset = 0;
        }
        return at;
    }

    /// What is behind the position is dealt with: the next start begins here. Files that cannot be
    /// deleted are tried again the next time.
    void commit() throws IOException {
        Segment at = reading;
        if (at == null) {
            return;
        }
        cursor.move(at.number(), offset);
        for (Segment oldest = segments.peek();
                oldest != null && oldest.number() < at.number();
                oldest = segments.peek()) {
            oldest.delete();
            segments.remove();
        }
    }

    /// Deletes the newest segment where all of it is read and it is not small, so that an empty
    /// queue takes no room and a full disk gets some back.
    void retire(long atLeastBytes) throws IOException {
        Segment newest = writing;
        if (newest == null
                || reading != newest
                || offset < newest.end()
                || newest.end() < Math.min(segmentBytes, atLeastBytes)) {
            return;
        }
        cursor.move(newest.number() + 1, 0);
        writing = null;
        reading = null;
        offset = 0;
        newest.delete();
        segments.remove(newest);
    }

    @Override
    public void close() throws IOException {
        for (Segment segment : segments) {
            segment.close();
        }
        cursor.close();
        directory.close();
    }
}
