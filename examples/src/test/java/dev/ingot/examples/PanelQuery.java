package dev.ingot.examples;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// One question of a panel, as it stands in a dashboard's file.
///
/// @param legend the labels that its legend names
/// @param columns the labels that the columns of its table show; empty where it is no table
record PanelQuery(
        String panel, String expr, boolean instant, Set<String> legend, Set<String> columns) {
    private static final Pattern LABEL = Pattern.compile("\\{\\{(\\w+)\\}\\}");

    /// All that a dashboard asks of Prometheus.
    static List<PanelQuery> of(JsonNode dashboard) {
        List<PanelQuery> queries = new ArrayList<>();
        for (PanelJson panel : PanelJson.of(dashboard)) {
            if (!panel.asks(Source.METRICS)) {
                continue;
            }
            Set<String> columns = columns(panel.json());
            panel.targets().forEach(target -> queries.add(of(panel, target, columns)));
        }
        return queries;
    }

    private static PanelQuery of(PanelJson panel, JsonNode target, Set<String> columns) {
        Set<String> legend = new HashSet<>();
        LABEL.matcher(target.path("legendFormat").asText())
                .results()
                .forEach(match -> legend.add(match.group(1)));
        return new PanelQuery(
                panel.toString(),
                target.path("expr").asText(),
                target.path("instant").asBoolean(),
                legend,
                columns);
    }

    private static Set<String> columns(JsonNode panel) {
        Set<String> columns = new HashSet<>();
        for (JsonNode transformation : panel.path("transformations")) {
            transformation
                    .path("options")
                    .path("indexByName")
                    .fieldNames()
                    .forEachRemaining(columns::add);
        }
        columns.removeIf(column -> column.startsWith("Value #"));
        return columns;
    }

    /// What is wrong with the answer; empty where the panel shows something, under the names that
    /// it wants to show.
    String trouble(Answers answers, Choices choices) throws IOException {
        String asked = choices.in(expr);
        List<JsonNode> series = answers.series(asked, instant);
        if (series.isEmpty()) {
            return panel + ": no answer to " + asked;
        }
        Set<String> labels = new HashSet<>();
        series.forEach(one -> one.path("metric").fieldNames().forEachRemaining(labels::add));
        if (!labels.containsAll(legend)) {
            return panel + ": the legend wants " + legend + ", there are " + labels + ": " + asked;
        }
        if (!columns.isEmpty() && !labels.equals(columns)) {
            return panel + ": the columns are " + columns + ", the labels " + labels + ": " + asked;
        }
        return "";
    }
}
