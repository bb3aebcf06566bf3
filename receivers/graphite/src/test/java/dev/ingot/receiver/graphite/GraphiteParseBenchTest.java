package dev.ingot.receiver.graphite;

import dev.ingot.testkit.Benchmarks;
import org.junit.jupiter.api.Test;

class GraphiteParseBenchTest {
    @Test
    void benchmarksRun() throws Exception {
        Benchmarks.runBriefly(GraphiteParseBench.class);
    }
}
