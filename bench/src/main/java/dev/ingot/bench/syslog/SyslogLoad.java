package dev.ingot.bench.syslog;

import dev.ingot.bench.load.Collector;
import dev.ingot.bench.load.Flags;
import dev.ingot.bench.load.Measurement;
import dev.ingot.bench.load.OtlpSink;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/// Starts a collector, sends it syslog over TCP as fast as it takes it, then datagrams at a rate
/// that it must keep up with, and counts the OTLP log records that come out. Then the same with a
/// redaction processor in between, datagrams at a third of the rate.
///
/// Run by `bench/syslog`. `--peer COMMAND` starts another program in the agent's place, which must
/// listen on the TCP and UDP port that `$SYSLOG_PORT` holds and export to
/// `$OTEL_EXPORTER_OTLP_ENDPOINT`.
public final class SyslogLoad {
    private static final int DATAGRAMS_AT_ONCE = 40;
    private static final Map<String, String> DEFAULTS =
            Map.of(
                    "--messages", "6000000",
                    "--connections", "4",
                    "--udp-seconds", "10",
                    "--udp-rate", "220000",
                    "--redaction", "both",
                    "--port", "26514",
                    "--metrics-port", "28888");

    private final Flags flags;
    private final OtlpSink sink;
    private final Collector collector;
    private final InetSocketAddress address;
    private final Messages messages = Messages.make();
    private final List<Measurement.Result> results = new ArrayList<>();

    private SyslogLoad(Flags flags, OtlpSink sink, Collector collector) {
        this.flags = flags;
        this.sink = sink;
        this.collector = collector;
        this.address =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), flags.number("--port"));
    }

    /// @param args `--messages` over all connections, `--connections`, `--udp-seconds`,
    ///   `--udp-rate` in datagrams a second, `--redaction` `off`, `on` or `both`, `--port`,
    ///   `--metrics-port`, `--agent PATH`, `--peer COMMAND`
    public static void main(String[] args) throws Exception {
        List<Measurement.Result> results = run(List.of(args));
        System.exit(results.stream().allMatch(Measurement.Result::isComplete) ? 0 : 1);
    }

    static List<Measurement.Result> run(List<String> args) throws Exception {
        Flags flags = Flags.parse(DEFAULTS, args);
        String redaction = flags.text("--redaction");
        var results = new ArrayList<Measurement.Result>();
        if (!redaction.equals("on")) {
            results.addAll(run(flags, false));
        }
        if (!redaction.equals("off")) {
            System.out.println("with redaction");
            results.addAll(run(flags, true));
        }
        return results;
    }

    private static List<Measurement.Result> run(Flags flags, boolean redacted) throws Exception {
        try (var sink = new OtlpSink(0);
                var collector =
                        Collector.start(
                                flags,
                                config(flags, sink.endpoint(), redacted ? "redaction" : ""),
                                Map.of(
                                        "SYSLOG_PORT",
                                        flags.text("--port"),
                                        "OTEL_EXPORTER_OTLP_ENDPOINT",
                                        sink.endpoint()))) {
            collector.await(flags.number("--port"));
            var load = new SyslogLoad(flags, sink, collector);
            load.run(redacted ? flags.number("--udp-rate") / 3 : flags.number("--udp-rate"));
            if (flags.text("--peer").isEmpty()) {
                var losses = new Losses(flags.number("--metrics-port"));
                System.out.println(losses.since(sink.items()));
            }
            return load.results;
        }
    }

    private static String config(Flags flags, String endpoint, String processors) {
        return """
        receivers:
          syslog:
            tcp: {listen_address: "127.0.0.1:%1$s"}
            udp: {listen_address: "127.0.0.1:%1$s"}
        processors:
          redaction:
        exporters:
          otlp_http:
            endpoint: %2$s
            compression: none
        service:
          telemetry: {metrics: {address: "127.0.0.1:%3$s"}}
          pipelines:
            logs: {receivers: [syslog], processors: [%4$s], exporters: [otlp_http]}
        """
                .formatted(
                        flags.text("--port"), endpoint, flags.text("--metrics-port"), processors);
    }

    private void run(int datagramsPerSecond) throws Exception {
        int rounds = flags.number("--messages") / flags.number("--connections") / Messages.SIZE;
        tcp("warm-up", Math.max(1, rounds / 6));
        tcp("tcp", rounds);
        int seconds = flags.number("--udp-seconds");
        if (seconds > 0) {
            // Nobody can be made to wait by UDP, not even until its code is compiled.
            udp("udp warm", datagramsPerSecond / 4, Math.max(1, seconds / 4));
            udp("udp", datagramsPerSecond, seconds);
        }
    }

    private void tcp(String name, int rounds) throws Exception {
        int connections = flags.number("--connections");
        List<Callable<Long>> senders = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            senders.add(() -> send(rounds));
        }
        var measurement = new Measurement(name, sink, collector);
        long sent = 0;
        try (var threads = Executors.newFixedThreadPool(connections)) {
            for (Future<Long> sender : threads.invokeAll(senders)) {
                sent += sender.get();
            }
        }
        finish(measurement, sent);
    }

    private long send(int rounds) throws IOException {
        try (var channel = SocketChannel.open(address)) {
            for (int round = 0; round < rounds; round++) {
                ByteBuffer text = messages.stream();
                while (text.hasRemaining()) {
                    channel.write(text);
                }
            }
            channel.shutdownOutput();
            while (channel.read(ByteBuffer.allocate(1)) >= 0) {
                // The peer reads to the end before it closes.
            }
        }
        return (long) rounds * Messages.SIZE;
    }

    private void udp(String name, int perSecond, int forSeconds) throws Exception {
        long datagrams = (long) perSecond * forSeconds;
        var measurement = new Measurement(name, sink, collector);
        long started = System.nanoTime();
        long sent = 0;
        try (var socket = new SegmentedSocket(address, Messages.LENGTH)) {
            while (sent < datagrams) {
                int first = (int) (sent % Messages.SIZE);
                int wanted = (int) Math.min(DATAGRAMS_AT_ONCE, datagrams - sent);
                ByteBuffer some = messages.datagrams(first, wanted);
                socket.send(MemorySegment.ofBuffer(some));
                sent += some.remaining() / Messages.LENGTH;
                long due = started + sent * 1_000_000_000 / perSecond;
                LockSupport.parkNanos(due - System.nanoTime());
            }
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        System.out.printf(
                java.util.Locale.ROOT, "%-8s sent at %,.0f /s%n", name, datagrams / seconds);
        finish(measurement, datagrams);
    }

    private void finish(Measurement measurement, long sent) throws InterruptedException {
        Measurement.Result result = measurement.finish(sent);
        System.out.println(result);
        results.add(result);
    }
}
