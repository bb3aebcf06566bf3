package dev.ingot.exporter.otlp;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/// The header `Retry-After` in both its forms (RFC 9110, 10.2.3).
final class RetryAfter {
    /// No server can silence the exporter for longer.
    static final Duration LONGEST = Duration.ofMinutes(10);

    private RetryAfter() {}

    /// How long the server asks to be left alone; zero where it does not say, or says something
    /// else.
    static Duration parse(@Nullable String header, Instant now) {
        if (header == null) {
            return Duration.ZERO;
        }
        String text = header.strip();
        if (text.matches("[0-9]{1,9}")) {
            return bounded(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            var date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
            return bounded(Duration.between(now, date.toInstant()));
        } catch (DateTimeException notADate) {
            return Duration.ZERO;
        }
    }

    static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
