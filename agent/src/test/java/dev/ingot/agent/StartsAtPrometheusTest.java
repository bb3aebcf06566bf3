package dev.ingot.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.component.Context;
import dev.ingot.component.WhenFull;
import dev.ingot.exporter.prometheus.PrometheusExporter;
import dev.ingot.record.Labels;
import dev.ingot.record.Metric;
import dev.ingot.record.Origin;
import dev.ingot.record.Points;
import dev.ingot.record.Series;
import dev.ingot.telemetry.Tally;
import dev.ingot.testkit.Await;
import dev.ingot.testkit.FreePorts;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A current Prometheus that is told to heed when counters began stores a zero at that time, so
/// that `increase()` counts what came before its first scrape.
@Tag("go")
class StartsAtPrometheusTest {
    private static final Duration DEADLINE = Duration.ofSeconds(90);
    private static final Metric READS = Metric.counter("pool_reads_total", "", "Reads.");

    @TempDir Path directory;

    private RealPrometheus prometheus(int scraped) throws IOException {
        return RealPrometheus.current(
                directory,
                """
                global: {scrape_interval: 1s}
                scrape_configs:
                  - job_name: ingot
                    static_configs: [{targets: ["127.0.0.1:%d"]}]
                """
                        .formatted(scraped),
                "--enable-feature=created-timestamp-zero-ingestion");
    }

    private static long nanos(Instant time) {
        return time.getEpochSecond() * 1_000_000_000L + time.getNano();
    }

    @Test
    void counterStandsAtZeroWhereItBegan() throws IOException {
        int scraped = FreePorts.one();
        var context =
                new Context(
                        "prometheus",
                        InstantSource.system(),
                        Tally.standalone(),
                        Duration.ofSeconds(2));
        Instant now = Instant.now();
        Instant boot = now.minusSeconds(60).truncatedTo(ChronoUnit.MILLIS);
        var points = new Points();
        points.add(
                Series.of(Origin.NONE, READS, Labels.of("pool", "tank"), nanos(boot)),
                nanos(now),
                7);
        var address = new InetSocketAddress("127.0.0.1", scraped);
        try (var bridge = PrometheusExporter.at(address, context);
                var prometheus = prometheus(scraped)) {
            bridge.accept(points, WhenFull.PUSH_BACK);
            bridge.start();
            Await.until(
                    "two samples",
                    DEADLINE,
                    () -> history(prometheus.url()).values().stream().distinct().count() > 1);
            assertThat(history(prometheus.url()))
                    .containsEntry(boot.toEpochMilli(), 0.0)
                    .containsValue(7.0);
        }
    }

    private static Map<Long, Double> history(String url) throws IOException {
        String series = "pool_reads_total{instance=127.0.0.1, job=ingot, pool=tank}";
        return Stored.histories(url).entrySet().stream()
                .filter(entry -> entry.getKey().replaceAll(":\\d+", "").equals(series))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(Map.of());
    }
}
