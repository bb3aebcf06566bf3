package dev.ingot.receiver.graphite;

import dev.ingot.component.ComponentType;
import dev.ingot.component.Context;
import dev.ingot.component.Intake;
import dev.ingot.component.Receiver;
import dev.ingot.net.Connection;
import dev.ingot.net.LineReader;
import dev.ingot.net.TcpServer;
import dev.ingot.net.UdpServer;
import dev.ingot.record.Signal;
import dev.ingot.telemetry.SelfMetrics;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Listens for Graphite lines over TCP and UDP.
///
/// A TCP connection has a thread and state of its own. While the pipeline pushes back, its reads
/// stop, and TCP slows the sender. A UDP reader hands on what a datagram held and waits for nobody.
public final class GraphiteReceiver implements Receiver {
    public static final ComponentType<GraphiteConfig, Receiver> TYPE =
            new ComponentType<>(
                    "graphite",
                    List.of("carbon"),
                    "Takes Graphite lines over TCP and UDP, with tags.",
                    Set.of(Signal.Type.METRICS),
                    GraphiteConfig::read,
                    GraphiteConfig::claims,
                    GraphiteReceiver::new);

    private final GraphiteConfig config;
    private final Context context;
    private final SeriesTable table;
    private final Optional<TcpServer> tcp;
    private final Optional<UdpServer> udp;
    private final Intake tcpIntake;
    private final Rejections tcpRejections;

    GraphiteReceiver(GraphiteConfig config, Context context) {
        this.config = config;
        this.context = context;
        table = new SeriesTable(new PathNames(config.origin()), config.maxSeries());
        tcpIntake = context.intake("tcp");
        tcpRejections = new Rejections(context, "tcp");
        tcp = config.tcp().map(o -> new TcpServer(context, "tcp", o, this::serve));
        udp = config.udp().map(o -> new UdpServer(context, o, this::datagrams));
    }

    @Override
    public void start() throws IOException {
        context.tally().gauge(SelfMetrics.KNOWN_SERIES, table::size);
        if (tcp.isPresent()) {
            tcp.get().start();
        }
        if (udp.isPresent()) {
            udp.get().start();
        }
    }

    @Override
    public void close() {
        tcp.ifPresent(TcpServer::close);
        udp.ifPresent(UdpServer::close);
    }

    /// Where it listens for TCP, once started.
    InetSocketAddress tcpAddress() {
        return tcp.orElseThrow().address();
    }

    /// Where it listens for UDP, once started.
    InetSocketAddress udpAddress() {
        return udp.orElseThrow().address();
    }

    private void serve(Connection connection) throws IOException, InterruptedException {
        InetSocketAddress peer = connection.peer();
        var lines =
                new LineReader(
                        connection.in(),
                        config.maxLine(),
                        () -> tcpRejections.reject(Rejection.TOO_LONG, peer));
        var taken = new LineIntake(table, tcpRejections, context.clock());
        try {
            while (lines.next()) {
                taken.take(lines.buffer(), lines.start(), lines.end(), peer);
                if (taken.isFull() || !lines.buffered()) {
                    push(taken);
                }
            }
            push(taken);
        } catch (InterruptedException closing) {
            rejectTheRest(lines, peer);
            throw closing;
        }
    }

    private void push(LineIntake taken) throws InterruptedException {
        if (taken.points().size() > 0) {
            tcpIntake.push(taken.points());
        }
        taken.clear();
    }

    private void rejectTheRest(LineReader lines, InetSocketAddress peer) throws IOException {
        while (lines.buffered() && lines.next()) {
            tcpRejections.reject(Rejection.CLOSING, peer);
        }
    }

    private UdpServer.Datagrams datagrams() {
        Intake intake = context.intake("udp");
        var rejections = new Rejections(context, "udp");
        var taken = new LineIntake(table, rejections, context.clock());
        var lines = new DatagramLines(taken, rejections, config.maxLine());
        return (bytes, length, peer) -> {
            lines.take(bytes, length, peer);
            if (taken.points().size() > 0) {
                intake.offer(taken.points());
            }
            taken.clear();
        };
    }
}
