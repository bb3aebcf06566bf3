package dev.ingot.processor;

import dev.ingot.testkit.Benchmarks;
import org.junit.jupiter.api.Test;

class ProcessorBenchTest {
    @Test
    void everyBenchmarkRuns() throws Exception {
        Benchmarks.runBriefly(ProcessorBench.class);
    }
}
