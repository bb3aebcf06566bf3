package dev.ingot.exporter.prometheus;

import dev.ingot.record.Labels;
import dev.ingot.record.Series;
import java.util.Map;
import java.util.TreeMap;

/// What a series is called on one listener.
///
/// @param identity whether `job` and `instance` from the resource are among the labels
/// @param namespace goes in front of every name, with a `_`; may be empty
/// @param constant labels of every series, in place of its own
/// @param external labels of every series that has none of the same name
record Naming(
        Identity identity,
        String namespace,
        Map<String, String> constant,
        Map<String, String> external) {
    static final Naming FLAT = new Naming(Identity.FLAT, "", Map.of(), Map.of());

    String name(String metric) {
        return namespace.isEmpty() ? metric : namespace + "_" + metric;
    }

    /// The names and values of the labels, sorted, the names escaped. Values that end up under one
    /// name are joined by `;`, as the receivers of OTLP do. A label called `__name__` would be a
    /// second name, so it is left out.
    ///
    /// A flat series that has only one of `job` and `instance` gets the other, empty: a scraper
    /// with `honor_labels` then leaves it out, where it would add its own target's, and the series
    /// would not be the one that OTLP makes. The Pushgateway does the same.
    Map<String, String> labels(Series series, Escaping escaping) {
        Labels own = identity == Identity.FLAT ? series.flat() : series.labels();
        var all = new TreeMap<String, String>();
        for (int i = 0; i < own.size(); i++) {
            if (!own.name(i).equals("__name__") && !constant.containsKey(own.name(i))) {
                all.merge(escaping.label(own.name(i)), own.value(i), Naming::join);
            }
        }
        constant.forEach((name, value) -> all.put(escaping.label(name), value));
        external.forEach((name, value) -> all.putIfAbsent(escaping.label(name), value));
        all.values().removeIf(String::isEmpty);
        all.remove("");
        if (identity == Identity.FLAT && (all.containsKey("job") || all.containsKey("instance"))) {
            all.putIfAbsent("job", "");
            all.putIfAbsent("instance", "");
        }
        return all;
    }

    private static String join(String one, String other) {
        return one + ";" + other;
    }
}
