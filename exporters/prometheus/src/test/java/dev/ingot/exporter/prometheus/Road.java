package dev.ingot.exporter.prometheus;

import dev.ingot.record.Kind;
import dev.ingot.record.Labels;
import dev.ingot.record.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What becomes of a series on a road to a backend, in its default settings: the arithmetic of
/// otlptranslator, of the collector's translator that Alloy uses, and of VictoriaMetrics.
public enum Road {
    /// This exporter.
    BRIDGE,
    /// `otelcol.exporter.prometheus` behind OTLP.
    ALLOY,
    /// OTLP into Prometheus 3.
    PROMETHEUS,
    /// OTLP into Mimir.
    MIMIR,
    /// OTLP into VictoriaMetrics.
    VICTORIAMETRICS;

    public String name(Metric metric) {
        return switch (this) {
            case BRIDGE -> Escaping.UNDERSCORES.metric(metric.name());
            case ALLOY -> withSuffixes(metric, "[^A-Za-z0-9]");
            case PROMETHEUS -> withSuffixes(metric, "[^A-Za-z0-9:]");
            case MIMIR -> digitFirst(metric.name().replaceAll("[^A-Za-z0-9_:]+", "_"));
            case VICTORIAMETRICS -> metric.name();
        };
    }

    private static String withSuffixes(Metric metric, String separator) {
        var tokens = new ArrayList<>(List.of(metric.name().split(separator)));
        tokens.removeIf(String::isEmpty);
        String unit = metric.unit().startsWith("{") ? "" : metric.unit();
        String word = unit.equals("1") ? "" : Units.word(unit);
        if (!word.isEmpty() && !tokens.contains(word)) {
            tokens.add(word);
        }
        if (metric.kind() == Kind.COUNTER) {
            tokens.removeIf("total"::equals);
            tokens.add("total");
        } else if (unit.equals("1")) {
            tokens.removeIf("ratio"::equals);
            tokens.add("ratio");
        }
        return digitFirst(String.join("_", tokens));
    }

    private static String digitFirst(String name) {
        return !name.isEmpty() && Character.isDigit(name.charAt(0)) ? "_" + name : name;
    }

    /// The labels of a point that carries `job` and `instance` itself, below no resource.
    public Map<String, String> labels(Labels flat) {
        var labels = new TreeMap<String, String>();
        for (int i = 0; i < flat.size(); i++) {
            labels.merge(label(flat.name(i)), flat.value(i), (a, b) -> a + ";" + b);
        }
        return labels;
    }

    String label(String name) {
        return switch (this) {
            case BRIDGE -> Escaping.UNDERSCORES.label(name);
            case VICTORIAMETRICS -> name;
            case ALLOY, PROMETHEUS, MIMIR -> {
                String plain = name.replaceAll("[^A-Za-z0-9_]", "_");
                boolean digit = Character.isDigit(plain.charAt(0));
                boolean underscore = plain.startsWith("_") && !plain.startsWith("__");
                yield digit ? "key_" + plain : underscore ? "key" + plain : plain;
            }
        };
    }
}
