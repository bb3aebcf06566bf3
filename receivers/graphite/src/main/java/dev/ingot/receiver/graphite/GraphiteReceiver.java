package dev.ingot.receiver.graphite;

import dev.ingot.component.ComponentType;
import dev.ingot.component.Context;
import dev.ingot.component.Receiver;
import dev.ingot.net.TcpServer;
import dev.ingot.net.UdpServer;
import dev.ingot.record.Signal;
import dev.ingot.telemetry.SelfMetrics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Listens for Graphite: lines over TCP and UDP, and carbon's pickle messages.
///
/// A TCP connection has a thread and state of its own; what a path becomes is decided once and
/// shared by all.
public final class GraphiteReceiver implements Receiver {
    public static final ComponentType<GraphiteConfig, Receiver> TYPE =
            new ComponentType<>(
                    "graphite",
                    List.of("carbon"),
                    "Takes Graphite over TCP and UDP: lines, tags, pickle, mapping files.",
                    Set.of(Signal.Type.METRICS),
                    GraphiteConfig::read,
                    GraphiteConfig::claims,
                    GraphiteReceiver::new);

    private final Context context;
    private final SeriesTable table;
    private final Optional<TcpServer> tcp;
    private final Optional<UdpServer> udp;
    private final Optional<TcpServer> pickle;
    private final Expiry expiry;

    GraphiteReceiver(GraphiteConfig config, Context context) {
        this.context = context;
        table =
                new SeriesTable(
                        new PathNames(config.origin(), config.mappings()), config.maxSeries());
        var senders = new Senders(context);
        tcp =
                config.tcp()
                        .map(options -> {
                            var lines = new Conversations(config, context, "tcp", table, senders);
                            return new TcpServer(context, "tcp", options, lines::lines);
                        });
        udp =
                config.udp()
                        .map(options ->
                                new UdpServer(
                                        context,
                                        options,
                                        () -> new DatagramLines(config, context, table, senders)));
        pickle =
                config.pickle()
                        .map(options -> {
                            var pickles =
                                    new Conversations(config, context, "pickle", table, senders);
                            return new TcpServer(context, "pickle", options, pickles::pickles);
                        });
        expiry = new Expiry(table, config.sampleExpiry(), context);
    }

    /// Says what each line of an input becomes, for people who write mapping files: what `ingot
    /// graphite-map` does.
    ///
    /// @param mapping paths of mapping files, or names of built-in ones
    /// @return 0, or 1 where the mapping files have problems, which are then said on `errors`
    public static int explain(
            List<String> mapping,
            boolean strict,
            BufferedReader lines,
            PrintWriter out,
            PrintWriter errors)
            throws IOException {
        return Explanation.of(mapping, strict, lines, out, errors);
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
        if (pickle.isPresent()) {
            pickle.get().start();
        }
        expiry.start();
    }

    @Override
    public void close() {
        tcp.ifPresent(TcpServer::close);
        pickle.ifPresent(TcpServer::close);
        udp.ifPresent(UdpServer::close);
        expiry.close();
    }

    /// Where it listens for lines over TCP, once started.
    InetSocketAddress tcpAddress() {
        return tcp.orElseThrow().address();
    }

    /// Where it listens for UDP, once started.
    InetSocketAddress udpAddress() {
        return udp.orElseThrow().address();
    }

    /// Where it listens for pickle, once started.
    InetSocketAddress pickleAddress() {
        return pickle.orElseThrow().address();
    }

    /// Ends what is over now, without waiting for the next round.
    void expire() {
        expiry.sweep();
    }
}
