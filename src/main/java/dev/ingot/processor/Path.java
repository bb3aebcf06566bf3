package dev.ingot.processor;

import dev.ingot.record.Fields;
import dev.ingot.record.Kind;
import dev.ingot.record.LogRecord;
import dev.ingot.record.Metric;
import dev.ingot.record.Origin;
import dev.ingot.record.Series;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a condition looks at: a part of a log record or of a point, by the name that OTTL has for
/// it.
///
/// @param keys the attribute's name where the part is attributes; then, and behind the body, names
///   and `Long` places in maps and lists
record Path(Part part, List<Object> keys) {
    static final Set<Part> OF_LOGS =
            Set.of(
                    Part.BODY,
                    Part.SEVERITY_NUMBER,
                    Part.SEVERITY_TEXT,
                    Part.ATTRIBUTES,
                    Part.RESOURCE_ATTRIBUTES,
                    Part.SCOPE_NAME,
                    Part.SCOPE_VERSION);
    static final Set<Part> OF_METRICS =
            Set.of(
                    Part.NAME,
                    Part.UNIT,
                    Part.DESCRIPTION,
                    Part.TYPE,
                    Part.MONOTONIC,
                    Part.RESOURCE_ATTRIBUTES,
                    Part.SCOPE_NAME,
                    Part.SCOPE_VERSION);
    static final Set<Part> OF_POINTS =
            Set.of(
                    Part.NAME,
                    Part.UNIT,
                    Part.DESCRIPTION,
                    Part.TYPE,
                    Part.MONOTONIC,
                    Part.ATTRIBUTES,
                    Part.RESOURCE_ATTRIBUTES,
                    Part.SCOPE_NAME,
                    Part.SCOPE_VERSION);

    /// Whether keys follow a part.
    enum Keys {
        NONE,
        ANY,
        SOME
    }

    enum Part {
        BODY("`body`", Keys.ANY),
        SEVERITY_NUMBER("`severity_number`", Keys.NONE),
        SEVERITY_TEXT("`severity_text`", Keys.NONE),
        NAME("`metric.name`", Keys.NONE),
        UNIT("`metric.unit`", Keys.NONE),
        DESCRIPTION("`metric.description`", Keys.NONE),
        TYPE("`metric.type`", Keys.NONE),
        MONOTONIC("`metric.is_monotonic`", Keys.NONE),
        ATTRIBUTES("`attributes[\"x\"]`", Keys.SOME),
        RESOURCE_ATTRIBUTES("`resource.attributes[\"x\"]`", Keys.SOME),
        SCOPE_NAME("`scope.name`", Keys.NONE),
        SCOPE_VERSION("`scope.version`", Keys.NONE);

        private final String shown;
        private final Keys keys;

        Part(String shown, Keys keys) {
            this.shown = shown;
            this.keys = keys;
        }

        /// How people are told of it.
        String shown() {
            return shown;
        }

        Keys keys() {
            return keys;
        }
    }

    private static final Map<String, Part> NAMES =
            Map.ofEntries(
                    Map.entry("body", Part.BODY),
                    Map.entry("log.body", Part.BODY),
                    Map.entry("severity_number", Part.SEVERITY_NUMBER),
                    Map.entry("log.severity_number", Part.SEVERITY_NUMBER),
                    Map.entry("severity_text", Part.SEVERITY_TEXT),
                    Map.entry("log.severity_text", Part.SEVERITY_TEXT),
                    Map.entry("name", Part.NAME),
                    Map.entry("metric.name", Part.NAME),
                    Map.entry("unit", Part.UNIT),
                    Map.entry("metric.unit", Part.UNIT),
                    Map.entry("description", Part.DESCRIPTION),
                    Map.entry("metric.description", Part.DESCRIPTION),
                    Map.entry("type", Part.TYPE),
                    Map.entry("metric.type", Part.TYPE),
                    Map.entry("is_monotonic", Part.MONOTONIC),
                    Map.entry("metric.is_monotonic", Part.MONOTONIC),
                    Map.entry("attributes", Part.ATTRIBUTES),
                    Map.entry("log.attributes", Part.ATTRIBUTES),
                    Map.entry("datapoint.attributes", Part.ATTRIBUTES),
                    Map.entry("resource.attributes", Part.RESOURCE_ATTRIBUTES),
                    Map.entry("scope.name", Part.SCOPE_NAME),
                    Map.entry("instrumentation_scope.name", Part.SCOPE_NAME),
                    Map.entry("scope.version", Part.SCOPE_VERSION),
                    Map.entry("instrumentation_scope.version", Part.SCOPE_VERSION));

    /// The numbers that the collector gives types of metrics; of the others there are none here.
    private static final Map<String, Long> KINDS =
            Map.of(
                    "METRIC_DATA_TYPE_NONE", 0L,
                    "METRIC_DATA_TYPE_GAUGE", 1L,
                    "METRIC_DATA_TYPE_SUM", 2L,
                    "METRIC_DATA_TYPE_HISTOGRAM", 3L,
                    "METRIC_DATA_TYPE_EXPONENTIAL_HISTOGRAM", 4L,
                    "METRIC_DATA_TYPE_SUMMARY", 5L);

    /// The part that a name means.
    static Optional<Part> part(String name) {
        return Optional.ofNullable(NAMES.get(name));
    }

    /// The number that a name of a metric's type means.
    static Optional<Long> kind(String name) {
        return Optional.ofNullable(KINDS.get(name));
    }

    /// What stands there: a text, a number, a boolean, a list or a [Value]; null where nothing
    /// does.
    @Nullable Object of(LogRecord log) {
        return switch (part) {
            case BODY -> inside(log.getBodyValue(), 0);
            case SEVERITY_NUMBER -> (long) log.getSeverity().getSeverityNumber();
            case SEVERITY_TEXT -> log.getSeverityText();
            case ATTRIBUTES -> attribute(log.fields());
            case RESOURCE_ATTRIBUTES, SCOPE_NAME, SCOPE_VERSION -> of(log.origin());
            case NAME, UNIT, DESCRIPTION, TYPE, MONOTONIC -> null;
        };
    }

    @Nullable Object of(Series series) {
        Metric metric = series.metric();
        boolean sum = metric.kind() == Kind.COUNTER;
        return switch (part) {
            case NAME -> metric.name();
            case UNIT -> metric.unit();
            case DESCRIPTION -> metric.help();
            case TYPE -> KINDS.get(sum ? "METRIC_DATA_TYPE_SUM" : "METRIC_DATA_TYPE_GAUGE");
            case MONOTONIC -> sum;
            case ATTRIBUTES -> attribute(series.flat());
            case RESOURCE_ATTRIBUTES, SCOPE_NAME, SCOPE_VERSION -> of(series.origin());
            case BODY, SEVERITY_NUMBER, SEVERITY_TEXT -> null;
        };
    }

    private @Nullable Object of(Origin origin) {
        return switch (part) {
            case SCOPE_NAME -> origin.scope().getName();
            case SCOPE_VERSION -> Objects.requireNonNullElse(origin.scope().getVersion(), "");
            default -> attribute(origin.resource().getAttributes());
        };
    }

    private @Nullable Object attribute(Attributes attributes) {
        return inside(Fields.of(attributes).value((String) keys.getFirst()), 1);
    }

    /// Follows the keys from `first` on into maps and lists.
    private @Nullable Object inside(@Nullable Object value, int first) {
        Object at = value;
        for (Object key : keys.subList(first, keys.size())) {
            at =
                    at instanceof Value<?> any && any.getValue() instanceof List<?> list
                            ? item(list, key)
                            : at instanceof List<?> list ? item(list, key) : null;
        }
        return plain(at);
    }

    private static @Nullable Object item(List<?> list, Object key) {
        if (key instanceof Long place) {
            boolean there = place < list.size();
            return there && !(list.getFirst() instanceof KeyValue)
                    ? list.get(place.intValue())
                    : null;
        }
        for (Object item : list) {
            if (item instanceof KeyValue member && member.getKey().equals(key)) {
                return member.getValue();
            }
        }
        return null;
    }

    /// Texts, numbers and booleans without their wrapping.
    static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case Value<?> any ->
                    switch (any.getType()) {
                        case STRING, LONG, DOUBLE, BOOLEAN -> any.getValue();
                        default -> any;
                    };
            case null, default -> value;
        };
    }
}
