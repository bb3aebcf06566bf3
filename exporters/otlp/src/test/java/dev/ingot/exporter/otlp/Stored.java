package dev.ingot.exporter.otlp;

import dev.ingot.record.Signal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A queue on disk, filled with numbered requests.
final class Stored implements AutoCloseable {
    static final int SEGMENT = 10_000;

    final List<String> losses = new ArrayList<>();
    final DiskSpace space = new DiskSpace(Long.MAX_VALUE);
    final Stock stock = new Stock();
    final DiskQueue queue;
    long lostItems;

    Stored(Path directory) throws IOException {
        this(directory, Fsync.NEVER);
    }

    Stored(Path directory, Fsync fsync) throws IOException {
        queue = DiskQueue.open(directory, SEGMENT, fsync, this::lost, space, stock);
    }

    private void lost(int items, String why) {
        lostItems += items;
        losses.add(why);
    }

    /// A request that says its number, as long as a request of `size` bytes.
    static ExportRequest numbered(long number, int size) {
        byte[] body = new byte[size];
        ByteBuffer.wrap(body).putLong(number);
        for (int i = Long.BYTES; i < size; i++) {
            body[i] = (byte) (number * 31 + i);
        }
        return new ExportRequest(
                Signal.Type.LOGS, Compression.GZIP, body, 1 + (int) (number % 5), 9, number);
    }

    /// The number of a request; -1 where it is not as it was put.
    static long number(ExportRequest request) {
        long number = ByteBuffer.wrap(request.body()).getLong();
        byte[] expected = numbered(number, request.body().length).body();
        return java.util.Arrays.equals(expected, request.body())
                        && request.items() == 1 + (int) (number % 5)
                        && request.createdMillis() == number
                ? number
                : -1;
    }

    void put(ExportRequest request) throws IOException {
        queue.put(request, Load.NONE);
    }

    void put(long from, long to) throws IOException {
        for (long number = from; number < to; number++) {
            put(numbered(number, 1000));
        }
    }

    /// Takes and deals with everything.
    List<Long> drain() throws InterruptedException {
        queue.end();
        var numbers = new ArrayList<Long>();
        for (ExportRequest next = take(); next != null; next = take()) {
            numbers.add(number(next));
            queue.done();
        }
        return numbers;
    }

    private @Nullable ExportRequest take() throws InterruptedException {
        return queue.take();
    }

    @Override
    public void close() {
        queue.close();
    }
}
