package dev.ingot.exporter.prometheus;

import dev.ingot.record.Kind;
import dev.ingot.record.Metric;
import dev.ingot.wire.ProtoWriter;
import java.io.IOException;
import java.util.Map;

/// `io.prometheus.client.MetricFamily` messages, each behind its length
/// (https://github.com/prometheus/client_model/blob/master/io/prometheus/client/metrics.proto).
record Protobuf(Escaping escaping) implements Dialect {
    private static final int FAMILY_NAME = 1;
    private static final int FAMILY_HELP = 2;
    private static final int FAMILY_TYPE = 3;
    private static final int FAMILY_METRIC = 4;
    private static final int FAMILY_UNIT = 5;
    private static final int METRIC_LABEL = 1;
    private static final byte METRIC_GAUGE = 2 << 3 | 2;
    private static final byte METRIC_COUNTER = 3 << 3 | 2;
    private static final byte METRIC_TIMESTAMP = 6 << 3;
    private static final byte VALUE = 1 << 3 | 1;
    private static final int COUNTER_CREATED = 3;
    private static final byte METRIC = FAMILY_METRIC << 3 | 2;
    private static final int TYPE_COUNTER = 0;
    private static final int TYPE_GAUGE = 1;

    private static final long SECOND = 1_000_000_000;

    /// A double in its message: tag, length, tag, eight bytes.
    private static final int VALUE_SIZE = 11;

    @Override
    public String contentType() {
        return "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily;"
                + " encoding=delimited; escaping="
                + escaping.word();
    }

    @Override
    public byte[] head(String name, Metric metric) {
        var out = new ProtoWriter(128);
        out.string(FAMILY_NAME, name);
        out.string(FAMILY_HELP, metric.help());
        out.varint(FAMILY_TYPE, metric.kind() == Kind.COUNTER ? TYPE_COUNTER : TYPE_GAUGE);
        out.string(FAMILY_UNIT, Units.word(metric.unit()));
        return out.toByteArray();
    }

    @Override
    public byte[] line(String name, Map<String, String> labels) {
        var out = new ProtoWriter(128);
        labels.forEach((label, value) -> {
            int pair = out.begin(METRIC_LABEL);
            out.string(1, label);
            out.string(2, value);
            out.end(pair);
        });
        return out.toByteArray();
    }

    @Override
    public byte[] start(String name, Map<String, String> labels, long startNanos) {
        var out = new ProtoWriter(16);
        int timestamp = out.begin(COUNTER_CREATED);
        out.varint(1, Math.floorDiv(startNanos, SECOND));
        out.varint(2, Math.floorMod(startNanos, SECOND));
        out.end(timestamp);
        return out.toByteArray();
    }

    @Override
    public void write(Layout layout, Moment moment, boolean timestamps, Chunks out)
            throws IOException {
        for (int group = 0; group < layout.groups(); group++) {
            byte[] head = layout.head(group);
            out.varint(head.length + metricsSize(layout, group, moment, timestamps));
            out.put(head);
            byte kind = layout.family(group).isCounter() ? METRIC_COUNTER : METRIC_GAUGE;
            int end = layout.start(group + 1);
            for (int i = layout.start(group); i < end; i++) {
                if (layout.shows(i, moment)) {
                    int row = layout.row(i);
                    byte[] start = layout.beginning(i);
                    out.put(METRIC);
                    out.varint(metricSize(layout, i, moment, timestamps));
                    out.put(layout.text(i));
                    out.put(kind);
                    out.put((byte) (VALUE_SIZE - 2 + start.length));
                    out.put(VALUE);
                    out.fixed64(Double.doubleToRawLongBits(moment.value(row)));
                    out.put(start);
                    if (timestamps) {
                        out.put(METRIC_TIMESTAMP);
                        out.varint(moment.timeMillis(row));
                    }
                }
            }
        }
    }

    private static long metricsSize(Layout layout, int group, Moment moment, boolean timestamps) {
        long size = 0;
        int end = layout.start(group + 1);
        for (int i = layout.start(group); i < end; i++) {
            if (layout.shows(i, moment)) {
                int metric = metricSize(layout, i, moment, timestamps);
                size += 1 + ProtoWriter.varintSize(metric) + metric;
            }
        }
        return size;
    }

    private static int metricSize(Layout layout, int i, Moment moment, boolean timestamps) {
        int time = timestamps ? 1 + ProtoWriter.varintSize(moment.timeMillis(layout.row(i))) : 0;
        return layout.text(i).length + VALUE_SIZE + layout.beginning(i).length + time;
    }
}
