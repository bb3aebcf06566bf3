package dev.ingot.examples;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Where a panel's data comes from: what the reader chose in the dashboard's variable.
enum Source {
    METRICS("prometheus", "datasource", "Metrics"),
    LOGS("loki", "logs", "Logs");

    final String type;
    final String variable;
    final String label;

    Source(String type, String variable, String label) {
        this.type = type;
        this.variable = variable;
        this.label = label;
    }

    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", type)
                .put("uid", "${" + variable + "}");
    }
}
