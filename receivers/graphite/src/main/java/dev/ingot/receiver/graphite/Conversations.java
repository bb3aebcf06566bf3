package dev.ingot.receiver.graphite;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ingot.component.Context;
import dev.ingot.component.Intake;
import dev.ingot.net.Connection;
import dev.ingot.net.LineReader;
import dev.ingot.receiver.graphite.PickleMessage.Sample;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.List;

/// What happens on connections of one transport: lines, or pickle messages. While the pipeline
/// pushes back, nothing is read, and TCP slows the sender.
final class Conversations {
    static final int MAX_PICKLE = 1 << 20;

    private final GraphiteConfig config;
    private final Context context;
    private final SeriesTable table;
    private final Senders senders;
    private final Intake intake;
    private final Rejections rejections;

    Conversations(
            GraphiteConfig config,
            Context context,
            String transport,
            SeriesTable table,
            Senders senders) {
        this.config = config;
        this.context = context;
        this.table = table;
        this.senders = senders;
        intake = context.intake(transport);
        rejections = new Rejections(context, transport, senders);
    }

    void lines(Connection connection) throws IOException, InterruptedException {
        InetSocketAddress peer = connection.peer();
        if (!isAllowed(peer)) {
            return;
        }
        var lines =
                new LineReader(
                        connection.in(),
                        config.maxLine(),
                        () -> rejections.reject(Rejection.TOO_LONG, peer));
        try (var taken = new LineIntake(table, rejections, context.clock())) {
            while (lines.next()) {
                taken.take(lines.buffer(), lines.start(), lines.end(), peer);
                if (taken.isFull() || !lines.buffered()) {
                    push(taken, peer);
                }
            }
            push(taken, peer);
        } catch (InterruptedException closing) {
            while (lines.buffered() && lines.next()) {
                rejections.reject(Rejection.CLOSING, peer);
            }
            throw closing;
        }
    }

    void pickles(Connection connection) throws IOException, InterruptedException {
        InetSocketAddress peer = connection.peer();
        if (!isAllowed(peer)) {
            return;
        }
        var in = new BufferedInputStream(connection.in());
        try (var taken = new LineIntake(table, rejections, context.clock())) {
            takePickles(in, taken, peer);
        }
    }

    private void takePickles(InputStream in, LineIntake taken, InetSocketAddress peer)
            throws IOException, InterruptedException {
        byte[] header = in.readNBytes(Integer.BYTES);
        while (header.length == Integer.BYTES) {
            int length = bigEndian(header);
            if (length < 0 || length > MAX_PICKLE) {
                // Where the next message starts is not known any more.
                rejections.reject(Rejection.PICKLE, header, 0, header.length, peer);
                return;
            }
            takePickle(in, length, taken, peer);
            push(taken, peer);
            header = in.readNBytes(Integer.BYTES);
        }
        if (header.length > 0) {
            rejections.reject(Rejection.PICKLE, header, 0, header.length, peer);
        }
    }

    private void takePickle(InputStream in, int length, LineIntake taken, InetSocketAddress peer)
            throws IOException, InterruptedException {
        byte[] message = in.readNBytes(length);
        List<Sample> samples = List.of();
        try {
            samples = PickleMessage.read(message, 0, message.length);
        } catch (PickleMessage.Unreadable refused) {
            rejections.reject(Rejection.PICKLE, message, 0, message.length, peer);
        }
        int handled = 0;
        try {
            for (Sample sample : samples) {
                byte[] line =
                        (sample.path() + " " + sample.value() + " " + sample.timestamp())
                                .getBytes(UTF_8);
                taken.take(line, 0, line.length, peer);
                handled++;
                if (taken.isFull()) {
                    push(taken, peer);
                }
            }
        } catch (InterruptedException closing) {
            for (int i = handled; i < samples.size(); i++) {
                rejections.reject(Rejection.CLOSING, peer);
            }
            throw closing;
        }
    }

    private static int bigEndian(byte[] bytes) {
        return bytes[0] << 24
                | (bytes[1] & 0xFF) << 16
                | (bytes[2] & 0xFF) << 8
                | (bytes[3] & 0xFF);
    }

    private boolean isAllowed(InetSocketAddress peer) {
        boolean allowed = config.allow().allows(peer.getAddress());
        if (!allowed) {
            rejections.reject(Rejection.SENDER, peer);
        }
        return allowed;
    }

    private void push(LineIntake taken, InetSocketAddress peer) throws InterruptedException {
        senders.of(peer.getAddress()).samples().add(taken.newSamples());
        if (taken.points().size() > 0) {
            intake.push(taken.points());
        }
        taken.clear();
    }
}
