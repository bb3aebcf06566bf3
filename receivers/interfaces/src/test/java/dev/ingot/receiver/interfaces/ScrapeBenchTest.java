package dev.ingot.receiver.interfaces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.testkit.Await;
import dev.ingot.testkit.Benchmarks;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScrapeBenchTest {
    private static final int ROUNDS = 50;
    private static final long MOST_READS = 200;

    @TempDir Path root;

    @Test
    void runs() throws Exception {
        Benchmarks.runBriefly(ScrapeBench.class);
    }

    @Test
    void aSteadyRoundReadsLittleAndAsksNobody() throws Exception {
        try (var host = new BusyHost(root)) {
            Await.until("a steady host", host::isSteady);
            host.round();
            int requests = host.requests();
            long fewest = Long.MAX_VALUE;
            for (int i = 0; i < ROUNDS; i++) {
                long reads = host.reads();
                host.round();
                fewest = Math.min(fewest, host.reads() - reads);
            }
            assertThat(fewest).isBetween(1L, MOST_READS);
            assertThat(host.requests()).isEqualTo(requests);
        }
    }
}
