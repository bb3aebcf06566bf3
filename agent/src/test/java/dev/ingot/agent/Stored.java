package dev.ingot.agent;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// What a backend has stored, from anything that speaks Prometheus's query API.
final class Stored {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private Stored() {}

    /// All samples of the last hour: by `name{label=value, …}`, the value at every millisecond of
    /// the epoch.
    static Map<String, Map<Long, Double>> histories(String base) throws IOException {
        String promql = URLEncoder.encode("{__name__!=\"\"}[1h]", StandardCharsets.UTF_8);
        String answer = Http.get(base + "/api/v1/query?query=" + promql).body();
        var histories = new HashMap<String, Map<Long, Double>>();
        for (JsonNode series : JSON.readTree(answer).path("data").path("result")) {
            var labels = new TreeMap<String, String>();
            series.path("metric")
                    .properties()
                    .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
            String name = labels.remove("__name__");
            var history = new HashMap<Long, Double>();
            for (JsonNode sample : series.path("values")) {
                long millis = sample.path(0).decimalValue().movePointRight(3).longValueExact();
                history.put(millis, number(sample.path(1).asText()));
            }
            histories.put(name + labels, history);
        }
        return histories;
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }
}
