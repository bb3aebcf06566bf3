package dev.ingot.receiver.proxmox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An object of an answer, read leniently: the API sends numbers as texts and texts as numbers,
/// from version to version. What is not there, or is something else, is null.
record Item(JsonNode json) {
    static final Item NONE = new Item(MissingNode.getInstance());

    /// The elements of a list.
    static List<Item> list(JsonNode list) {
        var items = new ArrayList<Item>(list.size());
        if (list.isArray()) {
            list.forEach(element -> items.add(new Item(element)));
        }
        return items;
    }

    @Nullable String text(String key) {
        JsonNode value = json.path(key);
        return value.isValueNode() && !value.isNull() ? value.asText() : null;
    }

    String text(String key, String orElse) {
        String text = text(key);
        return text == null ? orElse : text;
    }

    @Nullable Double decimal(String key) {
        return decimal(json.path(key));
    }

    static @Nullable Double decimal(JsonNode value) {
        if (value.isNumber()) {
            return value.asDouble();
        }
        if (value.isBoolean()) {
            return value.asBoolean() ? 1.0 : 0.0;
        }
        try {
            return value.isTextual() ? Double.valueOf(value.asText().strip()) : null;
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    /// A number, whole where it is.
    @Nullable Number number(String key) {
        JsonNode value = json.path(key);
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.asLong();
        }
        Double decimal = decimal(value);
        return decimal == null
                ? null
                : decimal == Math.rint(decimal) && Math.abs(decimal) < 0x1p53
                        ? (Number) decimal.longValue()
                        : decimal;
    }

    @Nullable Long whole(String key) {
        Number number = number(key);
        return number == null ? null : Long.valueOf(number.longValue());
    }

    /// Whether a flag is set; Perl's 1, "1" and true.
    boolean is(String key) {
        Number number = number(key);
        return number != null && number.longValue() != 0;
    }

    Item in(String key) {
        return new Item(json.path(key));
    }

    List<Item> items(String key) {
        return list(json.path(key));
    }

    Iterable<Map.Entry<String, JsonNode>> entries() {
        return json.properties();
    }
}
