package dev.ingot.bench.graphite;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/// Starts an agent, sends it Graphite lines as fast as it takes them, and counts the OTLP points
/// that come out.
///
/// Run by `bench/graphite`; `--peer COMMAND` starts another program in the agent's place, which
/// must listen on the port that `$GRAPHITE_PORT` holds and export to
/// `$OTEL_EXPORTER_OTLP_ENDPOINT`.
public final class GraphiteLoad {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration DRAIN = Duration.ofSeconds(60);
    private static final int LINES_PER_DATAGRAM = 20;
    private static final int DATAGRAMS_PER_SECOND = 1000;

    private final Options options;
    private final OtlpSink sink;
    private final ProcessHandle agent;

    private GraphiteLoad(Options options, OtlpSink sink, ProcessHandle agent) {
        this.options = options;
        this.sink = sink;
        this.agent = agent;
    }

    /// @param args see [Options]
    public static void main(String[] args) throws Exception {
        Options options = Options.parse(List.of(args));
        Path directory = Files.createTempDirectory("graphite-load");
        try (var sink = new OtlpSink(0)) {
            Process agent = start(options, sink.port(), directory);
            try {
                new GraphiteLoad(options, sink, agent.toHandle()).run();
            } finally {
                List<ProcessHandle> children = agent.descendants().toList();
                agent.destroy();
                agent.waitFor();
                children.forEach(ProcessHandle::destroy);
            }
        }
    }

    private static Process start(Options options, int sinkPort, Path directory) throws IOException {
        String endpoint = "http://127.0.0.1:" + sinkPort;
        Path config = directory.resolve("config.yaml");
        Files.writeString(config, config(options.port(), endpoint));
        Path log = directory.resolve("agent.log");
        System.out.println("log           " + log);
        var builder =
                options.peer().isEmpty()
                        ? new ProcessBuilder(options.agent(), "run", "--config", config.toString())
                        : new ProcessBuilder("sh", "-c", "exec " + options.peer());
        builder.environment().put("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint);
        builder.environment().put("GRAPHITE_PORT", String.valueOf(options.port()));
        return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }

    private static String config(int port, String endpoint) {
        return """
        receivers:
          graphite:
            tcp: {endpoint: "127.0.0.1:%1$d"}
            udp: {endpoint: "127.0.0.1:%1$d"}
        exporters:
          otlp_http:
            endpoint: %2$s
            compression: none
        service:
          telemetry: {metrics: {level: none}}
          pipelines:
            metrics: {receivers: [graphite], exporters: [otlp_http]}
        """
                .formatted(port, endpoint);
    }

    private void run() throws Exception {
        await();
        tcp(1, "warm-up");
        tcp(options.rounds(), "tcp");
        if (options.udpSeconds() > 0) {
            udp();
        }
    }

    private void await() throws InterruptedException {
        long end = System.nanoTime() + START.toNanos();
        while (true) {
            try (var _ = new Socket(InetAddress.getLoopbackAddress(), options.port())) {
                return;
            } catch (IOException notYet) {
                if (!agent.isAlive() || System.nanoTime() > end) {
                    throw new IllegalStateException("nobody listens on " + options.port(), notYet);
                }
                Thread.sleep(100);
            }
        }
    }

    private void tcp(int rounds, String name) throws Exception {
        long pointsBefore = sink.points();
        Usage usageBefore = Usage.of(agent);
        long started = System.nanoTime();
        List<Callable<Long>> senders = new ArrayList<>();
        int share = options.series() / options.connections();
        for (int i = 0; i < options.connections(); i++) {
            Lines lines = Lines.of(i * share, (i + 1) * share);
            senders.add(() -> send(lines, rounds));
        }
        long sent = 0;
        try (var threads = Executors.newFixedThreadPool(options.connections())) {
            for (Future<Long> sender : threads.invokeAll(senders)) {
                sent += sender.get();
            }
        }
        drain(pointsBefore + sent);
        report(name, sent, sink.points() - pointsBefore, sink.lastNanos() - started, usageBefore);
    }

    private long send(Lines lines, int rounds) throws IOException {
        long seconds = System.currentTimeMillis() / 1000;
        long sent = 0;
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), options.port())) {
            for (int round = 0; round < rounds; round++) {
                socket.getOutputStream().write(lines.at(seconds + round, round));
                sent += lines.size();
            }
            socket.shutdownOutput();
            while (socket.getInputStream().read() >= 0) {
                // The peer reads to the end before it closes.
            }
        }
        return sent;
    }

    private void udp() throws Exception {
        long pointsBefore = sink.points();
        Usage usageBefore = Usage.of(agent);
        Lines lines = Lines.of(0, DATAGRAMS_PER_SECOND * LINES_PER_DATAGRAM);
        long started = System.nanoTime();
        long datagrams = 0;
        try (var socket = new DatagramSocket()) {
            socket.connect(InetAddress.getLoopbackAddress(), options.port());
            for (int second = 0; second < options.udpSeconds(); second++) {
                byte[] text = lines.at(System.currentTimeMillis() / 1000, second);
                for (int i = 0; i < lines.size(); i += LINES_PER_DATAGRAM) {
                    int from = i == 0 ? 0 : lines.end(i - 1);
                    int to = lines.end(i + LINES_PER_DATAGRAM - 1);
                    socket.send(new DatagramPacket(text, from, to - from));
                    datagrams++;
                    long due = started + datagrams * 1_000_000_000 / DATAGRAMS_PER_SECOND;
                    LockSupport.parkNanos(due - System.nanoTime());
                }
            }
        }
        long sent = datagrams * LINES_PER_DATAGRAM;
        drain(pointsBefore + sent);
        report("udp", sent, sink.points() - pointsBefore, sink.lastNanos() - started, usageBefore);
    }

    /// Waits until the points are there, or nothing has come for a while.
    private void drain(long expected) throws InterruptedException {
        long end = System.nanoTime() + DRAIN.toNanos();
        long quiet = Duration.ofSeconds(10).toNanos();
        while (sink.points() < expected
                && System.nanoTime() < end
                && System.nanoTime() - sink.lastNanos() < quiet) {
            Thread.sleep(20);
        }
    }

    private void report(String name, long sent, long received, long nanos, Usage before) {
        Usage after = Usage.of(agent);
        double seconds = nanos / 1e9;
        double cpu = after.cpu().minus(before.cpu()).toNanos() / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%-8s sent %d lines, received %d points (%.4f %%) in %.2f s: %.0f lines/s;"
                        + " cpu %.3f s per million lines; peak resident %d MiB%n",
                name,
                sent,
                received,
                100.0 * received / sent,
                seconds,
                received / seconds,
                cpu / (sent / 1e6),
                after.peakKibibytes() / 1024);
    }

    /// What the command line says: `--series N`, `--connections N`, `--rounds N`, `--udp-seconds
    /// N`, `--port N`, `--agent PATH`, `--peer COMMAND`.
    record Options(
            int series,
            int connections,
            int rounds,
            int udpSeconds,
            int port,
            String agent,
            String peer) {
        static Options parse(List<String> args) {
            return new Options(
                    number(args, "--series", 100_000),
                    number(args, "--connections", 4),
                    number(args, "--rounds", 200),
                    number(args, "--udp-seconds", 10),
                    number(args, "--port", 22003),
                    text(args, "--agent", "agent/target/ingot/bin/ingot"),
                    text(args, "--peer", ""));
        }

        private static int number(List<String> args, String name, int fallback) {
            return Integer.parseInt(text(args, name, String.valueOf(fallback)));
        }

        private static String text(List<String> args, String name, String fallback) {
            int at = args.indexOf(name);
            return at >= 0 && at + 1 < args.size() ? args.get(at + 1) : fallback;
        }
    }
}
