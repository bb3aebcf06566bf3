package dev.ingot.receiver.syslog;

import dev.ingot.component.Context;
import dev.ingot.component.Intake;
import dev.ingot.net.UdpServer;
import dev.ingot.record.LogRecord;
import dev.ingot.record.Logs;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;

/// The messages of one UDP socket, handed on in batches. A batch ends when nothing more has
/// arrived, so nobody waits for a record. For the socket's reader thread.
///
/// A datagram is a message (RFC 5426). Some senders pack several into one, a line each: a further
/// line is a message of its own if it begins with a priority, and part of the message before it
/// otherwise, so that a stack trace stays whole.
final class Packets implements UdpServer.Datagrams {
    private static final int MOST_PEERS = 4096;
    private static final int BATCH = 1024;
    private static final int BATCH_BYTES = 1 << 20;

    private final Context context;
    private final UdpOptions options;
    private final InetSocketAddress local;
    private final Peer.Detail detail;
    private final Intake intake;
    private final Records records;
    private final Map<Ends, Peer> peers = new HashMap<>();
    private final Logs batch = new Logs();
    private int batchBytes;

    private record Ends(InetSocketAddress peer, InetSocketAddress local) {}

    Packets(
            Context context,
            UdpOptions options,
            InetSocketAddress local,
            Peer.Detail detail,
            Intake intake,
            Records records) {
        this.context = context;
        this.options = options;
        this.local = local;
        this.detail = detail;
        this.intake = intake;
        this.records = records;
    }

    @Override
    public void receive(byte[] bytes, int length, InetSocketAddress peer) {
        forwarded(bytes, length, peer, local);
    }

    @Override
    public void forwarded(
            byte[] bytes, int length, InetSocketAddress peer, InetSocketAddress local) {
        Peer from = peer(new Ends(peer, local));
        long nowNanos = context.nowNanos();
        int start = behindCount(bytes, length);
        while (start < length) {
            int end = options.onePerPacket() ? length : nextPriority(bytes, start, length);
            add(bytes, start, end, from, nowNanos);
            start = end;
        }
        batchBytes += length;
        if (batch.size() >= BATCH || batchBytes >= BATCH_BYTES) {
            pause();
        }
    }

    @Override
    public void pause() {
        batchBytes = 0;
        if (batch.size() > 0) {
            try {
                intake.offer(batch);
            } finally {
                batch.clear();
            }
        }
    }

    private void add(byte[] in, int from, int to, Peer peer, long nowNanos) {
        int start = options.whitespace().start(in, from, to);
        int end = options.whitespace().end(in, start, to);
        if (start < end) {
            LogRecord made = records.of(in, start, end, false, peer, nowNanos);
            if (made != null) {
                batch.add(made);
            }
        }
    }

    /// Where the next line begins that has a priority, or the end.
    private static int nextPriority(byte[] in, int start, int end) {
        for (int at = start + 1; at < end; at++) {
            if (in[at] == '<'
                    && (in[at - 1] == '\n' || in[at - 1] == 0)
                    && Priority.end(in, at, end) != Priority.NONE) {
                return at;
            }
        }
        return end;
    }

    /// Skips the count of octets that some senders put into datagrams, too.
    private static int behindCount(byte[] in, int length) {
        int digits = Digits.skip(in, 0, Math.min(length, 6));
        boolean counted = digits > 0 && digits + 1 < length && in[digits] == ' ';
        return counted && in[digits + 1] == '<' ? digits + 1 : 0;
    }

    private Peer peer(Ends ends) {
        Peer known = peers.get(ends);
        if (known == null) {
            if (peers.size() >= MOST_PEERS) {
                peers.clear();
            }
            known = Peer.of(ends.peer(), ends.local(), "UDP", detail);
            peers.put(ends, known);
        }
        return known;
    }
}
