package dev.ingot.receiver.syslog;

import dev.ingot.record.Fields;
import dev.ingot.wire.ByteSearch;
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
    private static final byte[] COOKIE = "@cee:".getBytes(Bytes.ASCII);

    private static final String AUDIT = "TNAUDIT";
    private static final String PREFIX = "truenas.audit.";
    private static final Set<String> JSON_IN_JSON = Set.of("svc_data", "event_data");
    private static final int DEEPEST = 32;
    private static final int MOST_VALUES = 2048;

    private final JsonValues json = new JsonValues(DEEPEST, MOST_VALUES);

    /// The position behind the cookie, or -1.
    static int find(byte[] in, int start, int end) {
        int at = ByteSearch.indexOf(in, '@', start, end);
        while (at >= 0 && !Bytes.startsWith(in, at, end, COOKIE)) {
            at = ByteSearch.indexOf(in, '@', at + 1, end);
        }
        return at < 0 ? at : at + COOKIE.length;
    }

    /// Adds the attributes.
    ///
    /// @param text what stands behind the cookie
    /// @return whether it is a JSON object
    boolean add(String text, Fields.Builder fields) {
        Optional<Map<String, Value<?>>> members = json.object(text);
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
