package dev.ingot.examples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a Prometheus answers, asked as Grafana asks it.
final class Answers implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int RANGE_SECONDS = 10;

    private final HttpClient client = HttpClient.newHttpClient();
    private final String url;

    /// @param url of Prometheus
    Answers(String url) {
        this.url = url;
    }

    /// The series of an answer, each with `metric` and its values. Those whose newest value is no
    /// number are left out: a panel has nothing to draw of them.
    ///
    /// @param instant the newest value, not a range
    /// @throws IOException what Prometheus says where it cannot read the query
    List<JsonNode> series(String promql, boolean instant) throws IOException {
        return instant ? numbers("query?query=" + encoded(promql)) : range(promql, RANGE_SECONDS);
    }

    /// As [#series], with a value for each of the last seconds.
    List<JsonNode> range(String promql, int seconds) throws IOException {
        long now = Instant.now().getEpochSecond();
        return numbers(
                "query_range?step=1&end=%d&start=%d&query=%s"
                        .formatted(now, now - seconds, encoded(promql)));
    }

    private List<JsonNode> numbers(String path) throws IOException {
        var series = new ArrayList<JsonNode>();
        for (JsonNode one : get(path).path("result")) {
            JsonNode newest =
                    one.has("value")
                            ? one.path("value")
                            : one.path("values").path(one.path("values").size() - 1);
            if (!newest.path(1).asText().equals("NaN")) {
                series.add(one);
            }
        }
        return series;
    }

    /// What a variable offers that is defined by `label_values(series, label)`.
    List<String> labelValues(String series, String label) throws IOException {
        return get("label/" + label + "/values?match[]=" + encoded(series))
                .valueStream()
                .map(JsonNode::asText)
                .toList();
    }

    /// The rules that it evaluates, by name, each with its health and last error.
    Map<String, JsonNode> rules() throws IOException {
        var rules = new TreeMap<String, JsonNode>();
        for (JsonNode group : get("rules").path("groups")) {
            group.path("rules").forEach(rule -> rules.put(rule.path("name").asText(), rule));
        }
        return rules;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private JsonNode get(String path) throws IOException {
        HttpResponse<String> response;
        try {
            response =
                    client.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    url
                                                            + "/api/v1/"
                                                            + path.replace("[]", "%5B%5D")))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
        }
        JsonNode answer = JSON.readTree(response.body());
        if (!answer.path("status").asText().equals("success")) {
            throw new IOException(answer.path("error").asText() + " in " + path);
        }
        return answer.path("data");
    }

    @Override
    public void close() {
        client.close();
    }
}
