package dev.ingot.examples;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A panel as it stands in a dashboard's file.
record PanelJson(String dashboard, JsonNode json) {
    private static final Pattern METRIC = Pattern.compile("\\b([a-z_]\\w*)\\{");

    /// All panels of a dashboard but the rows' headings, those in closed rows among them.
    static List<PanelJson> of(JsonNode dashboard) {
        List<PanelJson> panels = new ArrayList<>();
        for (JsonNode panel : dashboard.path("panels")) {
            if (panel.path("type").asText().equals("row")) {
                panel.path("panels")
                        .forEach(inner -> panels.add(new PanelJson(title(dashboard), inner)));
            } else {
                panels.add(new PanelJson(title(dashboard), panel));
            }
        }
        return panels;
    }

    private static String title(JsonNode dashboard) {
        return dashboard.path("title").asText();
    }

    Stream<JsonNode> targets() {
        return json.path("targets").valueStream();
    }

    boolean asks(Source source) {
        return json.path("datasource").path("type").asText().equals(source.type);
    }

    boolean isCurves() {
        return json.path("type").asText().equals("timeseries");
    }

    List<String> expressions() {
        return targets().map(target -> target.path("expr").asText()).toList();
    }

    /// The names in front of the selectors of its queries.
    Set<String> metrics() {
        Set<String> names = new HashSet<>();
        for (String expression : expressions()) {
            Matcher matcher = METRIC.matcher(expression);
            while (matcher.find()) {
                names.add(matcher.group(1));
            }
        }
        return names;
    }

    @Override
    public String toString() {
        return dashboard + ": " + json.path("title").asText();
    }
}
