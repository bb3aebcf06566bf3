package dev.ingot.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.component.Context;
import dev.ingot.component.Extension;
import dev.ingot.component.Verdict;
import dev.ingot.component.WhenFull;
import dev.ingot.record.Labels;
import dev.ingot.record.LogRecord;
import dev.ingot.record.Logs;
import dev.ingot.record.Metric;
import dev.ingot.record.Origin;
import dev.ingot.record.Points;
import dev.ingot.record.Series;
import dev.ingot.telemetry.Tally;
import dev.ingot.testkit.Await;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

/// An exporter that runs, with its counters and what it logs.
final class Push implements AutoCloseable {
    static final Metric METRIC = Metric.gauge("pool_size_bytes", "By", "Size of the pool.");

    private static final AtomicInteger RUNS = new AtomicInteger();

    final String id;
    final LogLines log;
    final Tally tally = Tally.standalone();
    final OtlpExporter exporter;
    private final Map<String, Extension> extensions;

    Push(OtlpConfig config) throws IOException {
        this(config, Duration.ofSeconds(5), InstantSource.system());
    }

    Push(OtlpConfig config, Duration closing, InstantSource clock) throws IOException {
        this(
                "otlp_http/" + RUNS.incrementAndGet(),
                config,
                Map.of(),
                closing,
                clock,
                Waiting.REALLY);
    }

    /// An exporter that may refer to extensions.
    Push(OtlpConfig config, Map<String, Extension> extensions) throws IOException {
        this(
                "otlp_http/" + RUNS.incrementAndGet(),
                config,
                extensions,
                Duration.ofSeconds(2),
                InstantSource.system(),
                Waiting.REALLY);
    }

    /// An exporter of the id `otlp_http` that keeps its queue in `file_storage`.
    Push(OtlpConfig config, FileStorage.Config storage) throws IOException {
        this(config, storage, InstantSource.system(), Waiting.REALLY);
    }

    Push(OtlpConfig config, FileStorage.Config storage, InstantSource clock, Waiting waiting)
            throws IOException {
        this(
                "otlp_http",
                config,
                Map.of("file_storage", started(storage, clock)),
                Duration.ofSeconds(2),
                clock,
                waiting);
    }

    private Push(
            String id,
            OtlpConfig config,
            Map<String, Extension> extensions,
            Duration closing,
            InstantSource clock,
            Waiting waiting)
            throws IOException {
        this.id = id;
        this.log = new LogLines(id);
        this.extensions = extensions;
        var context =
                new Context(id, (_, _) -> Verdict.ACCEPTED, clock, tally, closing, extensions);
        exporter = new OtlpExporter(config, context, waiting);
        exporter.start();
    }

    private static FileStorage started(FileStorage.Config config, InstantSource clock) {
        var context = new Context("file_storage", clock, Tally.standalone(), Duration.ofSeconds(2));
        var files = new FileStorage(config, context);
        files.start();
        return files;
    }

    Verdict accept(Points points) {
        return exporter.accept(points, WhenFull.PUSH_BACK);
    }

    Verdict accept(Logs logs) {
        return exporter.accept(logs, WhenFull.PUSH_BACK);
    }

    /// Hands in points as a source does that can wait.
    void push(Points points) {
        Await.until("room", () -> accept(points).equals(Verdict.ACCEPTED));
    }

    /// Hands in points as a source does that cannot wait.
    void makeRoom(Points points) {
        assertThat(exporter.accept(points, WhenFull.MAKE_ROOM)).isEqualTo(Verdict.ACCEPTED);
    }

    /// The numbers from 0 to `count - 1`: what the values of [#points] should be.
    static List<Long> numbers(int count) {
        return LongStream.range(0, count).boxed().toList();
    }

    /// Points of one series each at the times `from` to `to - 1`.
    static Points points(int from, int to) {
        var points = new Points();
        var series = Series.of(Origin.NONE, METRIC, Labels.of("pool", "tank"));
        for (int i = from; i < to; i++) {
            points.addLong(series, i + 1, i);
        }
        return points;
    }

    static Logs logs(int from, int to) {
        var logs = new Logs();
        for (int i = from; i < to; i++) {
            logs.add(LogRecord.builder().timeNanos(i + 1).body("line " + i).build());
        }
        return logs;
    }

    String counters() {
        return tally.telemetry().text();
    }

    void awaitCounter(String line) {
        try {
            Await.until("`" + line + "`", () -> counters().contains(line));
        } catch (AssertionError late) {
            throw new AssertionError(counters() + log.all(), late);
        }
    }

    @Override
    public void close() {
        exporter.close();
        extensions.values().forEach(Extension::close);
        log.close();
    }
}
