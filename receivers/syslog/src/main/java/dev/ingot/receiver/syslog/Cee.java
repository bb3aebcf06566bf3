package dev.ingot.receiver.syslog;

import dev.ingot.record.Fields;
import dev.ingot.wire.JsonValues;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.common.ValueType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// JSON behind `@cee:`, as rsyslog, sudo and TrueNAS write it. What TrueNAS audits becomes
/// attributes below `truenas.audit.`; everything else is the map `cee`.
final class Cee {
    static final String COOKIE = "@cee:";

    private static final String AUDIT = "TNAUDIT";
    private static final String PREFIX = "truenas.audit.";
    private static final Set<String> JSON_IN_JSON = Set.of("svc_data", "event_data");
    private static final int DEEPEST = 32;
    private static final int MOST_VALUES = 2048;

    private final JsonValues json = new JsonValues(DEEPEST, MOST_VALUES);

    /// Adds the attributes.
    ///
    /// @param cookie where the cookie stands in the text
    /// @return whether a JSON object follows it
    boolean add(String text, int cookie, Fields.Builder fields) {
        Optional<Map<String, Value<?>>> members =
                json.object(text.substring(cookie + COOKIE.length()));
        if (members.isEmpty()) {
            return false;
        }
        Value<?> audit = members.get().get(AUDIT);
        if (audit != null && audit.getType() == ValueType.KEY_VALUE_LIST) {
            for (Object member : (List<?>) audit.getValue()) {
                var pair = (KeyValue) member;
                fields.add(PREFIX + pair.getKey(), value(pair.getKey(), pair.getValue()));
            }
        } else {
            fields.add("cee", JsonValues.value(members.get()));
        }
        return true;
    }

    private Object value(String name, Value<?> value) {
        return switch (value.getType()) {
            case STRING -> {
                String text = value.asString();
                yield JSON_IN_JSON.contains(name)
                        ? json.object(text).<Object>map(JsonValues::value).orElse(text)
                        : text;
            }
            case LONG, DOUBLE, BOOLEAN -> value.getValue();
            default -> value;
        };
    }
}
