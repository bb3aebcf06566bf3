package dev.ingot.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LogLinesTest {
    private static String line(Level level, String message, String instant, Object... parameters) {
        var event = new LogRecord(level, message);
        event.setLoggerName("graphite");
        event.setInstant(Instant.parse(instant));
        event.setParameters(parameters);
        return new LogLines().format(event);
    }

    @Test
    void anEventIsALine() {
        assertThat(line(Level.WARNING, "cannot read {0}", "2026-11-21T12:00:00Z", "a\nb"))
                .isEqualTo("2026-11-21T12:00:00.000Z WARN  graphite: cannot read a\\nb\n");
        assertThat(line(Level.INFO, "started", "2026-11-21T12:00:00.123456Z"))
                .isEqualTo("2026-11-21T12:00:00.123Z INFO  graphite: started\n");
    }

    @Test
    void aStackTraceIsIndented() {
        var event = new LogRecord(Level.SEVERE, "bug");
        event.setLoggerName("ingot");
        event.setThrown(new IllegalStateException("oops"));
        assertThat(new LogLines().format(event))
                .contains("ERROR ingot: bug\n    java.lang.IllegalStateException: oops\n    \tat ");
    }
}
