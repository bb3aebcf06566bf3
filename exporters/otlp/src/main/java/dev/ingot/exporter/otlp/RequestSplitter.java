package dev.ingot.exporter.otlp;

import dev.ingot.record.Signal;
import dev.ingot.wire.ProtoWriter;

/// Cuts an encoded request into requests with fewer records, for servers that take no larger ones.
/// Works on the bytes: what does not lead to a record is copied into every part that has records
/// below it.
final class RequestSplitter {
    /// From the request down to its records: ResourceMetrics, ScopeMetrics, Metric, Gauge or Sum,
    /// NumberDataPoint.
    private static final int[] POINTS = {1, 2, 2, 5, 1};

    /// ResourceLogs, ScopeLogs, LogRecord.
    private static final int[] LOG_RECORDS = {1, 2, 2};

    private static final int GAUGE = 5;
    private static final int SUM = 7;

    private final int[] path;
    private final byte[] request;
    private final ProtoWriter out;
    private int first;
    private int end;
    private int seen;

    RequestSplitter(Signal.Type type, byte[] request) {
        this.path = type == Signal.Type.METRICS ? POINTS : LOG_RECORDS;
        this.request = request;
        this.out = new ProtoWriter(request.length);
    }

    /// The request with the records from `fromItem` up to, not including, `toItem`, counted in the
    /// order of the bytes.
    byte[] part(int fromItem, int toItem) {
        out.clear();
        first = fromItem;
        end = toItem;
        seen = 0;
        copy(new ProtoReader(request, 0, request.length), 0);
        return out.toByteArray();
    }

    /// Copies the fields of a message; returns whether a record was among them.
    private boolean copy(ProtoReader message, int depth) {
        boolean some = false;
        while (message.next()) {
            if (!leads(message.field(), depth)) {
                out.raw(request, message.fieldStart(), message.fieldEnd() - message.fieldStart());
            } else if (depth == path.length - 1) {
                if (seen >= first && seen < end) {
                    some = true;
                    out.raw(
                            request,
                            message.fieldStart(),
                            message.fieldEnd() - message.fieldStart());
                }
                seen++;
            } else {
                int before = out.size();
                int begun = out.begin(message.field());
                if (copy(message.message(), depth + 1)) {
                    some = true;
                    out.end(begun);
                } else {
                    out.truncate(before);
                }
            }
        }
        return some;
    }

    private boolean leads(int field, int depth) {
        return field == path[depth] || (path[depth] == GAUGE && field == SUM);
    }
}
