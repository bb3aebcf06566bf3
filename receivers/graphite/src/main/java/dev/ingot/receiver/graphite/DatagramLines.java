package dev.ingot.receiver.graphite;

import dev.ingot.component.Context;
import dev.ingot.component.Intake;
import dev.ingot.net.UdpServer;
import java.net.InetSocketAddress;

/// The lines of datagrams, handed on in batches without waiting for anybody. A batch ends when
/// nothing more has arrived. Used by one reader's thread.
final class DatagramLines implements UdpServer.Datagrams {
    private final GraphiteConfig config;
    private final Intake intake;
    private final Senders senders;
    private final Rejections rejections;
    private final LineIntake taken;

    DatagramLines(GraphiteConfig config, Context context, SeriesTable table, Senders senders) {
        this.config = config;
        this.senders = senders;
        intake = context.intake("udp");
        rejections = new Rejections(context, "udp", senders);
        taken = new LineIntake(table, rejections, context.clock());
    }

    @Override
    public void receive(byte[] bytes, int length, InetSocketAddress peer) {
        if (!config.allow().allows(peer.getAddress())) {
            rejections.reject(Rejection.SENDER, peer);
            return;
        }
        int from = 0;
        while (from < length) {
            int end = from;
            while (end < length && bytes[end] != '\n') {
                end++;
            }
            if (end - from > config.maxLine()) {
                rejections.reject(Rejection.TOO_LONG, peer);
            } else {
                taken.take(bytes, from, end, peer);
            }
            from = end + 1;
        }
        senders.of(peer.getAddress()).samples().add(taken.newSamples());
        if (taken.isFull()) {
            pause();
        }
    }

    @Override
    public void pause() {
        try {
            if (taken.points().size() > 0) {
                intake.offer(taken.points());
            }
        } finally {
            taken.clear();
        }
    }
}
