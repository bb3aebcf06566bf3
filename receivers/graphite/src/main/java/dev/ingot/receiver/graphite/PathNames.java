package dev.ingot.receiver.graphite;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ingot.receiver.graphite.Fate.Drop;
import dev.ingot.receiver.graphite.MappingRule.Mapped;
import dev.ingot.record.Kind;
import dev.ingot.record.Labels;
import dev.ingot.record.Metric;
import dev.ingot.record.Origin;
import dev.ingot.record.Series;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Decides what a path and its tags become, once for every new path. Used by several threads at
/// once.
///
/// Where no mapping rule matches, the rule is graphite_exporter's: whatever cannot stand in a
/// metric's name becomes `_`, and tags become labels. Where that would leave a name that Prometheus
/// refuses, a character is put in front.
final class PathNames {
    private static final String MARK = "\uFEFF";
    private static final int SHARED_METRICS = 16_384;

    private final Origin origin;
    private final Mappings mappings;
    // Series of one name share their metric, which keeps its encoded form.
    private final Map<Metric, Metric> metrics = new ConcurrentHashMap<>();

    PathNames(Origin origin, Mappings mappings) {
        this.origin = origin;
        this.mappings = mappings;
    }

    Fate resolve(byte[] path) {
        String text = new String(path, UTF_8);
        String whole = text.startsWith(MARK) ? text.substring(1) : text;
        String[] parts = whole.split(";", -1);
        if (parts[0].isEmpty()) {
            return new Fate.Rejected(Rejection.PATH);
        }
        Mapped mapped = mappings.map(whole, parts[0]);
        if (mapped == null && mappings.strict()) {
            return new Fate.Dropped(Drop.STRICT_MATCH);
        }
        if (mapped != null && mapped.rule().drop()) {
            return new Fate.Dropped(Drop.MAPPING);
        }
        Map<String, String> labels = new HashMap<>();
        int leftOut = readTags(parts, labels);
        if (mapped == null) {
            Metric metric = metric(parts[0], Kind.GAUGE, "");
            return point(metric, labels, Adjustment.NONE, leftOut, Optional.empty());
        }
        if (mapped.name().isEmpty()) {
            return new Fate.Rejected(Rejection.PATH);
        }
        MappingRule rule = mapped.rule();
        labels.putAll(mapped.labels());
        Metric metric = metric(mapped.name(), rule.kind(), rule.help());
        return point(metric, labels, rule.adjustment(), leftOut, rule.ttl());
    }

    private Fate point(
            Metric metric,
            Map<String, String> labels,
            Adjustment adjustment,
            int leftOut,
            Optional<Duration> ttl) {
        Series series = Series.of(origin, metric, Labels.of(labels));
        return new Fate.Point(series, adjustment, leftOut, ttl);
    }

    /// Puts the tags among the labels; how many could not be used.
    private static int readTags(String[] parts, Map<String, String> labels) {
        int leftOut = 0;
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            if (equals > 0) {
                String name = labelName(parts[i].substring(0, equals));
                labels.put(name, parts[i].substring(equals + 1));
            } else {
                leftOut++;
            }
        }
        return leftOut;
    }

    private Metric metric(String text, Kind kind, String help) {
        String name = metricName(text);
        var metric = Metric.of(name, kind, "", help.isEmpty() ? "Graphite metric " + name : help);
        if (metrics.size() >= SHARED_METRICS) {
            metrics.clear();
        }
        Metric shared = metrics.putIfAbsent(metric, metric);
        return shared == null ? metric : shared;
    }

    static String metricName(String path) {
        String name = replaced(path, true);
        return isDigit(name.charAt(0)) ? "_" + name : name;
    }

    /// A label's name. `__` in front is Prometheus's own, and OTLP gateways put `key_` before what
    /// they cannot take; so that is what stands before both here.
    static String labelName(String tag) {
        String name = replaced(tag, false);
        return isDigit(name.charAt(0)) || name.startsWith("__") ? "key_" + name : name;
    }

    private static String replaced(String text, boolean colons) {
        var name = new StringBuilder(text.length() + 1);
        text.codePoints().forEach(c -> name.append(isAllowed(c, colons) ? (char) c : '_'));
        return name.toString();
    }

    private static boolean isAllowed(int c, boolean colons) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || isDigit(c)
                || (colons && c == ':');
    }

    private static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }
}
