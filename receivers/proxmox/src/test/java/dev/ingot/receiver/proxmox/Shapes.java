package dev.ingot.receiver.proxmox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The objects of the API as they look in version 9 (`pve/shapes.json`), or with what is otherwise
/// in version 8 (`pve/shapes-8.json`, where null means that there is no such key).
///
/// A text `${name}` stands for the value of that name, `${5+name}` for a sum, `$${name}` for the
/// text of it.
final class Shapes {
    private static final Pattern HOLE = Pattern.compile("(\\$?)\\$\\{(?:([0-9]+)\\+)?([a-z]+)}");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonNode shapes;

    Shapes(boolean nine) {
        shapes = read("shapes.json");
        if (!nine) {
            for (Map.Entry<String, JsonNode> other : read("shapes-8.json").properties()) {
                change((ObjectNode) shapes.path(other.getKey()), other.getValue());
            }
        }
    }

    private static JsonNode read(String file) {
        try (InputStream in = Shapes.class.getResourceAsStream("/pve/" + file)) {
            return new JsonMapper().readTree(Objects.requireNonNull(in));
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    private static void change(ObjectNode shape, JsonNode other) {
        for (Map.Entry<String, JsonNode> key : other.properties()) {
            if (key.getValue().isNull()) {
                shape.remove(key.getKey());
            } else {
                shape.set(key.getKey(), key.getValue());
            }
        }
    }

    /// A copy that the caller may change.
    ///
    /// @param namesAndValues for its holes, in turn
    JsonNode of(String shape, Object... namesAndValues) {
        var values = new HashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return fill(Objects.requireNonNull(shapes.get(shape), shape), values);
    }

    private static JsonNode fill(JsonNode shape, Map<String, Object> values) {
        return switch (shape) {
            case ObjectNode object -> {
                ObjectNode filled = NODES.objectNode();
                object.properties()
                        .forEach(key ->
                                filled.set(
                                        (String) value(key.getKey(), values),
                                        fill(key.getValue(), values)));
                yield filled;
            }
            case ArrayNode array -> {
                ArrayNode filled = NODES.arrayNode();
                array.forEach(element -> filled.add(fill(element, values)));
                yield filled;
            }
            default -> shape.isTextual() ? NODES.pojoNode(value(shape.asText(), values)) : shape;
        };
    }

    private static Object value(String text, Map<String, Object> values) {
        Matcher hole = HOLE.matcher(text);
        return hole.matches() && hole.group(1).isEmpty()
                ? filling(hole, values)
                : hole.reset()
                        .replaceAll(found ->
                                Matcher.quoteReplacement(
                                        String.valueOf(filling((Matcher) found, values))));
    }

    private static Object filling(Matcher hole, Map<String, Object> values) {
        Object value = Objects.requireNonNull(values.get(hole.group(3)), hole.group(3));
        return hole.group(2) == null
                ? value
                : (Object) (Long.parseLong(hole.group(2)) + ((Number) value).longValue());
    }
}
