package dev.ingot.receiver.truenas;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A piece of an answer. Asked for something that is absent, null or of another type than expected
/// it answers null: the API's shapes differ by release, and one odd field is not a failure.
record Item(JsonNode node) {
    private static final double MILLIS = 1000;

    /// The members of a list.
    ///
    /// @throws ApiException where it is not a list
    static List<Item> list(JsonNode answer, String method) throws ApiException {
        if (!answer.isArray()) {
            throw new ApiException(
                    "cannot read the answer of " + method + ": " + type(answer) + ", not a list");
        }
        return new Item(answer).items();
    }

    /// @throws ApiException where it is not an object
    static Item object(JsonNode answer, String method) throws ApiException {
        if (!answer.isObject()) {
            throw new ApiException(
                    "cannot read the answer of "
                            + method
                            + ": "
                            + type(answer)
                            + ", not an object");
        }
        return new Item(answer);
    }

    private static String type(JsonNode node) {
        return "it is " + (node.isMissingNode() ? "absent" : node.getNodeType().name());
    }

    Item at(String... path) {
        JsonNode at = node;
        for (String field : path) {
            at = at.path(field);
        }
        return new Item(at);
    }

    /// The members, where it is a list, else none.
    List<Item> items() {
        var items = new ArrayList<Item>(node.size());
        if (node.isArray()) {
            node.forEach(member -> items.add(new Item(member)));
        }
        return items;
    }

    /// The fields, where it is an object, else none.
    Map<String, Item> fields() {
        var fields = new LinkedHashMap<String, Item>();
        node.properties().forEach(field -> fields.put(field.getKey(), new Item(field.getValue())));
        return fields;
    }

    /// A text, or a number or truth value as text.
    @Nullable String text(String... path) {
        JsonNode at = at(path).node;
        return at.isValueNode() && !at.isNull() ? at.asText() : null;
    }

    String textOr(String field, String otherwise) {
        String text = text(field);
        return text == null ? otherwise : text;
    }

    /// A number, or a text that is one, such as the `"21"` of a fragmentation.
    @Nullable Double number(String... path) {
        JsonNode at = at(path).node;
        if (at.isNumber()) {
            return at.doubleValue();
        }
        try {
            return at.isTextual() ? Double.valueOf(at.textValue().strip()) : null;
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    @Nullable Long whole(String... path) {
        JsonNode at = at(path).node;
        if (at.isIntegralNumber() && at.canConvertToLong()) {
            return at.longValue();
        }
        Double number = number(path);
        return number == null || Double.isNaN(number) ? null : number.longValue();
    }

    @Nullable Boolean flag(String... path) {
        JsonNode at = at(path).node;
        return at.isBoolean() ? at.booleanValue() : null;
    }

    /// 1 or 0.
    @Nullable Long flagNumber(String... path) {
        Boolean flag = flag(path);
        return flag == null ? null : flag ? 1L : 0L;
    }

    /// A time, which the API writes as `{"$date": milliseconds}`, in seconds since the epoch.
    @Nullable Double time(String... path) {
        Double millis = at(path).number("$date");
        return millis == null ? null : millis / MILLIS;
    }

    /// The value of a ZFS property, which the API wraps in `{"parsed": …}`; null there says `none`.
    @Nullable Double property(String name) {
        JsonNode parsed = node.path(name).path("parsed");
        return number(name, parsed.isMissingNode() || parsed.isTextual() ? "rawvalue" : "parsed");
    }
}
