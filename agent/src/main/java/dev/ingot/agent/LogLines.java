package dev.ingot.agent;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

/// The agent's own log: a line an event, on standard error.
///
///     2026-11-21T12:00:00.000Z WARN  otlp_http: cannot send to …
///
/// Component loggers are named after component ids. A stack trace follows only where the program itself is at fault.
final class LogLines extends Formatter {
    private static final Map<Level, String> WORDS =
            Map.of(
                    Level.SEVERE, "ERROR",
                    Level.WARNING, "WARN ",
                    Level.INFO, "INFO ",
                    Level.CONFIG, "DEBUG",
                    Level.FINE, "DEBUG");

    /// Kept, since a logger that nobody refers to forgets its level.
    private static final List<Logger> LIBRARIES =
            Stream.of("okhttp3", "io.opentelemetry", "com.sun.net.httpserver", "jdk")
                    .map(Logger::getLogger)
                    .toList();

    /// The levels that `service.telemetry.logs.level` knows.
    enum Threshold {
        DEBUG,
        INFO,
        WARN,
        ERROR;

        private Level level() {
            return switch (this) {
                case DEBUG -> Level.FINE;
                case INFO -> Level.INFO;
                case WARN -> Level.WARNING;
                case ERROR -> Level.SEVERE;
            };
        }
    }

    /// Sends all logs of this JVM to standard error in this form. Libraries are heard from warnings
    /// on.
    static void install() {
        LogManager.getLogManager().reset();
        var handler = new ConsoleHandler();
        handler.setFormatter(new LogLines());
        handler.setLevel(Level.ALL);
        Logger root = Logger.getLogger("");
        root.addHandler(handler);
        threshold(Threshold.INFO);
        LIBRARIES.forEach(library -> library.setLevel(Level.WARNING));
    }

    static void threshold(Threshold threshold) {
        Logger.getLogger("").setLevel(threshold.level());
    }

    @Override
    public String format(LogRecord event) {
        var line = new StringBuilder(120);
        line.append(instant(event.getInstant())).append(' ');
        line.append(WORDS.getOrDefault(event.getLevel(), event.getLevel().getName())).append(' ');
        line.append(event.getLoggerName()).append(": ");
        line.append(formatMessage(event).replace("\n", "\\n").replace("\r", "\\r")).append('\n');
        if (event.getThrown() != null) {
            var trace = new StringWriter();
            event.getThrown().printStackTrace(new PrintWriter(trace, true));
            line.append(trace.toString().indent(4));
        }
        return line.toString();
    }

    private static String instant(Instant instant) {
        String text = instant.truncatedTo(ChronoUnit.MILLIS).toString();
        return text.indexOf('.') < 0 ? text.replace("Z", ".000Z") : text;
    }
}
