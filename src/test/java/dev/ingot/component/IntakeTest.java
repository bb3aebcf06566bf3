package dev.ingot.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingot.record.LogRecord;
import dev.ingot.record.Logs;
import dev.ingot.telemetry.Telemetry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class IntakeTest {
    private static final Verdict RETRY = new Verdict.Retry(Duration.ofMillis(1), "full");
    private static final Verdict REFUSED = new Verdict.Refused("no");
    private final Telemetry telemetry = new Telemetry();
    private final Logs two = Logs.of(LogRecord.builder().build(), LogRecord.builder().build());

    private Intake intake(Verdict... answers) {
        Queue<Verdict> left = new ArrayDeque<>(List.of(answers));
        Sink sink = (_, _) -> left.size() > 1 ? left.remove() : left.element();
        var context =
                new Context(
                        "x",
                        sink,
                        InstantSource.system(),
                        telemetry.tally("receiver", "x"),
                        Duration.ZERO);
        return context.intake("tcp");
    }

    @Test
    void pushWaitsUntilTheSignalIsTaken() throws InterruptedException {
        assertThat(intake(RETRY, RETRY, Verdict.ACCEPTED).push(two)).isTrue();
        assertThat(telemetry.text())
                .isEqualTo("otelcol_receiver_accepted_log_records{receiver=x, transport=tcp} 2\n");
    }

    @Test
    void whatIsRefusedIsCounted() throws InterruptedException {
        assertThat(intake(REFUSED).push(two)).isFalse();
        assertThat(intake(REFUSED).offer(two)).isFalse();
        assertThat(intake(RETRY).tryPush(two)).isFalse();
        assertThat(telemetry.text())
                .isEqualTo("otelcol_receiver_refused_log_records{receiver=x, transport=tcp} 6\n");
    }

    @Test
    void closingWhileWaitingCountsTheSignalAsRefused() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> intake(RETRY).push(two)).isInstanceOf(InterruptedException.class);
        assertThat(telemetry.text())
                .isEqualTo("otelcol_receiver_refused_log_records{receiver=x, transport=tcp} 2\n");
    }
}
