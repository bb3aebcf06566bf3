package dev.ingot.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.ingot.config.Configuration;
import dev.ingot.testkit.RealProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The stacks of the examples: compose's schema, what is mounted and named is there, what must be
/// set is said, nothing is secret, and the programs that Debian has read their files.
class StacksTest {
    private static final Path EXAMPLES = Path.of("../examples");
    private static final Pattern PINNED = Pattern.compile("[a-z/-]+:v?\\d+\\.\\d+\\.\\d+");
    private static final Pattern SECRET = Pattern.compile(".*(PASSWORD|TOKEN|SECRET|KEY).*");
    private static final Pattern READ = Pattern.compile("sys\\.env\\(\"([A-Z_0-9]+)\"\\)");

    /// Ingot's image has its own health check; those of Mimir and VictoriaLogs have nothing that
    /// could ask.
    private static final Set<String> CANNOT_ASK = Set.of("ingot", "mimir", "victorialogs");

    @TempDir Path directory;

    static List<Stack> stacks() throws IOException {
        return Stack.all();
    }

    private static List<Path> files(Path folder, String... endings) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path ->
                            !path.toString().contains("/target/")
                                    && !path.toString().contains("/src/")
                                    && Stream.of(endings)
                                            .anyMatch(ending -> path.toString().endsWith(ending)))
                    .sorted()
                    .toList();
        }
    }

    /// The names of the files with alert rules.
    static Set<String> rules() throws IOException {
        Set<String> rules = new TreeSet<>();
        for (Path file : files(EXAMPLES.resolve("alerts"), ".yml")) {
            if (!file.toString().endsWith(".test.yml")) {
                rules.add(file.getFileName().toString());
            }
        }
        return rules;
    }

    @Test
    void thereAreTheStacksThatTheDocumentsName() throws IOException {
        assertThat(stacks())
                .extracting(Stack::toString)
                .contains("alloy-mimir-loki", "prometheus-pull", "truenas-app", "victoriametrics");
    }

    @Test
    void everyYamlAndJsonFileIsOne() throws IOException {
        for (Path file : files(EXAMPLES, ".yml", ".yaml")) {
            assertThat(Stack.yaml(Files.readString(file))).as(file.toString()).isNotNull();
        }
        for (Path file : files(EXAMPLES, ".json")) {
            assertThat(new ObjectMapper().readTree(file.toFile())).as(file.toString()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void itKeepsToTheSchemaOfCompose(Stack stack) throws IOException {
        var json = new ObjectMapper();
        try (var in = StacksTest.class.getResourceAsStream("/examples/compose-spec.json")) {
            var text = (ObjectNode) json.readTree(in);
            // Relative, which the validator refuses; nothing refers to it.
            text.remove("$id");
            var schema = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(text);
            assertThat(schema.validate(json.valueToTree(stack.compose()))).isEmpty();
            assertThat(
                            schema.validate(
                                    json.readTree("{\"services\": {\"a\": {\"imgae\": \"b\"}}}")))
                    .as("a misspelt key is found")
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void whatIsMountedIsThere(Stack stack) {
        stack.services()
                .values()
                .forEach(service ->
                        assertThat(
                                        stack.texts(service, "volumes").stream()
                                                .filter(mount -> mount.startsWith("."))
                                                .map(mount -> mount.split(":", -1)[0]))
                                .allSatisfy(
                                        file -> assertThat(stack.folder().resolve(file)).exists()));
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void everyVariableIsInTheExampleAndNoOther(Stack stack) throws IOException {
        assertThat(stack.documented().keySet()).isEqualTo(stack.asked());
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void noSecretStandsInAFile(Stack stack) throws IOException {
        assertThat(stack.documented().entrySet())
                .filteredOn(variable -> SECRET.matcher(variable.getKey()).matches())
                .filteredOn(variable -> !variable.getKey().endsWith("_ID"))
                .allSatisfy(variable -> assertThat(variable.getValue()).isEmpty());
        for (Map<?, ?> service : stack.services().values()) {
            assertThat(stack.environment(service).entrySet())
                    .filteredOn(variable -> SECRET.matcher(variable.getKey()).matches())
                    .allSatisfy(variable -> assertThat(variable.getValue()).startsWith("${"));
        }
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void everyServiceIsPinnedComesBackSaysHowItIsAndKeepsItsLogsShort(Stack stack) {
        stack.services()
                .forEach((name, service) -> {
                    assertThat(String.valueOf(service.get("image"))).matches(PINNED);
                    assertThat(service.get("restart")).as(name).isEqualTo("unless-stopped");
                    assertThat(service.get("logging")).as(name).isNotNull();
                    if (!CANNOT_ASK.contains(name)) {
                        assertThat(service.get("healthcheck")).as(name).isNotNull();
                    }
                });
        assertThat(stack.service("ingot").get("cap_drop")).isEqualTo(List.of("ALL"));
        assertThat(stack.service("ingot").get("read_only")).isEqualTo(true);
        assertThat(stack.text()).doesNotContain("privileged:");
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void ingotReadsItsConfigurationWithNoOtherVariablesThanItHas(Stack stack) throws IOException {
        Map<String, String> environment = stack.environment(stack.service("ingot"));
        List<String> sources =
                files(stack.folder(), "ingot.yaml", "truenas.yaml", "proxmox.yaml").stream()
                        .map(Path::toString)
                        .filter(file -> !file.contains("/grafana/"))
                        .toList();
        Configuration configuration =
                Configuration.load(
                        sources,
                        List.of(),
                        name -> environment.containsKey(name) ? value(name) : null);
        assertThat(BlueprintReader.read(Components.ALL, configuration))
                .as(configuration.problems().toString())
                .isPresent();
        assertThat(configuration.problems()).asString().isEmpty();
    }

    private static String value(String name) {
        return name.endsWith("_URL") || name.endsWith("_ENDPOINT")
                ? "https://example.test"
                : name.endsWith("_FINGERPRINT") || name.endsWith("_HEADERS")
                        ? ""
                        : name.endsWith("TOKEN_ID") ? "monitor@pve!agent" : "text";
    }

    @Test
    void alloyIsGivenOnlyWhatItsConfigurationReads() throws IOException {
        Stack stack = Stack.of("alloy-mimir-loki");
        String config = Files.readString(Path.of("../alloy/config.alloy"));
        Set<String> read = new TreeSet<>();
        READ.matcher(config).results().forEach(variable -> read.add(variable.group(1)));
        assertThat(read).containsAll(stack.environment(stack.service("alloy")).keySet());
        String header = config.substring(0, config.indexOf("import.file"));
        assertThat(read).allSatisfy(name -> assertThat(header).contains(name));
    }

    @Test
    void everyRuleFileIsWatchedInEveryStack() throws IOException {
        assertThat(rules()).isNotEmpty();
        for (String rule : rules()) {
            assertThat(Stack.of("alloy-mimir-loki").text())
                    .contains("../alerts/" + rule + ":/etc/mimir/rules/anonymous/" + rule + ":ro");
            assertThat(Stack.of("victoriametrics").text()).contains("-rule=/etc/alerts/" + rule);
            for (String config :
                    List.of(
                            "prometheus-pull/prometheus.yml",
                            "prometheus.yml",
                            "prometheus-receive.yml")) {
                assertThat(Files.readString(EXAMPLES.resolve(config)))
                        .as(config)
                        .contains("alerts/" + rule);
            }
        }
    }

    @Test
    void prometheusReadsItsFiles() throws IOException {
        Path alerts = Files.createDirectories(directory.resolve("alerts"));
        for (String rule : rules()) {
            Files.copy(EXAMPLES.resolve("alerts").resolve(rule), alerts.resolve(rule));
        }
        for (String config :
                List.of(
                        "prometheus.yml",
                        "prometheus-pull/prometheus.yml",
                        "victoriametrics/scrape.yml")) {
            Path copy = directory.resolve("prometheus.yml");
            Files.writeString(copy, Files.readString(EXAMPLES.resolve(config)));
            assertThat(
                            RealProgram.run(
                                    "prometheus",
                                    directory,
                                    "promtool",
                                    "check",
                                    "config",
                                    copy.toString()))
                    .contains("SUCCESS");
        }
    }

    @Test
    void systemdReadsTheServiceOfANode() throws IOException {
        Path folder = EXAMPLES.resolve("proxmox-host");
        String unit = Files.readString(folder.resolve("ingot.service"));
        assertThat(unit).contains("ExecStart=/opt/ingot/bin/ingot run");
        Path here = directory.resolve("ingot.service");
        Files.writeString(here, unit.replace("/opt/ingot/bin/ingot", "/bin/true"));
        assertThat(
                        RealProgram.run(
                                "systemd", directory, "systemd-analyze", "verify", here.toString()))
                .isEmpty();
    }

    @Test
    void theNodesConfigurationIsRightWithTheVariablesOfItsExample() throws IOException {
        Path folder = EXAMPLES.resolve("proxmox-host");
        Map<String, String> documented = Stack.documented(folder.resolve("ingot.env.example"));
        Configuration configuration =
                Configuration.load(
                        List.of(folder.resolve("ingot.yaml").toString()),
                        List.of(),
                        name -> {
                            String given = documented.get(name);
                            return given == null || !given.isEmpty() ? given : value(name);
                        });
        assertThat(BlueprintReader.read(Components.ALL, configuration))
                .as(configuration.problems().toString())
                .isPresent();
    }
}
