package dev.ingot.exporter.prometheus;

import static dev.ingot.exporter.prometheus.Bridges.READS;
import static dev.ingot.exporter.prometheus.Bridges.SIZE;
import static dev.ingot.exporter.prometheus.Bridges.origin;
import static dev.ingot.exporter.prometheus.Bridges.series;

import dev.ingot.record.Labels;
import dev.ingot.record.Metric;
import dev.ingot.record.Series;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Debian's prometheus scrapes a started exporter.
class ScrapeTest {
    private static final String HOSTILE = "back\\slash \"quote\"\nline é \uD83D\uDC36";

    @TempDir Path directory;

    /// It asks for OpenMetrics, or, where it also knows native histograms, for protobuf.
    @ParameterizedTest
    @CsvSource({
        "--enable-feature=memory-snapshot-on-shutdown, pool_reads",
        "--enable-feature=native-histograms, pool_reads_total"
    })
    void prometheusStoresWhatWasHandedIn(String feature, String counter) throws Exception {
        var nas = origin("truenas", "nas01:443");
        try (var served = new Served("")) {
            served.put(Series.of(nas, SIZE, Labels.of("pool", "tank")), 784_774_492)
                    .put(Series.of(nas, READS, Labels.of("pool", HOSTILE)), 1.25)
                    .put(Series.of(nas, READS, Labels.of("instance", "jellyfin")), 3)
                    .put(series(Metric.gauge("pools_total", "", "")), -1)
                    .put(series(Metric.gauge("nothing", "", "")), Double.POSITIVE_INFINITY);
            try (var prometheus = Prometheus.start(directory, served.port(), feature)) {
                prometheus.scraped();
                prometheus.answers(
                        "{__name__=~\"pool.*|nothing\"}",
                        "pool_size_bytes{instance=nas01:443, job=truenas, pool=tank}"
                                + " 784774492",
                        "pool_reads_total{instance=nas01:443, job=truenas, pool="
                                + HOSTILE
                                + "} 1.25",
                        "pool_reads_total{instance=jellyfin, job=truenas} 3",
                        "pools_total{instance=127.0.0.1:%d, job=ingot} -1".formatted(served.port()),
                        "nothing{instance=127.0.0.1:%d, job=ingot} +Inf".formatted(served.port()));
                prometheus.knows(counter, "counter");
                prometheus.knows("pool_size_bytes", "gauge");
                prometheus.knows("pools_total", "gauge");
            }
        }
    }

    @Test
    void prometheusDiscoversTheTargets() throws Exception {
        try (var served = new Served("paths: [/pve]")) {
            served.put(Series.of(origin("pve", "pve1:8006"), SIZE, Labels.EMPTY), 1)
                    .put(Series.of(origin("pve", "pve2:8006"), SIZE, Labels.EMPTY), 2);
            String config =
                    """
                    global: {scrape_interval: 3s}
                    scrape_configs:
                      - job_name: ingot
                        honor_labels: true
                        http_sd_configs: [{url: "http://127.0.0.1:%d/api/targets"}]
                    """
                            .formatted(served.port());
            try (var prometheus = Prometheus.start(directory, config)) {
                prometheus.scraped();
                prometheus.answers(
                        "up",
                        "up{instance=pve1:8006, job=pve} 1",
                        "up{instance=pve2:8006, job=pve} 1");
                prometheus.answers(
                        "pool_size_bytes",
                        "pool_size_bytes{instance=pve1:8006, job=pve} 1",
                        "pool_size_bytes{instance=pve2:8006, job=pve} 2");
            }
        }
    }
}
