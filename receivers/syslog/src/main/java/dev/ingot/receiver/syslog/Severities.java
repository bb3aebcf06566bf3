package dev.ingot.receiver.syslog;

import io.opentelemetry.api.logs.Severity;
import java.util.List;

/// The eight severities of syslog, from `emerg` to `debug`, as OpenTelemetry numbers them.
///
/// The numbers are the collector's, so that a query for a severity finds the records of both.
final class Severities {
    private static final List<Severity> NUMBERS =
            List.of(
                    Severity.FATAL,
                    Severity.ERROR3,
                    Severity.ERROR2,
                    Severity.ERROR,
                    Severity.WARN,
                    Severity.INFO2,
                    Severity.INFO,
                    Severity.DEBUG);
    private static final List<String> TEXTS =
            List.of("emerg", "alert", "crit", "err", "warning", "notice", "info", "debug");

    private Severities() {}

    static Severity number(int priority) {
        return NUMBERS.get(priority & 7);
    }

    static String text(int priority) {
        return TEXTS.get(priority & 7);
    }
}
