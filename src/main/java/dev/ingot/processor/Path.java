package dev.ingot.processor;

import dev.ingot.record.Fields;
import dev.ingot.record.LogRecord;
import dev.ingot.record.Series;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Value;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a condition looks at: a part of a log record or of a point, by the name that OTTL has for
/// it.
///
/// @param key the attribute's name; empty where the part is none
record Path(Part part, String key) {
    static final Set<Part> OF_LOGS =
            Set.of(
                    Part.BODY,
                    Part.SEVERITY_NUMBER,
                    Part.SEVERITY_TEXT,
                    Part.ATTRIBUTES,
                    Part.RESOURCE_ATTRIBUTES);
    static final Set<Part> OF_METRICS = Set.of(Part.NAME, Part.RESOURCE_ATTRIBUTES);
    static final Set<Part> OF_POINTS = Set.of(Part.NAME, Part.ATTRIBUTES, Part.RESOURCE_ATTRIBUTES);

    enum Part {
        BODY,
        SEVERITY_NUMBER,
        SEVERITY_TEXT,
        NAME,
        ATTRIBUTES,
        RESOURCE_ATTRIBUTES;

        boolean hasKey() {
            return this == ATTRIBUTES || this == RESOURCE_ATTRIBUTES;
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
                    Map.entry("attributes", Part.ATTRIBUTES),
                    Map.entry("log.attributes", Part.ATTRIBUTES),
                    Map.entry("datapoint.attributes", Part.ATTRIBUTES),
                    Map.entry("resource.attributes", Part.RESOURCE_ATTRIBUTES));

    /// The part that a name means.
    static Optional<Part> part(String name) {
        return Optional.ofNullable(NAMES.get(name));
    }

    /// What stands there: a text, a number, a boolean or a [Value]; null where nothing does.
    @Nullable Object of(LogRecord log) {
        return plain(
                switch (part) {
                    case BODY -> log.getBodyValue();
                    case SEVERITY_NUMBER -> (long) log.getSeverity().getSeverityNumber();
                    case SEVERITY_TEXT -> log.getSeverityText();
                    case ATTRIBUTES -> log.fields().value(key);
                    case RESOURCE_ATTRIBUTES -> attribute(log.getResource().getAttributes());
                    case NAME -> null;
                });
    }

    @Nullable Object of(Series series) {
        return plain(
                switch (part) {
                    case NAME -> series.metric().name();
                    case ATTRIBUTES -> attribute(series.flat());
                    case RESOURCE_ATTRIBUTES ->
                            attribute(series.origin().resource().getAttributes());
                    case BODY, SEVERITY_NUMBER, SEVERITY_TEXT -> null;
                });
    }

    private @Nullable Object attribute(Attributes attributes) {
        return Fields.of(attributes).value(key);
    }

    private static @Nullable Object plain(@Nullable Object value) {
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
