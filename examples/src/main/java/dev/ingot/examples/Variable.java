package dev.ingot.examples;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// What the reader chooses at the top of a dashboard.
sealed interface Variable {
    String name();

    ObjectNode json();

    /// Which data source to ask.
    record DataSource(Source source) implements Variable {
        @Override
        public String name() {
            return source.variable;
        }

        @Override
        public ObjectNode json() {
            return variable("datasource", name(), source.label)
                    .put("query", source.type)
                    .put("regex", "")
                    .put("multi", false)
                    .put("includeAll", false)
                    .put("refresh", 1);
        }
    }

    /// The values of a label.
    ///
    /// @param series which series to look at; may use variables that stand before this one
    /// @param many whether several, or all, may be chosen; then a query must use `=~`
    record LabelValues(String name, String title, String series, String label, boolean many)
            implements Variable {

        String definition() {
            return "label_values(%s, %s)".formatted(series, label);
        }

        @Override
        public ObjectNode json() {
            ObjectNode json = variable("query", name, title);
            json.set("datasource", Source.METRICS.json());
            json.put("definition", definition());
            json.putObject("query")
                    .put("qryType", 1)
                    .put("query", definition())
                    .put("refId", "PrometheusVariableQueryEditor-VariableQuery");
            json.put("regex", "").put("multi", many).put("includeAll", many);
            if (many) {
                // Not every value of today: a host that comes later belongs to it.
                json.put("allValue", ".*");
                json.putObject("current")
                        .put("selected", true)
                        .put("text", "All")
                        .put("value", "$__all");
            }
            // 2: when the time range changes, too.
            return json.put("refresh", 2).put("sort", 1);
        }
    }

    private static ObjectNode variable(String type, String name, String label) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", type)
                .put("name", name)
                .put("label", label)
                .put("hide", 0)
                .put("skipUrlSync", false);
    }
}
