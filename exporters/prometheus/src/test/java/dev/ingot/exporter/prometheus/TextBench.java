package dev.ingot.exporter.prometheus;

import dev.ingot.record.Kind;
import dev.ingot.record.Labels;
import dev.ingot.record.Metric;
import dev.ingot.record.Origin;
import dev.ingot.record.Points;
import dev.ingot.record.Series;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
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

/// 100,000 series as text: 100 metrics of 1,000 series with four labels each. A quarter of the
/// values are whole, a quarter have two decimals, half have all the digits a double has.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(
        value = 1,
        jvmArgs = {"-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-Xmx1g"})
public class TextBench {
    private static final int METRICS = 100;
    private static final int SERIES = 1000;

    private final CountingStream nowhere = new CountingStream();
    private final Points points = new Points();
    private Store store = Bridges.store(Duration.ZERO, 1);
    private Bridge bridge = Bridges.bridge(store);
    private MetricSnapshots snapshots = new MetricSnapshots();
    private final PrometheusTextFormatWriter stock = PrometheusTextFormatWriter.create();

    /// What a socket would do with the bytes is not measured.
    private static final class CountingStream extends OutputStream {
        private long bytes;

        long bytes() {
            return bytes;
        }

        @Override
        public void write(int one) {
            bytes++;
        }

        @Override
        public void write(byte[] some, int from, int length) {
            bytes += length;
        }
    }

    @Setup
    public void fill() {
        var random = new Random(1);
        var stockMetrics = new ArrayList<MetricSnapshot>();
        for (int m = 0; m < METRICS; m++) {
            Metric metric =
                    Metric.of("bench_metric_" + m + "_bytes", Kind.GAUGE, "By", "Help " + m);
            var stockPoints = new ArrayList<GaugeSnapshot.GaugeDataPointSnapshot>();
            for (int s = 0; s < SERIES; s++) {
                List<String> labels =
                        List.of(
                                "host",
                                "nas-" + s % 10,
                                "pool",
                                "tank",
                                "disk",
                                "sd" + s,
                                "job",
                                "truenas");
                double value = value(random, s);
                points.add(
                        Series.of(Origin.NONE, metric, Labels.of(labels.toArray(String[]::new))),
                        1,
                        value);
                stockPoints.add(
                        GaugeSnapshot.GaugeDataPointSnapshot.builder()
                                .labels(
                                        io.prometheus.metrics.model.snapshots.Labels.of(
                                                labels.toArray(String[]::new)))
                                .value(value)
                                .build());
            }

            stockMetrics.add(
                    new GaugeSnapshot(
                            new MetricMetadata(metric.name(), metric.help()), stockPoints));
        }
        snapshots = new MetricSnapshots(stockMetrics);
        store = Bridges.store(Duration.ZERO, METRICS * SERIES);
        store.accept(points, 1);
        bridge = Bridges.bridge(store);
    }

    private static double value(Random random, int s) {
        return switch (s % 4) {
            case 0 -> random.nextInt(1_000_000_000);
            case 1 -> random.nextInt(10_000) / 100.0;
            default -> random.nextDouble() * 1e6;
        };
    }

    @Benchmark
    public long bridge() throws IOException {
        bridge.write(PlainText.V0_0_4, Optional.empty(), nowhere);
        return nowhere.bytes();
    }

    @Benchmark
    public long bridgeGzip() throws IOException {
        try (OutputStream packed = new FastGzip(nowhere)) {
            bridge.write(PlainText.V0_0_4, Optional.empty(), packed);
        }
        return nowhere.bytes();
    }

    @Benchmark
    public long bridgeProtobuf() throws IOException {
        bridge.write(new Protobuf(Escaping.UNDERSCORES), Optional.empty(), nowhere);
        return nowhere.bytes();
    }

    @Benchmark
    public long stock() throws IOException {
        stock.write(nowhere, snapshots, EscapingScheme.UNDERSCORE_ESCAPING);
        return nowhere.bytes();
    }

    /// As servers made of client_java pack: by the JDK, as it comes.
    @Benchmark
    public long stockGzip() throws IOException {
        try (OutputStream packed = new GZIPOutputStream(nowhere)) {
            stock.write(packed, snapshots, EscapingScheme.UNDERSCORE_ESCAPING);
        }
        return nowhere.bytes();
    }

    /// All series handed in again: what a round of scrapers costs.
    @Benchmark
    public int accept() {
        return store.accept(points, System.nanoTime());
    }
}
