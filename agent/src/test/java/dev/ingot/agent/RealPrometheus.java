package dev.ingot.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ingot.testkit.Await;
import dev.ingot.testkit.FreePorts;
import dev.ingot.testkit.RealProgram;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Debian's Prometheus, or a current one.
public final class RealPrometheus implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final int port = FreePorts.one();
    private final RealProgram program;

    /// Scrapes the bridge and the agent's own metrics each second.
    RealPrometheus(Path directory, RunningAgent agent) throws IOException {
        this(
                directory,
                """
                global: {scrape_interval: 1s}
                scrape_configs:
                  - job_name: ingot
                    honor_labels: true
                    static_configs: [{targets: ["127.0.0.1:%d"]}]
                  - job_name: own
                    static_configs: [{targets: ["127.0.0.1:%d"], labels: {instance: here}}]
                """
                        .formatted(agent.bridge, agent.own));
    }

    /// As [#RealPrometheus(Path, RunningAgent)], with a file of rules.
    RealPrometheus(Path directory, RunningAgent agent, Path rules) throws IOException {
        this(
                directory,
                """
                global: {scrape_interval: 1s, evaluation_interval: 1s}
                rule_files: ["%s"]
                scrape_configs:
                  - job_name: ingot
                    honor_labels: true
                    static_configs: [{targets: ["127.0.0.1:%d"]}]
                """
                        .formatted(rules, agent.bridge));
    }

    /// A Prometheus with a configuration of the test's own.
    public RealPrometheus(Path directory, String configuration) throws IOException {
        this(directory, configuration, "prometheus", "prometheus");
    }

    /// A current one, which `make test` built.
    static RealPrometheus current(Path directory, String configuration, String... arguments)
            throws IOException {
        String program = PeersTest.peer("prometheus");
        return new RealPrometheus(directory, configuration, "golang", program, arguments);
    }

    private RealPrometheus(
            Path directory,
            String configuration,
            String debianPackage,
            String executable,
            String... arguments)
            throws IOException {
        Path config = Files.writeString(directory.resolve("prometheus.yml"), configuration);
        var command =
                new ArrayList<>(
                        List.of(
                                executable,
                                "--config.file=" + config,
                                "--storage.tsdb.path=" + directory.resolve("tsdb"),
                                "--web.listen-address=127.0.0.1:" + port));
        command.addAll(List.of(arguments));
        program =
                RealProgram.start(debianPackage, directory, command.toArray(String[]::new))
                        .awaitTcp(port);
        // It listens before it has read what it stored, and answers 503 until then.
        String ready = "http://127.0.0.1:" + port + "/-/ready";
        Await.until("Prometheus to be ready", () -> Http.get(ready).statusCode() == 200);
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /// The answer to an instant query: every series, by `{label=value, …}`, with its value.
    public Map<String, Double> query(String promql) throws IOException {
        return query(url(), promql);
    }

    /// As [#query], from anything that speaks Prometheus's query API.
    public static Map<String, Double> query(String base, String promql) throws IOException {
        String url =
                base + "/api/v1/query?query=" + URLEncoder.encode(promql, StandardCharsets.UTF_8);
        var answers = new TreeMap<String, Double>();
        for (JsonNode series : JSON.readTree(Http.get(url).body()).path("data").path("result")) {
            var labels = new TreeMap<String, String>();
            series.path("metric")
                    .properties()
                    .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
            answers.put(labels.toString(), series.path("value").path(1).asDouble());
        }
        return answers;
    }

    /// The alerts of its rules, each with what it asks.
    Map<String, String> alerts() throws IOException {
        var alerts = new TreeMap<String, String>();
        String url = "http://127.0.0.1:" + port + "/api/v1/rules?type=alert";
        for (JsonNode group : JSON.readTree(Http.get(url).body()).path("data").path("groups")) {
            group.path("rules")
                    .forEach(rule ->
                            alerts.put(rule.path("name").asText(), rule.path("query").asText()));
        }
        return alerts;
    }

    @Override
    public void close() {
        program.close();
    }
}
