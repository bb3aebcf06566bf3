package dev.ingot.receiver.syslog;

import dev.ingot.testkit.Benchmarks;
import org.junit.jupiter.api.Test;

class SyslogParseBenchTest {
    @Test
    void everyBenchmarkRuns() throws Exception {
        Benchmarks.runBriefly(SyslogParseBench.class);
    }
}
