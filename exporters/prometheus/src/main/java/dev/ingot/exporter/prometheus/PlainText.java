package dev.ingot.exporter.prometheus;

import dev.ingot.record.Kind;
import dev.ingot.record.Metric;
import java.io.IOException;
import java.util.Map;

/// Prometheus's text format
/// (https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format).
///
/// @param version `0.0.4` or, where names may need quotes, `1.0.0`
record PlainText(String version, Escaping escaping) implements Dialect {
    static final PlainText V0_0_4 = new PlainText("0.0.4", Escaping.UNDERSCORES);

    /// @param version empty for the usual one
    static PlainText of(String version, Escaping escaping) {
        return new PlainText(version.isEmpty() ? "0.0.4" : version, escaping);
    }

    @Override
    public String contentType() {
        return "text/plain; version=%s; charset=utf-8; escaping=%s"
                .formatted(version, escaping.word());
    }

    @Override
    public byte[] head(String name, Metric metric) {
        var text = new LabelText();
        if (!metric.help().isEmpty()) {
            text.raw("# HELP ").name(name).raw(" ").escaped(metric.help(), false).raw("\n");
        }
        text.raw("# TYPE ").name(name);
        return text.raw(metric.kind() == Kind.COUNTER ? " counter\n" : " gauge\n").utf8();
    }

    @Override
    public byte[] line(String name, Map<String, String> labels) {
        return new LabelText().series(name, labels).raw(" ").utf8();
    }

    @Override
    public void write(Layout layout, Moment moment, boolean timestamps, Chunks out)
            throws IOException {
        for (int group = 0; group < layout.groups(); group++) {
            out.put(layout.head(group));
            int end = layout.start(group + 1);
            for (int i = layout.start(group); i < end; i++) {
                if (layout.shows(i, moment)) {
                    out.put(layout.text(i));
                    out.number(moment.value(layout.row(i)));
                    if (timestamps) {
                        out.put(' ');
                        out.number(moment.timeMillis(layout.row(i)));
                    }
                    out.put('\n');
                }
            }
        }
    }
}
