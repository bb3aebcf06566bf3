package dev.ingot.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ingot.receiver.proxmox.PveModel;
import dev.ingot.receiver.proxmox.PveServer;
import dev.ingot.receiver.truenas.NasServer;
import dev.ingot.testkit.Await;
import dev.ingot.testkit.FreePorts;
import dev.ingot.testkit.RealProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The stacks with the programs they start, current ones with the very flags and files of the
/// stack: Ingot's data arrives by the stack's own configuration of Ingot, every rule is evaluated.
/// Only addresses, directories and intervals are the test's.
@Tag("go")
class StackPeersTest {
    private static final Path EXAMPLES = Path.of("../examples");
    private static final Path RULES = EXAMPLES.resolve("alerts");
    private static final String LOAD = "truenas.nas01.system.load.load1 0.42 %d\n";
    private static final List<String> SERIES =
            List.of(
                    "truenas_up{instance=\"nas\"} == 1",
                    "pve_up{id=\"node/pve1\"} == 1",
                    "system_load{host=\"nas01\", kind=\"load1\"} == 0.42",
                    "otelcol_process_uptime{job=\"ingot-self\"}");

    @TempDir Path directory;
    private NasServer nas;
    private PveServer pve;

    @BeforeEach
    void serve() throws IOException {
        nas = new NasServer(NasServer.Release.V25_10).start();
        pve = new PveServer(PveModel.three(true));
    }

    @AfterEach
    void serveNoMore() {
        nas.close();
        pve.close();
    }

    private Map<String, String> everythingSet() {
        return new TreeMap<>(
                Map.ofEntries(
                        Map.entry("GRAFANA_PASSWORD", "text"),
                        Map.entry("HOST_NAME", "central"),
                        Map.entry("OTEL_EXPORTER_OTLP_ENDPOINT", "http://example.test"),
                        Map.entry("TRUENAS_URL", nas.url()),
                        Map.entry("TRUENAS_API_KEY", NasServer.KEY),
                        Map.entry("TRUENAS_USER", NasServer.USER),
                        Map.entry("TRUENAS_FINGERPRINT", nas.fingerprint()),
                        Map.entry("PVE_URL", pve.url()),
                        Map.entry("PVE_TOKEN_ID", PveServer.TOKEN),
                        Map.entry("PVE_TOKEN_SECRET", PveServer.SECRET)));
    }

    private ComposedStack composed(String name) throws IOException {
        return ComposedStack.of(Stack.of(name), directory, everythingSet());
    }

    static Stream<Stack> stacks() throws IOException {
        return Stack.all().stream();
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void composeReadsItAndAsksForWhatMustBeSet(Stack stack) throws IOException {
        var whole = ComposedStack.of(stack, directory, everythingSet());
        assertThat(whole.services().properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrderElementsOf(stack.services().keySet());
        assertThat(whole.services().path("ingot").path("image").asText()).startsWith("ingot:");
        assertThatThrownBy(() -> ComposedStack.of(stack, directory, Map.of()))
                .hasMessageContaining("is missing a value: set it in .env");
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void withoutATokenNothingIsAskedOfItsSource(Stack stack) throws IOException {
        var set = everythingSet();
        assertThat(ComposedStack.of(stack, directory, set).command("ingot"))
                .doesNotContain("")
                .hasSize(stack.toString().equals("truenas-app") ? 0 : 7);
        set.remove("PVE_TOKEN_SECRET");
        if (!stack.toString().equals("truenas-app")) {
            set.remove("TRUENAS_API_KEY");
            assertThat(ComposedStack.of(stack, directory, set).command("ingot"))
                    .containsExactly("run", "--config", "/etc/ingot/ingot.yaml");
        }
    }

    @Test
    void whatAlloyIsSentHasNoPasswordInIt() throws IOException {
        try (var backend = new OtlpBackend();
                var ingot =
                        new StackAgent(
                                composed("alloy-mimir-loki"),
                                directory,
                                Map.of("http://host.docker.internal:4318", backend.endpoint()))) {
            ingot.graphite(LOAD.formatted(now()));
            ingot.syslog("<30>1 - nas sshd 1 - - login password=hunter2 from 192.0.2.7\n");
            Await.until(
                    "points of every source",
                    () ->
                            Stream.of("truenas_up{", "pve_up{", "system_load{")
                                    .allMatch(name ->
                                            backend.newest().keySet().stream()
                                                    .anyMatch(key -> key.startsWith(name))));
            Await.until("the line", () -> bodies(backend).contains("192.0.2.7"));
            assertThat(bodies(backend)).contains("login password=").doesNotContain("hunter2");
        }
    }

    private static String bodies(OtlpBackend backend) {
        return String.join(
                "\n", backend.logs().stream().map(log -> log.getBody().getStringValue()).toList());
    }

    @Test
    void victoriaMetricsHasWhatIngotPushesAndVmalertWatchesTheRules() throws IOException {
        ComposedStack stack = composed("victoriametrics");
        int port = FreePorts.one();
        int watcher = FreePorts.one();
        String metrics = "http://127.0.0.1:" + port;
        try (var backend = new OtlpBackend();
                var ingot =
                        new StackAgent(
                                stack,
                                directory,
                                Map.of(
                                        "http://victoriametrics:8428",
                                        metrics,
                                        "http://victorialogs:9428",
                                        backend.endpoint()));
                var _ =
                        peer(
                                        "victoria-metrics",
                                        stack.command("victoriametrics"),
                                        Map.of(
                                                "/storage",
                                                directory.resolve("vm").toString(),
                                                "/etc/victoriametrics/scrape.yml",
                                                copy("victoriametrics/scrape.yml", ingot),
                                                "http://vmalert:8880",
                                                "http://127.0.0.1:" + watcher),
                                        "-httpListenAddr=127.0.0.1:" + port,
                                        "-search.latencyOffset=0s")
                                .awaitTcp(port);
                var _ =
                        peer(
                                        "vmalert",
                                        stack.command("vmalert"),
                                        Map.of(
                                                "/etc/alerts",
                                                rules().toString(),
                                                "http://victoriametrics:8428",
                                                metrics),
                                        "-httpListenAddr=127.0.0.1:" + watcher)
                                .awaitTcp(watcher)) {
            ingot.graphite(LOAD.formatted(now()));
            ingot.syslog("<30>1 - nas sshd 1 - - login from 192.0.2.7\n");
            arrives(metrics);
            Await.until("the line", () -> bodies(backend).contains("192.0.2.7"));
            // Grafana asks VictoriaMetrics, which asks vmalert.
            everyRuleIsEvaluated(metrics);
        }
    }

    @Test
    void prometheusFetchesWhatIngotServesAndWatchesTheRules() throws IOException {
        ComposedStack stack = composed("prometheus-pull");
        int port = FreePorts.one();
        rules();
        try (var ingot = new StackAgent(stack, directory, Map.of());
                var _ =
                        peer(
                                        "prometheus",
                                        stack.command("prometheus"),
                                        Map.of(
                                                "/etc/prometheus/prometheus.yml",
                                                copy("prometheus-pull/prometheus.yml", ingot),
                                                "=/prometheus",
                                                "=" + directory.resolve("tsdb")),
                                        "--web.listen-address=127.0.0.1:" + port)
                                .awaitTcp(port)) {
            ingot.graphite(LOAD.formatted(now()));
            arrives("http://127.0.0.1:" + port);
            everyRuleIsEvaluated("http://127.0.0.1:" + port);
        }
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }

    private void arrives(String backend) {
        Await.until(
                "series of every source at " + backend,
                Duration.ofSeconds(60),
                () -> {
                    for (String series : SERIES) {
                        if (RealPrometheus.query(backend, series).isEmpty()) {
                            throw new IOException("no " + series);
                        }
                    }
                    return true;
                });
    }

    private static void everyRuleIsEvaluated(String backend) throws IOException {
        long written = 0;
        for (String file : StacksTest.rules()) {
            written += Files.readString(RULES.resolve(file)).split("- alert:", -1).length - 1;
        }
        long all = written;
        Await.until(
                "every rule to be evaluated at " + backend,
                Duration.ofSeconds(60),
                () -> {
                    List<String> wrong = new ArrayList<>();
                    int count = 0;
                    JsonNode answer =
                            new ObjectMapper().readTree(Http.get(backend + "/api/v1/rules").body());
                    for (JsonNode group : answer.path("data").path("groups")) {
                        for (JsonNode rule : group.path("rules")) {
                            count++;
                            if (!rule.path("health").asText().equals("ok")
                                    || rule.path("lastEvaluation").asText().startsWith("0001")) {
                                wrong.add(rule.path("name") + " " + rule.path("lastError"));
                            }
                        }
                    }
                    if (count != all || !wrong.isEmpty()) {
                        throw new IOException(count + " of " + all + " rules, not yet: " + wrong);
                    }
                    return true;
                });
    }

    /// A configuration that scrapes, with the agent's ports, each second.
    private String copy(String file, StackAgent ingot) throws IOException {
        String text =
                Files.readString(EXAMPLES.resolve(file))
                        .replace("ingot:9464", "127.0.0.1:" + ingot.bridge)
                        .replace("ingot:8888", "127.0.0.1:" + ingot.own)
                        .replace("localhost:8888", "127.0.0.1:" + ingot.own)
                        .replace("scrape_interval: 15s", "scrape_interval: 1s");
        Path name = Path.of(file).getFileName();
        return Files.writeString(directory.resolve(name), text).toString();
    }

    /// The rules, each second.
    private Path rules() throws IOException {
        Path rules = Files.createDirectories(directory.resolve("alerts"));
        for (String file : StacksTest.rules()) {
            String text = Files.readString(RULES.resolve(file));
            assertThat(text).contains("interval: 1m\n");
            Files.writeString(
                    rules.resolve(file), text.replace("interval: 1m\n", "interval: 1s\n"));
        }
        return rules;
    }

    /// A program with the words of a stack's command, some replaced, and some of the test's.
    private RealProgram peer(
            String program, List<String> words, Map<String, String> replaced, String... more) {
        assertThat(words).isNotEmpty();
        String line = String.join("\n", words);
        for (var pair : replaced.entrySet()) {
            assertThat(line).contains(pair.getKey());
            line = line.replace(pair.getKey(), pair.getValue());
        }
        List<String> command = new ArrayList<>(List.of(PeersTest.peer(program)));
        command.addAll(line.lines().toList());
        command.addAll(List.of(more));
        return RealProgram.start("golang", directory, command.toArray(String[]::new));
    }
}
