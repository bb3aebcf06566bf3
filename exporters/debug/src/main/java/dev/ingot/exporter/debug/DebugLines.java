package dev.ingot.exporter.debug;

import dev.ingot.record.Fields;
import dev.ingot.record.Labels;
import dev.ingot.record.LogRecord;
import dev.ingot.record.Points;
import dev.ingot.record.Series;
import io.opentelemetry.api.common.Value;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Writes records as lines. Control characters are escaped, so that nobody's log can steer a
/// terminal.
final class DebugLines {
    private final StringBuilder out;
    private final boolean withResource;

    DebugLines(StringBuilder out, boolean withResource) {
        this.out = out;
        this.withResource = withResource;
    }

    void points(Points points) {
        for (int i = 0; i < points.size(); i++) {
            Series series = points.series(i);
            out.append(time(points.timeNanos(i))).append(' ');
            escape(series.metric().name());
            labels(series.flat());
            out.append(' ').append(value(points, i));
            if (withResource) {
                out.append(' ').append(series.metric().kind()).append(' ');
                escape(series.origin().toString());
            }
            out.append('\n');
        }
    }

    private static String value(Points points, int i) {
        if (points.isStale(i)) {
            return "(ended)";
        }
        return points.isLong(i) ? Long.toString(points.bits(i)) : Double.toString(points.value(i));
    }

    private void labels(Labels labels) {
        for (int i = 0; i < labels.size(); i++) {
            out.append(i == 0 ? '{' : ',');
            escape(labels.name(i));
            out.append("=\"");
            escape(labels.value(i));
            out.append('"');
        }
        out.append(labels.isEmpty() ? "" : "}");
    }

    void log(LogRecord log) {
        long time = log.getTimestampEpochNanos();
        out.append(time(time == 0 ? log.getObservedTimestampEpochNanos() : time)).append(' ');
        String severity = log.getSeverityText();
        out.append(severity == null ? log.getSeverity().name() : severity).append(" \"");
        Value<?> body = log.getBodyValue();
        escape(body == null ? "" : body.asString());
        out.append('"');
        fields(log.fields());
        if (withResource) {
            out.append(' ');
            escape(log.origin().toString());
        }
        out.append('\n');
    }

    private void fields(Fields fields) {
        for (int i = 0; i < fields.size(); i++) {
            out.append(' ');
            escape(fields.name(i));
            out.append('=');
            escape(text(fields.value(i)));
        }
    }

    private static String text(@Nullable Object value) {
        return value instanceof Value<?> any ? any.asString() : String.valueOf(value);
    }

    private static String time(long nanos) {
        return nanos == 0 ? "-" : Instant.ofEpochSecond(0, nanos).toString();
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (Character.isISOControl(c)) {
                        out.append(String.format("\\x%02x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
    }
}
