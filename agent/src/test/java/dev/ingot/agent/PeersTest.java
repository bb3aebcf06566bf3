package dev.ingot.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.testkit.Await;
import dev.ingot.testkit.FreePorts;
import dev.ingot.testkit.RealProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Current VictoriaMetrics and Prometheus take our push and answer with the labels and values that
/// the bridge serves. `make test` builds both where it finds Go.
@Tag("go")
class PeersTest {
    private static final Pattern RECEIVING =
            Pattern.compile(
                    "#   prometheus (--config[^\n]*)\n.*?# Ingot: +otlp_http: (\\{.*?}})\n",
                    Pattern.DOTALL);
    @TempDir Path directory;

    /// A program that `make test` built.
    static String peer(String name) {
        Path program = Path.of(System.getProperty("peers", ""), name);
        assertThat(program).as("`make test` builds it where there is Go").isExecutable();
        return program.toAbsolutePath().toString();
    }

    @Test
    void victoriaMetricsHasTheSeriesOfTheBridge() throws IOException {
        int port = FreePorts.one();
        try (var _ =
                RealProgram.start(
                                "golang",
                                directory,
                                peer("victoria-metrics"),
                                "-storageDataPath=" + directory.resolve("vm"),
                                "-httpListenAddr=127.0.0.1:" + port,
                                "-search.latencyOffset=0s")
                        .awaitTcp(port)) {
            sameSeries(
                    "http://127.0.0.1:" + port,
                    "exporters.otlp_http.metrics_endpoint=http://127.0.0.1:"
                            + port
                            + "/opentelemetry/v1/metrics");
        }
    }

    @Test
    void prometheusHasTheSeriesOfTheBridge() throws IOException {
        int port = FreePorts.one();
        Path config = directory.resolve("empty.yml");
        Files.writeString(config, "global: {}\n");
        try (var _ =
                RealProgram.start(
                                "golang",
                                directory,
                                peer("prometheus"),
                                "--config.file=" + config,
                                "--storage.tsdb.path=" + directory.resolve("tsdb"),
                                "--web.listen-address=127.0.0.1:" + port,
                                "--web.enable-otlp-receiver")
                        .awaitTcp(port)) {
            sameSeries(
                    "http://127.0.0.1:" + port,
                    "exporters.otlp_http.metrics_endpoint=http://127.0.0.1:"
                            + port
                            + "/api/v1/otlp/v1/metrics");
        }
    }

    /// The file's own flags, and the exporter as it says.
    @Test
    void prometheusWithTheReceivingFileHasTheSeriesOfTheBridge() throws IOException {
        Path examples = Path.of("../examples");
        String receive = Files.readString(examples.resolve("prometheus-receive.yml"));
        Files.writeString(directory.resolve("prometheus-receive.yml"), receive);
        Path rules = Files.createDirectory(directory.resolve("alerts"));
        for (String file : StacksTest.rules()) {
            Files.copy(examples.resolve("alerts").resolve(file), rules.resolve(file));
        }
        String promtool = peer("promtool");
        assertThat(
                        RealProgram.run(
                                "golang",
                                directory,
                                promtool,
                                "check",
                                "config",
                                "prometheus-receive.yml"))
                .contains("SUCCESS");
        Matcher said = RECEIVING.matcher(receive);
        assertThat(said.find()).isTrue();
        int port = FreePorts.one();
        List<String> command = new ArrayList<>(List.of(peer("prometheus")));
        command.addAll(List.of(said.group(1).split(" ", -1)));
        command.add("--storage.tsdb.path=" + directory.resolve("tsdb"));
        command.add("--web.listen-address=127.0.0.1:" + port);
        try (var _ =
                RealProgram.start("golang", directory, command.toArray(String[]::new))
                        .awaitTcp(port)) {
            String backend = "http://127.0.0.1:" + port;
            String exporter = said.group(2).replaceAll("\n# *", " ");
            assertThat(exporter).contains("http://prometheus:9090");
            sameSeries(
                    backend,
                    "exporters.otlp_http=" + exporter.replace("http://prometheus:9090", backend));
        }
    }

    /// Pushes series of every shape that Graphite can give, and compares what the backend and the
    /// bridge make of them.
    private void sameSeries(String backend, String push) throws IOException {
        try (var agent =
                        new RunningAgent(
                                "http://127.0.0.1:1", push, "receivers.graphite.mapping=[]");
                var bridge = new RealPrometheus(directory, agent)) {
            long now = Instant.now().getEpochSecond();
            HomelabSenders.send(
                    agent.graphite,
                    "truenas.nas01.system.load.load1 0.42 "
                            + now
                            + "\n"
                            + "truenas.nas01.net.eno1.sent -40.1 "
                            + now
                            + "\n"
                            + "disk_used_bytes_total;disk=sda;host=nas01 9007199254740993 "
                            + now
                            + "\n"
                            + "room.temperature;room=käse\\\"dir 21.5 "
                            + now
                            + "\n"
                            + "Mixed.Case_info;Host=A 1 "
                            + now
                            + "\n"
                            + "tiny 1e-300 "
                            + now
                            + "\n");
            String everything = "{__name__=~\".*load1|.*sent|disk_used.*|room.*|Mixed.*|tiny\"}";
            Await.until(
                    "six series on the bridge's scraper",
                    () -> bridge.query(everything).size() == 6);
            Map<String, Double> pulled = bridge.query(everything);
            Await.until(
                    "six series at " + backend,
                    () -> RealPrometheus.query(backend, everything).size() == 6);
            assertThat(new TreeMap<>(RealPrometheus.query(backend, everything))).isEqualTo(pulled);
        }
    }
}
