package dev.ingot.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Reads JSON objects as attribute values, as far as limits allow. Used by several threads at once.
///
/// A null is left out, since an attribute that is not there says the same. Of a name that comes
/// twice the last counts.
public final class JsonValues {
    private static final int LONGEST = 1 << 24;

    private final JsonFactory factory;
    private final int mostKeys;

    /// @param deepest how many levels of objects and lists may be nested
    /// @param mostKeys how many values there may be altogether
    public JsonValues(int deepest, int mostKeys) {
        this.mostKeys = mostKeys;
        this.factory =
                JsonFactory.builder()
                        .streamReadConstraints(
                                StreamReadConstraints.builder()
                                        .maxNestingDepth(deepest)
                                        .maxStringLength(LONGEST)
                                        .build())
                        .build();
    }

    /// The members of an object, or empty where the text is no JSON object, or one beyond the
    /// limits. Whether something follows the object does not matter.
    public Optional<Map<String, Value<?>>> object(String text) {
        try (JsonParser in = factory.createParser(text)) {
            return in.nextToken() == JsonToken.START_OBJECT
                    ? Optional.of(new Reading(in, mostKeys).members())
                    : Optional.empty();
        } catch (IOException noJson) {
            return Optional.empty();
        }
    }

    /// Members as one value.
    public static Value<?> value(Map<String, Value<?>> members) {
        return Value.of(
                members.entrySet().stream()
                        .map(member -> KeyValue.of(member.getKey(), member.getValue()))
                        .toArray(KeyValue[]::new));
    }

    /// One text being read.
    private static final class Reading {
        private final JsonParser in;
        private int left;

        Reading(JsonParser in, int most) {
            this.in = in;
            this.left = most;
        }

        Map<String, Value<?>> members() throws IOException {
            var members = new LinkedHashMap<String, Value<?>>();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                JsonToken token = in.nextToken();
                if (token != JsonToken.VALUE_NULL) {
                    members.put(name, value(token));
                }
            }
            return members;
        }

        private Value<?> value(JsonToken token) throws IOException {
            if (--left < 0) {
                throw new IOException("more values than allowed");
            }
            return switch (token) {
                case START_OBJECT -> JsonValues.value(members());
                case START_ARRAY -> list();
                case VALUE_NUMBER_INT ->
                        in.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                                ? Value.of(in.getText())
                                : Value.of(in.getLongValue());
                case VALUE_NUMBER_FLOAT -> Value.of(in.getDoubleValue());
                case VALUE_TRUE -> Value.of(true);
                case VALUE_FALSE -> Value.of(false);
                default -> Value.of(in.getText());
            };
        }

        private Value<?> list() throws IOException {
            var items = new ArrayList<Value<?>>();
            for (JsonToken token = in.nextToken();
                    token != JsonToken.END_ARRAY;
                    token = in.nextToken()) {
                if (token == null) {
                    throw new IOException("ends in a list");
                }
                if (token != JsonToken.VALUE_NULL) {
                    items.add(value(token));
                }
            }
            return Value.of(items.toArray(Value<?>[]::new));
        }
    }
}
