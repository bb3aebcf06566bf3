package dev.ingot.receiver.syslog;

import dev.ingot.component.Context;
import dev.ingot.component.Intake;
import dev.ingot.net.Connection;
import dev.ingot.record.LogRecord;
import dev.ingot.record.Logs;
import java.io.IOException;

/// The messages of one connection, handed on in batches. A batch ends when nothing more has
/// arrived, so nobody waits for a record. While the pipeline is full the reads stop, and TCP slows
/// the sender. For the connection's thread.
final class Stream {
    private static final int BATCH = 1024;
    private static final int BATCH_BYTES = 1 << 20;

    private final Context context;
    private final TcpOptions options;
    private final Intake intake;
    private final Records records;
    private final Frames frames;
    private final Peer peer;
    private final Logs batch = new Logs();
    private long nowNanos;
    private long batchBytes;

    Stream(
            Context context,
            Source source,
            TcpOptions options,
            Intake intake,
            Records records,
            Connection connection) {
        this.context = context;
        this.options = options;
        this.intake = intake;
        this.records = records;
        this.frames =
                new Frames(
                        connection.in(),
                        source.trailer(),
                        source.alwaysCounted(),
                        options.longest(),
                        Math.min(source.longestCounted(), options.longest()));
        this.peer = Peer.of(connection, source.detail(options.addAttributes()));
    }

    /// Reads to the end of the stream.
    void read() throws IOException, InterruptedException {
        try {
            drain();
        } catch (IOException broken) {
            frames.endHere();
            drain();
            throw broken;
        }
    }

    private void drain() throws IOException, InterruptedException {
        while (frames.next()) {
            add();
            if (batch.size() == BATCH || batchBytes >= BATCH_BYTES || !frames.buffered()) {
                flush();
            }
        }
    }

    private void add() {
        if (batchBytes == 0) {
            nowNanos = context.nowNanos();
        }
        byte[] in = frames.buffer();
        int start = options.whitespace().start(in, frames.start(), frames.end());
        int end = options.whitespace().end(in, start, frames.end());
        if (start == end) {
            return;
        }
        batchBytes += end - start;
        LogRecord made = records.of(in, start, end, frames.wasCut(), peer, nowNanos);
        if (made != null) {
            batch.add(made);
        }
    }

    private void flush() throws InterruptedException {
        batchBytes = 0;
        if (batch.size() > 0) {
            try {
                intake.push(batch);
            } finally {
                batch.clear();
            }
        }
    }
}
