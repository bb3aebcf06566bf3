package dev.ingot.testkit;

import dev.ingot.component.Sink;
import dev.ingot.component.Verdict;
import dev.ingot.component.WhenFull;
import dev.ingot.record.LogRecord;
import dev.ingot.record.Logs;
import dev.ingot.record.Points;
import dev.ingot.record.Signal;
import io.opentelemetry.api.common.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A sink that takes everything and shows it as text.
public final class Recorder implements Sink {
    private final Points points = new Points();
    private final List<LogRecord> logs = new ArrayList<>();

    @Override
    public synchronized Verdict accept(Signal signal, WhenFull whenFull) {
        switch (signal) {
            case Points more -> points.addAll(more);
            case Logs more -> more.forEach(logs::add);
        }
        return Verdict.ACCEPTED;
    }

    /// How many points and log records have arrived.
    public synchronized int size() {
        return points.size() + logs.size();
    }

    /// A copy of the points so far.
    public synchronized Points points() {
        var copy = new Points();
        copy.addAll(points);
        return copy;
    }

    /// A copy of the log records so far.
    public synchronized List<LogRecord> logs() {
        return List.copyOf(logs);
    }

    public void await(int records) {
        Await.until(records + " records, have " + size(), () -> size() >= records);
    }

    /// One line a record, in order of arrival; what golden files compare. Observed times are left
    /// out.
    public synchronized String text() {
        var text = new StringBuilder();
        for (int i = 0; i < points.size(); i++) {
            text.append(points.series(i)).append(' ');
            if (points.isStale(i)) {
                text.append("stale");
            } else if (points.isLong(i)) {
                text.append(points.bits(i));
            } else {
                text.append(points.value(i));
            }
            text.append(" @").append(time(points.timeNanos(i))).append('\n');
        }
        for (LogRecord log : logs) {
            Value<?> body = log.getBodyValue();
            text.append(time(log.getTimestampEpochNanos()))
                    .append(' ')
                    .append(log.getSeverity())
                    .append(' ')
                    .append(log.getSeverityText())
                    .append(" «")
                    .append(body == null ? "" : body.asString())
                    .append("» ")
                    .append(log.fields())
                    .append(' ')
                    .append(log.getResource().getAttributes())
                    .append('\n');
        }
        return text.toString();
    }

    private static String time(long nanos) {
        return nanos == 0
                ? "-"
                : Instant.ofEpochSecond(nanos / 1_000_000_000, nanos % 1_000_000_000).toString();
    }
}
