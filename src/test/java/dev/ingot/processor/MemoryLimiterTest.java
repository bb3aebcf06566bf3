package dev.ingot.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.component.Context;
import dev.ingot.component.Sink;
import dev.ingot.component.Verdict;
import dev.ingot.component.WhenFull;
import dev.ingot.record.LogRecord;
import dev.ingot.record.Logs;
import dev.ingot.telemetry.Telemetry;
import dev.ingot.testkit.Await;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MemoryLimiterTest {
    private final Telemetry telemetry = new Telemetry();
    private final AtomicLong heap = new AtomicLong();
    private final Logs logs = Logs.of(LogRecord.builder().body("x").build());

    private Sink limited() {
        var config =
                new MemoryLimiter.Config(
                        Duration.ofNanos(1), 80, 100, Duration.ofDays(2), Duration.ofDays(2));
        var context =
                new Context(
                        "memory_limiter", InstantSource.system(), telemetry.tally(), Duration.ZERO);
        return new MemoryLimiter(config, context, heap::get).before((_, _) -> Verdict.ACCEPTED);
    }

    @Test
    void sourcesWaitWhileMemoryIsShort() {
        Sink sink = limited();
        assertThat(sink.accept(logs, WhenFull.PUSH_BACK)).isEqualTo(Verdict.ACCEPTED);
        heap.set(81);
        Await.until(
                "the limiter to look",
                () -> sink.accept(logs, WhenFull.PUSH_BACK) instanceof Verdict.Retry);
        assertThat(telemetry.text()).isEmpty();
        heap.set(80);
        Await.until(
                "the limiter to look",
                () -> sink.accept(logs, WhenFull.PUSH_BACK) instanceof Verdict.Accepted);
    }

    @Test
    void whoCannotWaitLosesWhatIsThenCounted() {
        Sink sink = limited();
        heap.set(200);
        assertThat(sink.accept(logs, WhenFull.MAKE_ROOM)).isInstanceOf(Verdict.Refused.class);
        assertThat(telemetry.text()).isEqualTo("otelcol_processor_refused_log_records{} 1\n");
    }

    @Test
    void theCollectorsOptionsAreRead() {
        String yaml = "{check_interval: 2s, limit_mib: 100, spike_limit_mib: 25}";
        var config = Passage.config(MemoryLimiter.TYPE, yaml);
        assertThat(config.interval()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.hardBytes()).isEqualTo(100 << 20);
        assertThat(config.softBytes()).isEqualTo(75 << 20);
        assertThat(config.softPause()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.hardPause()).isEqualTo(Duration.ZERO);
        assertThat(Passage.config(MemoryLimiter.TYPE, "limit_mib: 100").softBytes())
                .isEqualTo(80 << 20);
        assertThat(Passage.config(MemoryLimiter.TYPE, "").hardBytes())
                .isLessThan(Runtime.getRuntime().maxMemory());
        assertThat(Passage.problems(MemoryLimiter.TYPE, "{limit_mib: 10, spike_limit_mib: 10}"))
                .contains("spike_limit_mib: must be below the limit");
        assertThat(Passage.problems(MemoryLimiter.TYPE, "check_interval: 0s"))
                .contains("check_interval: must be more than 0");
    }
}
