package dev.ingot.examples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// A column of a table: a label of the series, or the value of a query.
///
/// All queries of one table must have the same labels, which are its other columns: they decide
/// what becomes one row.
final class Column {
    private final String title;
    private final String label;
    private final String expr;
    private final ArrayNode properties = JsonNodeFactory.instance.arrayNode();

    private Column(String title, String label, String expr) {
        this.title = title;
        this.label = label;
        this.expr = expr;
    }

    static Column label(String title, String label) {
        return new Column(title, label, "");
    }

    static Column value(String title, String expr) {
        return new Column(title, "", expr);
    }

    Column unit(Unit unit) {
        return property("unit", JsonNodeFactory.instance.textNode(unit.id));
    }

    Column words(Words words) {
        property("mappings", words.json());
        return cell(JsonNodeFactory.instance.objectNode().put("type", "color-text"));
    }

    Column limits(Limits limits) {
        property("thresholds", limits.json());
        return cell(JsonNodeFactory.instance.objectNode().put("type", "color-text"));
    }

    /// A bar from 0 to 100 %.
    Column bar(Limits limits) {
        property("unit", JsonNodeFactory.instance.textNode(Unit.RATIO.id));
        property("min", JsonNodeFactory.instance.numberNode(0));
        property("max", JsonNodeFactory.instance.numberNode(1));
        property("thresholds", limits.json());
        return cell(
                JsonNodeFactory.instance.objectNode().put("type", "gauge").put("mode", "gradient"));
    }

    Column link(String title, String url) {
        ArrayNode links = JsonNodeFactory.instance.arrayNode();
        links.addObject().put("title", title).put("url", url);
        return property("links", links);
    }

    private Column cell(JsonNode options) {
        return property("custom.cellOptions", options);
    }

    private Column property(String id, JsonNode value) {
        properties.addObject().put("id", id).set("value", value);
        return this;
    }

    boolean isValue() {
        return label.isEmpty();
    }

    String title() {
        return title;
    }

    String label() {
        return label;
    }

    String expr() {
        return expr;
    }

    /// What the fields of this column have for themselves.
    Optional<ObjectNode> override() {
        if (properties.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode override = JsonNodeFactory.instance.objectNode();
        override.putObject("matcher").put("id", "byName").put("options", title);
        override.set("properties", properties);
        return Optional.of(override);
    }
}
