package dev.ingot.exporter.prometheus;

import dev.ingot.testkit.Benchmarks;
import org.junit.jupiter.api.Test;

class TextBenchTest {
    @Test
    void benchmarkRuns() throws Exception {
        Benchmarks.runBriefly(TextBench.class);
    }

    @Test
    void benchmarkOfScrapesDuringUpdatesRuns() throws Exception {
        Benchmarks.runBriefly(BusyBench.class);
    }
}
