package dev.ingot.exporter.otlp;

import dev.ingot.testkit.Benchmarks;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.RunnerException;

class ThroughputBenchTest {
    @Test
    void benchmarkRuns() throws RunnerException {
        Benchmarks.runBriefly(ThroughputBench.class);
    }
}
