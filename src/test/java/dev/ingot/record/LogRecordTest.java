package dev.ingot.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.Severity;
import org.junit.jupiter.api.Test;

class LogRecordTest {
    private static final LogRecord LINE =
            LogRecord.builder()
                    .timeNanos(1)
                    .observedNanos(2)
                    .severity(Severity.WARN, "warning")
                    .body("hot")
                    .fields(Fields.builder().add("disk", "sda").build())
                    .build();

    @Test
    void anEditedRecordLeavesTheOriginalAlone() {
        var other = LINE.edit().body("cold").build();
        assertThat(other.getBodyValue()).isEqualTo(Value.of("cold"));
        assertThat(other.fields()).isSameAs(LINE.fields());
        assertThat(other.getTimestampEpochNanos()).isEqualTo(1);
        assertThat(LINE.getBodyValue()).isEqualTo(Value.of("hot"));
    }

    @Test
    void anOwnRecordIsTakenAsItIs() {
        assertThat(LogRecord.of(LINE)).isSameAs(LINE);
    }

    @Test
    void whatIsNotKnownIsAbsent() {
        var empty = LogRecord.builder().build();
        assertThat(empty.getBodyValue()).isNull();
        assertThat(empty.getSeverityText()).isNull();
        assertThat(empty.getSeverity()).isEqualTo(Severity.UNDEFINED_SEVERITY_NUMBER);
        assertThat(empty.getTotalAttributeCount()).isZero();
        assertThat(empty.getSpanContext().isValid()).isFalse();
    }

    @Test
    void aBatchIsIteratedInOrderAndCopied() {
        var logs = Logs.of(LINE, LINE.edit().body("2").build());
        var copy = new Logs();
        copy.addAll(logs);
        var data = logs.logRecordData();
        logs.clear();
        assertThat(logs.size()).isZero();
        assertThat(copy).extracting(log -> String.valueOf(log.getBodyValue())).hasSize(2);
        assertThat(data).hasSize(2);
    }
}
