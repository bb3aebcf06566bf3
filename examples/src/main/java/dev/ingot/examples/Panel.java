package dev.ingot.examples;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/// One panel, and how it becomes Grafana's JSON. What it says is set in a chain; where it stands is
/// the dashboard's business.
final class Panel {
    /// What a panel asks. Its legend names labels as `{{label}}`.
    record Query(String expr, String legend, boolean instant) {}

    private final String type;
    private final String title;
    private final String description;
    private final List<Query> queries = new ArrayList<>();
    private final ObjectNode defaults = JsonNodeFactory.instance.objectNode();
    private final ArrayNode overrides = JsonNodeFactory.instance.arrayNode();
    private final ArrayNode transformations = JsonNodeFactory.instance.arrayNode();
    private final ObjectNode options = JsonNodeFactory.instance.objectNode();
    private Source source = Source.METRICS;
    private int width;
    private int height;

    private Panel(String type, String title, String description, int width, int height) {
        this.type = type;
        this.title = title;
        this.description = description;
        this.width = width;
        this.height = height;
        defaults.putObject("color").put("mode", "thresholds");
        defaults.set("thresholds", Limits.NONE.json());
        defaults.putArray("mappings");
    }

    /// The newest value, large.
    static Panel stat(String title, String description) {
        var panel = new Panel("stat", title, description, 4, 4);
        newest(panel.options);
        panel.options
                .put("colorMode", "value")
                .put("graphMode", "none")
                .put("justifyMode", "auto")
                .put("orientation", "auto")
                .put("textMode", "auto")
                .put("wideLayout", true);
        return panel;
    }

    /// Lines over time.
    static Panel lines(String title, String description) {
        var panel = new Panel("timeseries", title, description, 12, 8);
        panel.defaults.putObject("color").put("mode", "palette-classic");
        panel.custom()
                .put("drawStyle", "line")
                .put("lineInterpolation", "linear")
                .put("lineWidth", 1)
                .put("fillOpacity", 10)
                .put("showPoints", "never")
                .put("spanNulls", false)
                .putObject("thresholdsStyle")
                .put("mode", "off");
        ObjectNode legend = panel.options.putObject("legend");
        legend.put("displayMode", "list").put("placement", "bottom").put("showLegend", true);
        legend.putArray("calcs");
        panel.options.putObject("tooltip").put("mode", "multi").put("sort", "desc");
        return panel;
    }

    /// A bar for each series.
    static Panel bars(String title, String description) {
        var panel = new Panel("bargauge", title, description, 12, 8);
        newest(panel.options);
        panel.options
                .put("displayMode", "gradient")
                .put("orientation", "horizontal")
                .put("showUnfilled", true)
                .put("valueMode", "color")
                .put("minVizHeight", 10)
                .put("minVizWidth", 0);
        return panel;
    }

    /// A coloured stripe for each series, so that one sees when a state changed.
    static Panel states(String title, String description) {
        var panel = new Panel("state-timeline", title, description, 12, 8);
        panel.custom().put("fillOpacity", 70).put("lineWidth", 0);
        panel.options
                .put("alignValue", "left")
                .put("mergeValues", true)
                .put("rowHeight", 0.9)
                .put("showValue", "auto");
        ObjectNode legend = panel.options.putObject("legend");
        legend.put("displayMode", "list").put("placement", "bottom").put("showLegend", false);
        panel.options.putObject("tooltip").put("mode", "single").put("sort", "none");
        return panel;
    }

    /// Log lines, newest first.
    static Panel logs(String title, String description) {
        var panel = new Panel("logs", title, description, 24, 10);
        panel.source = Source.LOGS;
        panel.options
                .put("dedupStrategy", "none")
                .put("enableLogDetails", true)
                .put("prettifyLogMessage", false)
                .put("showCommonLabels", false)
                .put("showLabels", false)
                .put("showTime", true)
                .put("sortOrder", "Descending")
                .put("wrapLogMessage", true);
        return panel;
    }

    /// A row for each set of labels, a column for each query: the newest values.
    static Panel table(String title, String description, Column... columns) {
        var panel = new Panel("table", title, description, 24, 8);
        panel.custom().put("align", "auto").put("filterable", true);
        panel.custom().putObject("cellOptions").put("type", "auto");
        panel.options.put("cellHeight", "sm").put("showHeader", true);
        panel.transformations.addObject().put("id", "merge").putObject("options");
        ObjectNode organize = panel.transformations.addObject().put("id", "organize");
        ObjectNode order = organize.putObject("options");
        order.putObject("excludeByName").put("Time", true);
        for (int i = 0; i < columns.length; i++) {
            Column column = columns[i];
            String field = column.label();
            if (column.isValue()) {
                field = "Value #" + refId(panel.queries.size());
                panel.queries.add(new Query(column.expr(), "", true));
            }
            order.withObjectProperty("indexByName").put(field, i);
            order.withObjectProperty("renameByName").put(field, column.title());
            column.override().ifPresent(panel.overrides::add);
        }
        return panel;
    }

    private static void newest(ObjectNode options) {
        ObjectNode reduce = options.putObject("reduceOptions");
        reduce.putArray("calcs").add("lastNotNull");
        reduce.put("fields", "").put("values", false);
    }

    private ObjectNode custom() {
        return defaults.withObjectProperty("custom");
    }

    Panel query(String expr, String legend) {
        queries.add(
                new Query(
                        expr,
                        legend,
                        !type.equals("timeseries") && !type.equals("state-timeline")));
        return this;
    }

    Panel unit(Unit unit) {
        defaults.put("unit", unit.id);
        return this;
    }

    Panel decimals(int decimals) {
        defaults.put("decimals", decimals);
        return this;
    }

    Panel limits(Limits limits) {
        defaults.set("thresholds", limits.json());
        return this;
    }

    Panel words(Words words) {
        defaults.set("mappings", words.json());
        return this;
    }

    /// What the scale begins and ends with.
    Panel scale(double min, double max) {
        defaults.put("min", min).put("max", max);
        return this;
    }

    /// The scale begins with 0.
    Panel fromZero() {
        defaults.put("min", 0);
        return this;
    }

    Panel stacked() {
        custom().putObject("stacking").put("group", "A").put("mode", "normal");
        custom().put("fillOpacity", 40);
        return this;
    }

    /// Draws the series whose legends match downwards: what goes out, below what comes in.
    Panel below(String legends) {
        ObjectNode override = overrides.addObject();
        override.putObject("matcher").put("id", "byRegexp").put("options", "/" + legends + "/");
        override.putArray("properties")
                .addObject()
                .put("id", "custom.transform")
                .put("value", "negative-Y");
        return this;
    }

    /// A tile shows the legend in the place of the value.
    Panel textOfSeries() {
        options.put("textMode", "name");
        return this;
    }

    /// Where a click on a value leads.
    Panel link(String title, String url) {
        defaults.withArrayProperty("links").addObject().put("title", title).put("url", url);
        return this;
    }

    Panel size(int width, int height) {
        this.width = width;
        this.height = height;
        return this;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    String title() {
        return title;
    }

    private static String refId(int index) {
        return String.valueOf((char) ('A' + index));
    }

    ObjectNode json(int id, int x, int y) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", id).put("type", type).put("title", title).put("description", description);
        json.set("datasource", source.json());
        json.putObject("gridPos").put("h", height).put("w", width).put("x", x).put("y", y);
        ObjectNode fields = json.putObject("fieldConfig");
        fields.set("defaults", defaults);
        fields.set("overrides", overrides);
        json.set("options", options);
        ArrayNode targets = json.putArray("targets");
        for (int i = 0; i < queries.size(); i++) {
            targets.add(target(queries.get(i), refId(i)));
        }
        if (!transformations.isEmpty()) {
            json.set("transformations", transformations);
        }
        return json;
    }

    private ObjectNode target(Query query, String refId) {
        ObjectNode target = JsonNodeFactory.instance.objectNode().put("refId", refId);
        target.set("datasource", source.json());
        target.put("editorMode", "code").put("expr", query.expr);
        if (source == Source.LOGS) {
            return target.put("queryType", "range");
        }
        if (!query.legend.isEmpty()) {
            target.put("legendFormat", query.legend);
        }
        return target.put("format", type.equals("table") ? "table" : "time_series")
                .put("instant", query.instant)
                .put("range", !query.instant);
    }
}
