package dev.ingot.exporter.otlp;

import dev.ingot.record.Fields;
import dev.ingot.record.LogRecord;
import dev.ingot.record.Logs;
import dev.ingot.record.Origin;
import dev.ingot.wire.AnyValues;
import dev.ingot.wire.ProtoWriter;
import io.opentelemetry.api.common.Value;
import java.util.Arrays;

/// Encodes log records as an `ExportLogsServiceRequest`, one resource for each origin, in the order
/// of arrival within it.
///
/// A record without a time keeps none, and the backend goes by its observed time; one without an
/// observed time gets the time of receipt, since some backend needs either.
final class OtlpLogsEncoder implements Encoding<Logs> {
    private static final int NONE = -1;

    /// Most records have between 128 bytes and 16 KiB.
    private static final int LENGTH_OF_RECORD = 2;

    private final ProtoWriter out = new ProtoWriter(1 << 16);
    private final RepeatedFields repeated = new RepeatedFields(6);
    private final Grouping<Origin> origins = new Grouping<>();
    private int[] next = new int[0];
    private int[] first = new int[16];
    private int[] last = new int[16];
    private long repaired;

    @Override
    public int duplicates() {
        return 0;
    }

    @Override
    public long repaired() {
        return repaired + out.repaired();
    }

    @Override
    public ProtoWriter encode(Logs logs, long receivedNanos) {
        out.clear();
        origins.clear();
        link(logs);
        for (int i = 0; i < origins.size(); i++) {
            Origin origin = origins.key(i);
            repaired += origin.repaired();
            int resourceLogs = out.begin(1);
            out.raw(origin.otlp(), 0, origin.otlp().length);
            int scopeLogs = OtlpScope.begin(out, origin.scope());
            for (int at = first[i]; at != NONE; at = next[at]) {
                write(logs.get(at), receivedNanos);
            }
            OtlpScope.end(out, scopeLogs, origin.scope());
            out.string(3, OtlpMetricsEncoder.schema(origin));
            out.end(resourceLogs);
        }
        return out;
    }

    private void link(Logs logs) {
        if (next.length < logs.size()) {
            next = new int[logs.size()];
        }
        for (int i = 0; i < logs.size(); i++) {
            int origin = origins.of(logs.get(i).origin(), 0);
            if (origin == first.length) {
                first = Arrays.copyOf(first, 2 * origin);
                last = Arrays.copyOf(last, 2 * origin);
            }
            if (origins.added()) {
                first[origin] = i;
            } else {
                next[last[origin]] = i;
            }
            last[origin] = i;
            next[i] = NONE;
        }
    }

    private void write(LogRecord log, long receivedNanos) {
        int message = out.begin(2, LENGTH_OF_RECORD);
        if (log.getTimestampEpochNanos() != 0) {
            out.fixed64(1, log.getTimestampEpochNanos());
        }
        int severity = log.getSeverity().getSeverityNumber();
        if (severity != 0) {
            out.varint(2, severity);
        }
        String severityText = log.getSeverityText();
        if (severityText != null) {
            out.string(3, severityText);
        }
        Value<?> body = log.getBodyValue();
        if (body != null) {
            AnyValues.anyValue(out, 5, body);
        }
        Fields fields = log.fields();
        for (int i = 0; i < fields.size(); i++) {
            repeated.write(out, fields.name(i), fields.raw(i));
        }
        long observed = log.getObservedTimestampEpochNanos();
        out.fixed64(11, observed == 0 ? receivedNanos : observed);
        out.end(message, LENGTH_OF_RECORD);
    }
}
