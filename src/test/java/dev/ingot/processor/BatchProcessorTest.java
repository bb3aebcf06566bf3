package dev.ingot.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.record.LogRecord;
import org.junit.jupiter.api.Test;

class BatchProcessorTest {
    @Test
    void recordsPassAtOnce() {
        LogRecord log = LogRecord.builder().body("x").build();
        assertThat(new Passage(BatchProcessor.TYPE, "").pass(log)).isSameAs(log);
    }

    @Test
    void theCollectorsOptionsHaveNoEffectAndThatIsSaid() {
        assertThat(
                        Passage.problems(
                                BatchProcessor.TYPE,
                                "{timeout: 1s, send_batch_size: 8192, send_batch_max_size: 0}"))
                .contains("timeout: has no effect: exporters batch by themselves")
                .doesNotContain("no such option");
    }
}
