package dev.ingot.bench.graphite;

import dev.ingot.bench.load.Collector;
import dev.ingot.bench.load.Flags;
import dev.ingot.bench.load.Measurement;
import dev.ingot.bench.load.OtlpSink;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// Starts a collector, sends it Graphite lines as fast as it takes them, and counts the OTLP points
/// that come out; then sends datagrams at a rate that it must keep up with.
///
/// Run by `bench/graphite`. `--peer COMMAND` does the same to another program after the agent, and
/// compares the two. It must listen on the port that `$GRAPHITE_PORT` holds and export to
/// `$OTEL_EXPORTER_OTLP_ENDPOINT`; with `--wire grpc`, to gRPC at `$OTLP_GRPC_ADDRESS`.
public final class GraphiteLoad {
    /// Which of a run's results is that of the connections.
    private static final int TCP = 1;

    private static final int LINES_PER_DATAGRAM = 20;
    private static final int DATAGRAMS_PER_SECOND = 1000;
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Map<String, String> DEFAULTS =
            Map.of(
                    "--series", "100000",
                    "--connections", "4",
                    "--warm-up", "20",
                    "--rounds", "200",
                    "--peer-warm-up", "2",
                    "--peer-rounds", "10",
                    "--udp-seconds", "10",
                    "--port", "22003",
                    "--wire", "http");

    private final Flags flags;
    private final OtlpSink sink;
    private final Collector collector;
    private final InetSocketAddress address;

    private GraphiteLoad(Flags flags, OtlpSink sink, Collector collector) {
        this.flags = flags;
        this.sink = sink;
        this.collector = collector;
        this.address =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), flags.number("--port"));
    }

    /// @param args `--series`, `--connections`, `--warm-up` and `--rounds`, rounds over all series,
    ///   `--udp-seconds`, `--port`, `--wire http` or `grpc`, `--agent PATH`, `--peer COMMAND` and
    ///   its `--peer-warm-up` and `--peer-rounds`
    public static void main(String[] args) throws Exception {
        try {
            System.exit(compare(List.of(args)) ? 0 : 1);
        } catch (IllegalStateException | IllegalArgumentException wrong) {
            System.err.println("cannot measure: " + wrong.getMessage());
            System.exit(1);
        }
    }

    /// Measures the agent, and the peer if there is one; whether the agent lost nothing.
    private static boolean compare(List<String> line) throws Exception {
        Flags flags = Flags.parse(DEFAULTS, line);
        List<Measurement.Result> agent = run(and(line, "--peer", ""));
        if (!flags.text("--peer").isEmpty()) {
            System.out.println("peer     " + flags.text("--peer"));
            List<String> peers =
                    and(
                            line,
                            "--warm-up",
                            flags.text("--peer-warm-up"),
                            "--rounds",
                            flags.text("--peer-rounds"));
            System.out.print(Comparison.of(agent.get(TCP), run(peers).get(TCP)));
        }
        return agent.stream().allMatch(Measurement.Result::isComplete);
    }

    private static List<String> and(List<String> line, String... more) {
        return Stream.concat(line.stream(), Stream.of(more)).toList();
    }

    static List<Measurement.Result> run(List<String> args) throws Exception {
        Flags flags = Flags.parse(DEFAULTS, args);
        try (var sink = new OtlpSink(0);
                var collector = start(flags, sink)) {
            collector.await(flags.number("--port"));
            var load = new GraphiteLoad(flags, sink, collector);
            List<Measurement.Result> results = new ArrayList<>();
            results.add(load.tcp("warm-up", flags.number("--warm-up")));
            results.add(load.tcp("tcp", flags.number("--rounds")));
            if (flags.number("--udp-seconds") > 0) {
                results.add(load.udp());
            }
            return results;
        }
    }

    private static Collector start(Flags flags, OtlpSink sink) throws IOException {
        String port = flags.text("--port");
        Map<String, String> environment = new HashMap<>();
        environment.put("GRAPHITE_PORT", port);
        environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", sink.endpoint());
        if (!flags.text("--wire").equals("grpc")) {
            return Collector.start(flags, config(port, "otlp_http", sink.endpoint()), environment);
        }
        environment.put("OTLP_GRPC_ADDRESS", sink.grpcAddress());
        String endpoint = "http://" + sink.grpcAddress();
        return Collector.start(flags, config(port, "otlp_grpc", endpoint), environment);
    }

    private static String config(String port, String exporter, String endpoint) {
        return """
        receivers:
          graphite:
            tcp: {endpoint: "127.0.0.1:%1$s"}
            udp: {endpoint: "127.0.0.1:%1$s"}
        exporters:
          %2$s:
            endpoint: %3$s
            compression: none
            sending_queue: {queue_size: 8MiB}
        service:
          telemetry: {metrics: {level: none}}
          pipelines:
            metrics: {receivers: [graphite], exporters: [%2$s]}
        """
                .formatted(port, exporter, endpoint);
    }

    private Measurement.Result tcp(String name, int rounds) throws Exception {
        List<Callable<Long>> senders = new ArrayList<>();
        int connections = flags.number("--connections");
        int share = flags.number("--series") / connections;
        for (int i = 0; i < connections; i++) {
            Lines lines = Lines.of(i * share, (i + 1) * share);
            senders.add(() -> send(lines, rounds));
        }
        var measurement = new Measurement(name, sink, collector);
        long sent = 0;
        try (var threads = Executors.newFixedThreadPool(connections)) {
            for (Future<Long> sender :
                    threads.invokeAll(senders, LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                sent += sender.get();
            }
        }
        return said(measurement.finish(sent));
    }

    /// How many lines of all rounds were taken. A collector that ends, or reads no more, takes only
    /// some; that is for the result to say.
    private long send(Lines lines, int rounds) {
        long seconds = System.currentTimeMillis() / 1000;
        long sent = 0;
        try (var channel = SocketChannel.open(address)) {
            for (int round = 0; round < rounds; round++) {
                ByteBuffer text = lines.at(seconds + round, round);
                while (text.hasRemaining()) {
                    channel.write(text);
                }
                sent += lines.size();
            }
            channel.shutdownOutput();
            while (channel.read(ByteBuffer.allocate(1)) >= 0) {
                // The peer reads to the end before it closes.
            }
        } catch (IOException ended) {
            System.out.println("a connection ended early: " + ended.getMessage());
        }
        return sent;
    }

    private Measurement.Result udp() throws Exception {
        Lines lines = Lines.of(0, DATAGRAMS_PER_SECOND * LINES_PER_DATAGRAM);
        var measurement = new Measurement("udp", sink, collector);
        long started = System.nanoTime();
        long datagrams = 0;
        try (var channel = DatagramChannel.open().connect(address)) {
            for (int second = 0; second < flags.number("--udp-seconds"); second++) {
                ByteBuffer text = lines.at(System.currentTimeMillis() / 1000, second);
                for (int i = 0; i < lines.size(); i += LINES_PER_DATAGRAM) {
                    int from = i == 0 ? 0 : lines.end(i - 1);
                    int to = lines.end(i + LINES_PER_DATAGRAM - 1);
                    channel.write(text.slice(from, to - from));
                    datagrams++;
                    long due = started + datagrams * 1_000_000_000 / DATAGRAMS_PER_SECOND;
                    LockSupport.parkNanos(due - System.nanoTime());
                }
            }
        }
        return said(measurement.finish(datagrams * LINES_PER_DATAGRAM));
    }

    private static Measurement.Result said(Measurement.Result result) {
        System.out.println(result);
        return result;
    }
}
