package dev.ingot.exporter.prometheus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ingot.testkit.Await;
import dev.ingot.testkit.FreePorts;
import dev.ingot.testkit.RealProgram;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/// Debian's prometheus. It scrapes every third second, which gives a busy machine three to answer.
final class Prometheus implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration DEADLINE = Duration.ofSeconds(90);

    private final RealProgram program;
    private final int port;
    private final HttpClient client = HttpClient.newHttpClient();

    private Prometheus(RealProgram program, int port) {
        this.program = program;
        this.port = port;
    }

    /// Scrapes `/metrics` of a port of loopback.
    static Prometheus start(Path directory, int scraped, String... arguments) throws Exception {
        return start(
                directory,
                """
                global: {scrape_interval: 3s}
                scrape_configs:
                  - job_name: ingot
                    honor_labels: true
                    static_configs: [{targets: ["127.0.0.1:%d"]}]
                """
                        .formatted(scraped),
                arguments);
    }

    static Prometheus start(Path directory, String config, String... arguments) throws Exception {
        int port = FreePorts.one();
        Path file = directory.resolve("prometheus.yml");
        Files.writeString(file, config);
        var command =
                new ArrayList<>(
                        List.of(
                                "prometheus",
                                "--config.file=" + file,
                                "--storage.tsdb.path=" + directory.resolve("data"),
                                "--web.listen-address=127.0.0.1:" + port));
        command.addAll(List.of(arguments));
        var program =
                RealProgram.start("prometheus", directory, command.toArray(String[]::new))
                        .awaitTcp(port);
        return new Prometheus(program, port);
    }

    /// Waits for a first scrape of every target that had no error.
    Prometheus scraped() {
        Await.until(
                "a scrape; " + program.output(),
                DEADLINE,
                () -> {
                    JsonNode targets = get("/api/v1/targets").at("/data/activeTargets");
                    boolean all = !targets.isEmpty();
                    for (JsonNode target : targets) {
                        String error = target.path("lastError").asText();
                        if (!error.isEmpty()) {
                            throw new IllegalStateException(error);
                        }
                        all &= target.path("health").asText().equals("up");
                    }
                    return all;
                });
        return this;
    }

    /// Waits until the answer to a query is this one: `name{labels} value`, a text each. A scrape
    /// that comes late leaves a gap.
    void answers(String promql, String... expected) {
        Await.none(
                "the answer to " + promql,
                DEADLINE,
                () -> {
                    var different = new ArrayList<String>();
                    List<String> answer = query(promql);
                    answer.stream()
                            .filter(it -> !List.of(expected).contains(it))
                            .forEach(different::add);
                    Arrays.stream(expected)
                            .filter(it -> !answer.contains(it))
                            .map(it -> "not " + it)
                            .forEach(different::add);
                    return different;
                });
    }

    /// Waits until the answer to a query has so many series.
    void answers(String promql, int series) {
        Await.until(
                series + " series of " + promql, DEADLINE, () -> query(promql).size() == series);
    }

    private List<String> query(String promql) throws Exception {
        String encoded = URLEncoder.encode(promql, StandardCharsets.UTF_8);
        var results = new ArrayList<String>();
        for (JsonNode result : get("/api/v1/query?query=" + encoded).at("/data/result")) {
            var labels = new TreeMap<String, String>();
            result.path("metric")
                    .properties()
                    .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
            String name = labels.getOrDefault("__name__", "");
            labels.remove("__name__");
            results.add(name + labels + " " + result.at("/value/1").asText());
        }
        return results;
    }

    /// Waits until a metric is known to be of a type.
    void knows(String metric, String type) {
        Await.until(metric + " is a " + type, DEADLINE, () -> type(metric).equals(type));
    }

    private String type(String metric) throws Exception {
        return get("/api/v1/metadata?metric=" + metric).at("/data/" + metric + "/0/type").asText();
    }

    private JsonNode get(String path) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(Duration.ofSeconds(60))
                        .build();
        return JSON.readTree(client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
    }

    @Override
    public void close() {
        client.close();
        program.close();
    }
}
