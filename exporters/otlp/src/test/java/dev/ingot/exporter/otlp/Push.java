package dev.ingot.exporter.otlp;

import dev.ingot.component.Context;
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
import java.util.concurrent.atomic.AtomicInteger;

/// An exporter that runs, with its counters and what it logs.
final class Push implements AutoCloseable {
    static final Metric METRIC = Metric.gauge("pool_size_bytes", "By", "Size of the pool.");

    private static final AtomicInteger RUNS = new AtomicInteger();

    final String id = "otlp_http/" + RUNS.incrementAndGet();
    final LogLines log = new LogLines(id);
    final Tally tally = Tally.standalone();
    final OtlpExporter exporter;

    Push(OtlpConfig config) throws IOException {
        this(config, Duration.ofSeconds(5), InstantSource.system());
    }

    Push(OtlpConfig config, Duration closing, InstantSource clock) throws IOException {
        exporter = new OtlpExporter(config, new Context(id, clock, tally, closing));
        exporter.start();
    }

    Verdict accept(Points points) {
        return exporter.accept(points, WhenFull.PUSH_BACK);
    }

    Verdict accept(Logs logs) {
        return exporter.accept(logs, WhenFull.PUSH_BACK);
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
        Await.until(
                "`" + line + "`, have " + counters() + log.all(), () -> counters().contains(line));
    }

    @Override
    public void close() {
        exporter.close();
        log.close();
    }
}
