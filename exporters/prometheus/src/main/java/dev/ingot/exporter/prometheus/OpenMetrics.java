package dev.ingot.exporter.prometheus;

import dev.ingot.record.Kind;
import dev.ingot.record.Metric;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// OpenMetrics 1.0
/// (https://github.com/prometheus/OpenMetrics/blob/v1.0.0/specification/OpenMetrics.md).
///
/// A counter's family has the name without `_total`. A counter whose name does not end so cannot be
/// one in this format; it keeps its name and is served as `unknown`. So is a counter whose shorter
/// name is the name of another metric.
///
/// @param starts whether a series `…_created` says when a counter stood at zero. A scraper that
///   does not know what to make of it stores it as a series, so it is for the user to choose.
record OpenMetrics(String version, Escaping escaping, boolean starts) implements Dialect {
    private static final String TOTAL = "_total";
    private static final String CREATED = "_created";
    private static final byte[] EOF = "# EOF\n".getBytes(StandardCharsets.US_ASCII);

    /// @param version empty for the usual one
    static OpenMetrics of(String version, Escaping escaping) {
        return new OpenMetrics(version.isEmpty() ? "1.0.0" : version, escaping, false);
    }

    @Override
    public OpenMetrics withStarts() {
        return new OpenMetrics(version, escaping, true);
    }

    @Override
    public String contentType() {
        return "application/openmetrics-text; version=%s; charset=utf-8; escaping=%s"
                .formatted(version, escaping.word());
    }

    @Override
    public byte[] head(String name, Metric metric) {
        boolean counter = metric.kind() == Kind.COUNTER;
        boolean total = counter && isTotal(name);
        String family = total ? withoutTotal(name) : name;
        return head(family, counter ? (total ? "counter" : "unknown") : "gauge", metric);
    }

    @Override
    public String claimed(Family family) {
        String name = family.name();
        return family.isCounter() && isTotal(name) ? withoutTotal(name) : name;
    }

    private static boolean isTotal(String name) {
        return name.endsWith(TOTAL) && name.length() > TOTAL.length();
    }

    private static String withoutTotal(String name) {
        return name.substring(0, name.length() - TOTAL.length());
    }

    @Override
    public byte[] modestHead(Family family) {
        return head(family.name(), "unknown", family.metric());
    }

    private static byte[] head(String family, String type, Metric metric) {
        var text = new LabelText();
        text.raw("# TYPE ").name(family).raw(" ").raw(type).raw("\n");
        String unit = Units.word(metric.unit());
        if (!unit.isEmpty() && family.endsWith("_" + unit)) {
            text.raw("# UNIT ").name(family).raw(" ").raw(unit).raw("\n");
        }
        if (!metric.help().isEmpty()) {
            text.raw("# HELP ").name(family).raw(" ").escaped(metric.help(), true).raw("\n");
        }
        return text.utf8();
    }

    @Override
    public byte[] line(String name, Map<String, String> labels) {
        return new LabelText().series(name, labels).raw(" ").utf8();
    }

    @Override
    public byte[] start(String name, Map<String, String> labels, long startNanos) {
        if (!starts || !isTotal(name)) {
            return NOTHING;
        }
        String seconds = BigDecimal.valueOf(startNanos, 9).stripTrailingZeros().toPlainString();
        return new LabelText()
                .series(withoutTotal(name) + CREATED, labels)
                .raw(" ")
                .raw(seconds)
                .utf8();
    }

    @Override
    public void write(Layout layout, Moment moment, boolean timestamps, Chunks out)
            throws IOException {
        for (int group = 0; group < layout.groups(); group++) {
            out.put(layout.head(group));
            boolean begins = starts && saysStarts(layout, group);
            int end = layout.start(group + 1);
            for (int i = layout.start(group); i < end; i++) {
                if (layout.shows(i, moment)) {
                    int row = layout.row(i);
                    out.put(layout.text(i));
                    out.number(moment.value(row));
                    end(moment, row, timestamps, out);
                    if (begins && layout.beginning(i).length > 0) {
                        out.put(layout.beginning(i));
                        end(moment, row, timestamps, out);
                    }
                }
            }
        }
        out.put(EOF);
    }

    /// Not where the name of the series that says so is that of another metric.
    private boolean saysStarts(Layout layout, int group) {
        return !layout.isModest(group) && !layout.has(claimed(layout.family(group)) + CREATED);
    }

    private static void end(Moment moment, int row, boolean timestamps, Chunks out)
            throws IOException {
        if (timestamps) {
            out.put(' ');
            out.number(moment.timeMillis(row) / 1e3);
        }
        out.put('\n');
    }
}
