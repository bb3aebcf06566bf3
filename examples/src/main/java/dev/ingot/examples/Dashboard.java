package dev.ingot.examples;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/// A dashboard: variables, and rows of panels. Panels stand from left to right and begin a new line
/// where the next one has no room.
final class Dashboard {
    /// The version of Grafana's dashboard format, that of Grafana 11.
    private static final int SCHEMA_VERSION = 39;

    private static final int GRID_WIDTH = 24;

    private record Row(String title, boolean collapsed, List<Panel> panels) {}

    private final String uid;
    private final String title;
    private final String description;
    private final List<Variable> variables = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();
    private int id;
    private int x;
    private int y;
    private int lineHeight;

    /// @param uid what links name it by; never changes
    Dashboard(String uid, String title, String description) {
        this.uid = uid;
        this.title = title;
        this.description = description;
        variables.add(new Variable.DataSource(Source.METRICS));
    }

    Dashboard withLogs() {
        variables.add(new Variable.DataSource(Source.LOGS));
        return this;
    }

    /// A variable of which several values, or all, may be chosen.
    Dashboard many(String name, String title, String series, String label) {
        variables.add(new Variable.LabelValues(name, title, series, label, true));
        return this;
    }

    /// A variable of which one value is chosen.
    Dashboard one(String name, String title, String series, String label) {
        variables.add(new Variable.LabelValues(name, title, series, label, false));
        return this;
    }

    Dashboard row(String title, Panel... panels) {
        rows.add(new Row(title, false, List.of(panels)));
        return this;
    }

    /// A row that is closed at first, so that its panels ask nothing until somebody opens it.
    Dashboard closedRow(String title, Panel... panels) {
        rows.add(new Row(title, true, List.of(panels)));
        return this;
    }

    String uid() {
        return uid;
    }

    String title() {
        return title;
    }

    String description() {
        return description;
    }

    List<Variable> variables() {
        return variables;
    }

    /// The text of the file.
    String text() {
        var printer =
                new DefaultPrettyPrinter(
                                Separators.createDefaultInstance()
                                        .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                                        .withObjectEmptySeparator("")
                                        .withArrayEmptySeparator(""))
                        .withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
        try {
            return new JsonMapper().writer(printer).writeValueAsString(json()) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putNull("id");
        json.put("uid", uid).put("title", title).put("description", description);
        json.putArray("tags").add("ingot");
        json.putObject("annotations").putArray("list");
        json.put("editable", true).put("fiscalYearStartMonth", 0).put("graphTooltip", 1);
        links(json.putArray("links"));
        json.put("refresh", "30s").put("schemaVersion", SCHEMA_VERSION);
        json.putObject("time").put("from", "now-6h").put("to", "now");
        json.putObject("timepicker");
        json.put("timezone", "browser").put("version", 1).put("weekStart", "");
        ArrayNode list = json.putObject("templating").putArray("list");
        variables.forEach(variable -> list.add(variable.json()));
        ArrayNode panels = json.putArray("panels");
        id = 0;
        y = 0;
        rows.forEach(row -> add(row, panels));
        return json;
    }

    private static void links(ArrayNode links) {
        ObjectNode link = links.addObject();
        link.put("asDropdown", true)
                .put("icon", "external link")
                .put("includeVars", false)
                .put("keepTime", true);
        link.putArray("tags").add("ingot");
        link.put("targetBlank", false)
                .put("title", "Ingot")
                .put("tooltip", "")
                .put("type", "dashboards")
                .put("url", "");
    }

    private void add(Row row, ArrayNode panels) {
        ObjectNode heading = panels.addObject();
        heading.put("id", ++id).put("type", "row").put("title", row.title);
        heading.put("collapsed", row.collapsed);
        heading.putObject("gridPos").put("h", 1).put("w", GRID_WIDTH).put("x", 0).put("y", y);
        ArrayNode inside = heading.putArray("panels");
        x = 0;
        lineHeight = 0;
        int headingLine = y++;
        row.panels.forEach(panel -> (row.collapsed ? inside : panels).add(place(panel)));
        y = row.collapsed ? headingLine + 1 : y + lineHeight;
    }

    private ObjectNode place(Panel panel) {
        if (x + panel.width() > GRID_WIDTH) {
            x = 0;
            y += lineHeight;
            lineHeight = 0;
        }
        ObjectNode json = panel.json(++id, x, y);
        x += panel.width();
        lineHeight = Math.max(lineHeight, panel.height());
        return json;
    }
}
