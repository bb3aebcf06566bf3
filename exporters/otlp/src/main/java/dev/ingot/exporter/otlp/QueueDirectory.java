package dev.ingot.exporter.otlp;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The folder of one queue: segment files, a cursor, and a lock that keeps other agents out.
final class QueueDirectory implements AutoCloseable {
    private final Path path;
    private final FileChannel lock;

    private QueueDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /// Opens a folder, which is made where it is not there.
    ///
    /// @throws IOException where it cannot be used or another agent uses it
    static QueueDirectory open(Path path) throws IOException {
        Files.createDirectories(path);
        var directory =
                new QueueDirectory(
                        path,
                        FileChannel.open(
                                path.resolve("lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE));
        try {
            if (directory.lock.tryLock() == null) {
                throw new IOException("another agent uses it");
            }
            return directory;
        } catch (IOException | RuntimeException unusable) {
            directory.close();
            throw unusable instanceof IOException io ? io : new IOException(unusable);
        }
    }

    Cursor cursor() throws IOException {
        return Cursor.open(path.resolve("cursor"));
    }

    /// The segments that are there, oldest first; to be closed by the caller.
    List<Segment> segments() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(path)) {
            files =
                    all.filter(file -> Segment.isName(file.getFileName().toString()))
                            .sorted()
                            .toList();
        }
        List<Segment> segments = new ArrayList<>();
        for (Path file : files) {
            segments.add(Segment.open(file));
        }
        return segments;
    }

    Segment create(long number) throws IOException {
        return Segment.create(path, number);
    }

    /// Makes the disk write which files there are.
    void sync() throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
