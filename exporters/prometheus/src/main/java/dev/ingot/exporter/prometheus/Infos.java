package dev.ingot.exporter.prometheus;

import dev.ingot.record.Labels;
import dev.ingot.record.Metric;
import dev.ingot.record.Origin;
import dev.ingot.record.Series;
import io.opentelemetry.api.common.Attributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The series that say where other series come from: `target_info` with the attributes of the
/// resource, `otel_scope_info` with the scope
/// (https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/).
///
/// @param target whether there is `target_info`
/// @param scope whether there is `otel_scope_info`
record Infos(boolean target, boolean scope) {
    static final Infos NONE = new Infos(false, false);

    private static final Metric TARGET = Metric.gauge("target_info", "", "Target metadata.");
    private static final Metric SCOPE =
            Metric.gauge("otel_scope_info", "", "Instrumentation scope metadata.");
    private static final Set<String> IDENTIFYING =
            Set.of("service.name", "service.namespace", "service.instance.id");

    boolean isEmpty() {
        return !target && !scope;
    }

    /// The series about one origin; none about an origin that says nothing.
    List<Series> about(Origin origin) {
        var series = new ArrayList<Series>();
        Map<String, String> labels = attributes(origin.resource().getAttributes(), "");
        if (target && !labels.isEmpty()) {
            series.add(Series.of(origin, TARGET, Labels.of(labels)));
        }
        String name = origin.scope().getName();
        if (scope && !name.isEmpty()) {
            var scopeLabels = attributes(origin.scope().getAttributes(), "otel_scope_");
            scopeLabels.put("otel_scope_name", name);
            String version = origin.scope().getVersion();
            scopeLabels.put("otel_scope_version", version == null ? "" : version);
            series.add(Series.of(origin, SCOPE, Labels.of(scopeLabels)));
        }
        return series;
    }

    private static Map<String, String> attributes(Attributes attributes, String prefix) {
        var labels = new HashMap<String, String>();
        attributes.forEach((key, value) -> {
            if (!IDENTIFYING.contains(key.getKey())) {
                labels.put(prefix + key.getKey(), String.valueOf(value));
            }
        });
        return labels;
    }
}
