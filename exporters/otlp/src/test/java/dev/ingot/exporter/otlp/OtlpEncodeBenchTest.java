package dev.ingot.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.testkit.Benchmarks;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.RunnerException;

class OtlpEncodeBenchTest {
    @Test
    void benchmarkRuns() throws RunnerException {
        Benchmarks.runBriefly(OtlpEncodeBench.class);
    }

    @Test
    void bothEncodersWriteAboutAsMuch() {
        var bench = new OtlpEncodeBench();
        assertThat(bench.metricsOfHundredWithResource())
                .isBetween(
                        bench.metricsOfHundredStock() * 98 / 100,
                        bench.metricsOfHundredStock() * 102 / 100);
        assertThat(bench.logs()).isBetween(bench.logsStock() - 100, bench.logsStock() + 100);
    }
}
