package dev.ingot.exporter.otlp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// One file of a queue: records one behind the other. Only the newest is written to. Guarded by its
/// queue.
final class Segment implements AutoCloseable {
    static final String ENDING = ".requests";

    private final long number;
    private final Path path;
    private final FileChannel channel;
    private long end;

    private Segment(long number, Path path, FileChannel channel, long end) {
        this.number = number;
        this.path = path;
        this.channel = channel;
        this.end = end;
    }

    static Segment create(Path directory, long number) throws IOException {
        Path path = directory.resolve("%019d".formatted(number) + ENDING);
        var channel =
                FileChannel.open(
                        path,
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        return new Segment(number, path, channel, 0);
    }

    static Segment open(Path path) throws IOException {
        String name = path.getFileName().toString();
        long number = Long.parseLong(name.substring(0, name.length() - ENDING.length()));
        var channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        return new Segment(number, path, channel, channel.size());
    }

    static boolean isName(String name) {
        return name.matches("[0-9]{19}\\" + ENDING);
    }

    long number() {
        return number;
    }

    /// Behind the last record.
    long end() {
        return end;
    }

    /// Writes a record; where that fails, what was written of it is cut off again.
    void append(ByteBuffer bytes) throws IOException {
        long at = end;
        try {
            while (bytes.hasRemaining()) {
                at += channel.write(bytes, at);
            }
        } catch (IOException full) {
            channel.truncate(end);
            throw full;
        }
        end = at;
    }

    /// Cuts what does not belong to a record.
    void cut(long at) throws IOException {
        channel.truncate(at);
        end = at;
    }

    /// The head of the record at a position; null where none begins there.
    StoredForm.@Nullable Head head(long at) throws IOException {
        if (end - at < StoredForm.HEAD) {
            return null;
        }
        StoredForm.Head head = StoredForm.head(read(at, StoredForm.HEAD), 0);
        return head == null || at + head.size() > end ? null : head;
    }

    /// Bytes of the file; fewer where it ends.
    ByteBuffer read(long at, int count) throws IOException {
        var buffer = ByteBuffer.allocate(count);
        while (buffer.hasRemaining()) {
            int got = channel.read(buffer, at + buffer.position());
            if (got < 0) {
                break;
            }
        }
        return buffer.flip();
    }

    /// Where the next whole record begins, at or behind a position; the end where there is none.
    long seek(long from) throws IOException {
        int left = (int) Math.min(end - from, StoredForm.LONGEST);
        ByteBuffer rest = read(from, left);
        for (int at = 0; at + StoredForm.HEAD <= rest.limit(); at++) {
            if (rest.getInt(at) == StoredForm.MARK) {
                StoredForm.Head head = StoredForm.head(rest, at);
                if (head != null && StoredForm.isWhole(rest, at, head)) {
                    return from + at;
                }
            }
        }
        return end;
    }

    void sync() throws IOException {
        channel.force(false);
    }

    /// Removes the file.
    void delete() throws IOException {
        close();
        Files.deleteIfExists(path);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
