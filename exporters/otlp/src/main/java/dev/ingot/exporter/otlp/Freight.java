package dev.ingot.exporter.otlp;

import dev.ingot.record.Fields;
import dev.ingot.record.LogRecord;
import dev.ingot.record.Logs;
import dev.ingot.record.Points;
import dev.ingot.record.Signal;
import dev.ingot.wire.AsciiText;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What batching needs to know about one kind of signal. Has no state.
///
/// @param <S> the kind of signal
interface Freight<S extends Signal> {
    Freight<Points> POINTS = new OfPoints();
    Freight<Logs> LOGS = new OfLogs();

    /// An empty batch.
    S batch();

    /// Copies record `index`.
    void copy(S from, int index, S to);

    /// Copies all records.
    void copyAll(S from, S to);

    /// About how many bytes a record takes.
    long weight(S records, int index);

    /// About how many bytes all records take.
    long weight(S records);

    /// Forgets the records and keeps the room.
    void clear(S records);

    /// Points in columns: a reference, two numbers, a byte.
    final class OfPoints implements Freight<Points> {
        private static final int POINT_BYTES = 25;

        private OfPoints() {}

        @Override
        public Points batch() {
            return new Points();
        }

        @Override
        public void copy(Points from, int index, Points to) {
            to.add(from, index);
        }

        @Override
        public void copyAll(Points from, Points to) {
            to.addAll(from);
        }

        @Override
        public long weight(Points points, int index) {
            return POINT_BYTES;
        }

        @Override
        public long weight(Points points) {
            return (long) POINT_BYTES * points.size();
        }

        @Override
        public void clear(Points points) {
            points.clear();
        }
    }

    /// References to records, weighed by their text.
    final class OfLogs implements Freight<Logs> {
        private static final int RECORD_BYTES = 96;
        private static final int VALUE_BYTES = 24;

        private OfLogs() {}

        @Override
        public Logs batch() {
            return new Logs();
        }

        @Override
        public void copy(Logs from, int index, Logs to) {
            to.add(from.get(index));
        }

        @Override
        public void copyAll(Logs from, Logs to) {
            to.addAll(from);
        }

        @Override
        public long weight(Logs logs, int index) {
            LogRecord log = logs.get(index);
            long weight = RECORD_BYTES + weight(log.getBodyValue());
            Fields fields = log.fields();
            for (int i = 0; i < fields.size(); i++) {
                weight += VALUE_BYTES + weight(fields.raw(i));
            }
            return weight;
        }

        private static long weight(@Nullable Object value) {
            return switch (value) {
                case null -> 0;
                case String text -> text.length();
                case AsciiText text -> text.length();
                case KeyValue pair -> pair.getKey().length() + weight(pair.getValue());
                case Value<?> any -> weight(any.getValue());
                case List<?> list -> {
                    long weight = 0;
                    for (Object item : list) {
                        weight += VALUE_BYTES + weight(item);
                    }
                    yield weight;
                }
                default -> 8;
            };
        }

        @Override
        public long weight(Logs logs) {
            long weight = 0;
            for (int i = 0; i < logs.size(); i++) {
                weight += weight(logs, i);
            }
            return weight;
        }

        @Override
        public void clear(Logs logs) {
            logs.clear();
        }
    }
}
