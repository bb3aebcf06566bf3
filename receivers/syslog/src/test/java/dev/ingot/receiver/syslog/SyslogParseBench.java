package dev.ingot.receiver.syslog;

import dev.ingot.record.LogRecord;
import dev.ingot.telemetry.Tally;
import io.opentelemetry.api.common.Attributes;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Messages of 300 bytes to records.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class SyslogParseBench {
    private static final int MESSAGES = 64;
    private static final int LENGTH = 300;
    private static final long NOW = Sample.NOW.getEpochSecond() * 1_000_000_000L;

    private final byte[][] newer = new byte[MESSAGES][];
    private final byte[][] structured = new byte[MESSAGES][];
    private final byte[][] older = new byte[MESSAGES][];
    private Records records = records();
    private Peer peer = peer();
    private int next;

    @Setup
    public void write() {
        for (int i = 0; i < MESSAGES; i++) {
            String time = "2026-01-02T03:0%d:%02d.%06dZ".formatted(i % 10, i % 60, 7 * i);
            newer[i] =
                    fill(
                            "<165>1 "
                                    + time
                                    + " nas%02d app%d %d ID%d - "
                                            .formatted(i % 4, i % 8, i, i % 3));
            structured[i] =
                    fill(
                            "<13>1 "
                                    + time
                                    + " nas01 zed %d - [meta sequenceId=\"%d\"] ".formatted(i, i));
            older[i] =
                    fill(
                            "<34>Jan  2 03:0%d:%02d nas%02d app%d[%d]: "
                                    .formatted(i % 10, i % 60, i % 4, i % 8, i));
        }
    }

    private static byte[] fill(String header) {
        String text = "pool tank is healthy and nothing happens ".repeat(8);
        return (header + text).substring(0, LENGTH).getBytes(StandardCharsets.UTF_8);
    }

    private static Records records() {
        Source source = new Written("").config().sources().getFirst();
        var text = new Text(StandardCharsets.UTF_8);
        return new Records(
                source, new Origins(source.resource()), text, new Cee(), Tally.standalone());
    }

    private static Peer peer() {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 514);
        return Peer.of(address, address, "TCP", Peer.Detail.ADDRESS);
    }

    @Benchmark
    public LogRecord rfc5424() {
        return record(newer);
    }

    @Benchmark
    public LogRecord rfc5424WithStructuredData() {
        return record(structured);
    }

    @Benchmark
    public LogRecord rfc3164() {
        return record(older);
    }

    /// The same header by what Java brings along, without a record, a peer or any check.
    @Benchmark
    public Attributes rfc5424ByUsualMeans() {
        byte[] bytes = newer[next++ & (MESSAGES - 1)];
        String[] words = new String(bytes, StandardCharsets.UTF_8).split(" ", 8);
        Instant time = Instant.parse(words[1]);
        return Attributes.builder()
                .put("time", time.getEpochSecond() * 1_000_000_000L + time.getNano())
                .put("hostname", words[2])
                .put("appname", words[3])
                .put("proc_id", words[4])
                .put("msg_id", words[5])
                .put("message", words[7])
                .build();
    }

    private LogRecord record(byte[][] messages) {
        byte[] bytes = messages[next++ & (MESSAGES - 1)];
        LogRecord made = records.of(bytes, 0, bytes.length, false, peer, NOW);
        if (made == null || made.getTimestampEpochNanos() == 0) {
            throw new IllegalStateException("not read");
        }
        return made;
    }
}
