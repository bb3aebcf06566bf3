package dev.ingot.processor;

import io.opentelemetry.api.logs.Severity;
import java.util.Locale;

/// The words and numbers by which programs say how severe a message is.
final class Levels {
    private Levels() {}

    /// The severity, undefined where the word says nothing.
    static Severity of(String level) {
        return switch (level.strip().toLowerCase(Locale.ROOT)) {
            case "trace", "finest", "finer", "10" -> Severity.TRACE;
            case "debug", "dbg", "d", "fine", "20" -> Severity.DEBUG;
            case "info", "informational", "information", "i", "30" -> Severity.INFO;
            case "notice", "n" -> Severity.INFO2;
            case "warn", "warning", "w", "40" -> Severity.WARN;
            case "err", "error", "e", "severe", "50" -> Severity.ERROR;
            case "crit", "critical", "c" -> Severity.ERROR2;
            case "alert" -> Severity.ERROR3;
            case "fatal", "f", "emerg", "emergency", "panic", "60" -> Severity.FATAL;
            default -> Severity.UNDEFINED_SEVERITY_NUMBER;
        };
    }
}
