package dev.ingot.exporter.prometheus;

import static dev.ingot.exporter.prometheus.Bridges.SIZE;
import static dev.ingot.exporter.prometheus.Bridges.series;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.record.Points;
import dev.ingot.record.Series;
import dev.ingot.testkit.Await;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/// Four scrapes at once while two sources rewrite all their series and a third makes and ends some.
class StressTest {
    private static final int SERIES = 5_000;
    private static final int SCRAPES = 15;

    private final Store store = Bridges.store(Duration.ofMinutes(5), 100_000);
    private final Bridge bridge = Bridges.bridge(store);
    private final AtomicBoolean over = new AtomicBoolean();
    private final LongAdder updates = new LongAdder();

    /// Each batch carries one value for all series of a source.
    private void rewrite(String source) {
        List<Series> all = new ArrayList<>();
        for (int i = 0; i < SERIES; i++) {
            all.add(series(SIZE, "source", source, "i", "" + i));
        }
        var points = new Points(SERIES);
        for (long round = 1; !over.get() || round < 2; round++) {
            points.clear();
            for (Series each : all) {
                points.add(each, round, (double) round);
            }
            store.accept(points, Served.nowNanos());
            updates.add(SERIES);
        }
    }

    private void comeAndGo() {
        var points = new Points();
        for (long round = 0; !over.get(); round++) {
            points.clear();
            for (int i = 0; i < 100; i++) {
                points.add(
                        series(SIZE, "source", "guest", "i", "" + (round + i)), 1, (double) round);
            }
            points.addStale(series(SIZE, "source", "guest", "i", "" + (round - 1)), 1);
            store.accept(points, Served.nowNanos());
        }
    }

    private void scrape() throws IOException {
        var out = new ByteArrayOutputStream();
        for (int scrape = 0; scrape < SCRAPES; scrape++) {
            out.reset();
            bridge.write(PlainText.V0_0_4, Optional.empty(), out);
            var parsed = Parsed.text(out.toString(StandardCharsets.UTF_8));
            Map<String, Set<String>> values = new HashMap<>();
            Map<String, Integer> counts = new HashMap<>();
            for (var sample : parsed.samples.values()) {
                String source = String.valueOf(sample.labels().get("source"));
                counts.merge(source, 1, Integer::sum);
                values.computeIfAbsent(source, _ -> new HashSet<>()).add(sample.value());
            }
            assertThat(counts.get("a")).isEqualTo(SERIES);
            assertThat(counts.get("b")).isEqualTo(SERIES);
            assertThat(values.get("a")).hasSize(1);
            assertThat(values.get("b")).hasSize(1);
        }
    }

    @Test
    void scrapesSeeWholeBatchesAndEverySeries() throws Exception {
        long start = System.nanoTime();
        try (var threads = Executors.newCachedThreadPool()) {
            var sources = new ArrayList<Future<?>>();
            sources.add(threads.submit(() -> rewrite("a")));
            sources.add(threads.submit(() -> rewrite("b")));
            Await.until("both sources", () -> store.size() >= 2 * SERIES);
            sources.add(threads.submit(this::comeAndGo));
            var scrapers = new ArrayList<Future<?>>();
            for (int i = 0; i < 4; i++) {
                scrapers.add(
                        threads.submit(() -> {
                            scrape();
                            return null;
                        }));
            }
            try {
                for (Future<?> scraper : scrapers) {
                    scraper.get(60, TimeUnit.SECONDS);
                }
            } finally {
                double seconds = (System.nanoTime() - start) / 1e9;
                System.out.printf(
                        "%d scrapes, 4 at once, while %.1f million series a second were"
                                + " updated%n",
                        4 * SCRAPES, updates.sum() / seconds / 1e6);
                over.set(true);
            }
            for (Future<?> source : sources) {
                source.get(60, TimeUnit.SECONDS);
            }
        }
        assertThat(updates.sum()).isGreaterThan(SCRAPES * SERIES);
    }
}
