package dev.ingot.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.testkit.FreePorts;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands, as processes of their own.
class CommandLineTest {
    private static final String SECRET = "s3cr3t-marker";
    @TempDir Path directory;
    private Path config;

    @BeforeEach
    void write() throws IOException {
        config = directory.resolve("a.yaml");
        write(FreePorts.one(), "basic");
    }

    private void write(int port, String verbosity) throws IOException {
        Files.writeString(
                config,
                """
                receivers:
                  graphite:
                    tcp: {endpoint: "127.0.0.1:%d"}
                exporters:
                  debug: {verbosity: %s}
                  otlp_http:
                    endpoint: http://127.0.0.1:1
                    headers: {Authorization: "Bearer ${env:TOKEN}"}
                service:
                  telemetry: {metrics: {level: none}}
                  pipelines:
                    metrics: {receivers: [graphite], exporters: [debug, otlp_http]}
                """
                        .formatted(port, verbosity));
    }

    private AgentProcess ingot(String... arguments) throws IOException {
        return AgentProcess.start(directory, Map.of("TOKEN", SECRET), arguments);
    }

    @Test
    void validatePrintsNothingWhereAllIsWell() throws Exception {
        try (var ingot = ingot("validate", "--config", config.toString())) {
            assertThat(ingot.exit()).as(ingot.err()).isZero();
            assertThat(ingot.out() + ingot.err()).isEmpty();
        }
    }

    @Test
    void validateReportsEveryProblemAndEndsWithOne() throws Exception {
        write(70_000, "loud");
        try (var ingot = ingot("validate", "--config", config.toString())) {
            assertThat(ingot.exit()).isOne();
            assertThat(ingot.err())
                    .contains("a.yaml:3:21: receivers.graphite.tcp.endpoint: ")
                    .contains("a.yaml:5:22: exporters.debug.verbosity: `loud` is not one of")
                    .doesNotContain(SECRET)
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void printConfigResolvesAndRedacts() throws Exception {
        try (var ingot =
                ingot(
                        "print-config",
                        "--config",
                        config.toString(),
                        "--set",
                        "exporters.debug.output=stderr")) {
            assertThat(ingot.exit()).as(ingot.err()).isZero();
            assertThat(ingot.out()).contains("[REDACTED]", "output: stderr").doesNotContain(SECRET);
        }
    }

    @Test
    void componentsAreListed() throws Exception {
        try (var ingot = ingot("components")) {
            assertThat(ingot.exit()).isZero();
            assertThat(ingot.out())
                    .contains("receivers:\n  - name: graphite\n    aliases: [carbon]\n");
        }
    }

    @Test
    void graphiteMapShowsWhatALineBecomes() throws Exception {
        String line = "truenas.nas01.system.load.load1 0.42 1755425000\n";
        try (var ingot =
                AgentProcess.startWith(
                        line, directory, Map.of(), "graphite-map", "truenas-scale")) {
            assertThat(ingot.exit()).as(ingot.err()).isZero();
            assertThat(ingot.out()).contains("system_load{host=nas01, ", "kind=load1} 0.42");
        }
    }

    @Test
    void importPrintsAConfigurationThatIsRight() throws Exception {
        Path theirs = directory.resolve("truenas-exporter.yaml");
        Files.writeString(
                theirs,
                """
                targets:
                  - name: nas01
                    api_url: https://nas01.lan/api/v2.0
                    api_token: ${env:NAS_KEY}
                    verify_ssl: true
                listen_port: 9814
                """);
        Path ours = directory.resolve("imported.yaml");
        try (var ingot = ingot("import", "truenas-exporter", theirs.toString())) {
            assertThat(ingot.exit()).as(ingot.err()).isZero();
            Files.writeString(ours, ingot.out());
        }
        try (var ingot =
                AgentProcess.start(
                        directory,
                        Map.of("NAS01_API_KEY", "1-abc", "NAS_KEY", "1-abc"),
                        "validate",
                        "--config",
                        ours.toString())) {
            assertThat(ingot.exit()).as(Files.readString(ours) + ingot.err()).isZero();
        }
    }

    @Test
    void importOfAFileThatIsNotThereIsSaid() throws Exception {
        try (var ingot = ingot("import", "truenas-exporter", "/nowhere.yaml")) {
            assertThat(ingot.exit()).isOne();
            assertThat(ingot.err()).contains("/nowhere.yaml").doesNotContain("\tat ");
        }
    }

    @Test
    void anUnknownOptionIsAnErrorWithoutAStackTrace() throws Exception {
        try (var ingot = ingot("run", "--config", "x", "--conifg", "x")) {
            assertThat(ingot.exit()).isOne();
            assertThat(ingot.err()).contains("--conifg").doesNotContain("\tat ");
        }
    }

    @Test
    void aMissingFileIsSaid() throws Exception {
        try (var ingot = ingot("run", "--config", directory.resolve("none.yaml").toString())) {
            assertThat(ingot.exit()).isOne();
            assertThat(ingot.err())
                    .contains("none.yaml: cannot read this file")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void aTakenPortIsOneLine() throws Exception {
        try (var taken = new ServerSocket(0);
                var ingot =
                        ingot(
                                "run",
                                "--config",
                                config.toString(),
                                "--set",
                                "receivers.graphite.tcp.endpoint=127.0.0.1:"
                                        + taken.getLocalPort())) {
            assertThat(ingot.exit()).isOne();
            assertThat(ingot.err())
                    .contains(
                            "ERROR ingot: graphite: cannot listen on tcp 127.0.0.1:"
                                    + taken.getLocalPort())
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void itStopsCleanlyOnSigterm() throws Exception {
        try (var ingot = ingot("run", "--config", config.toString())) {
            ingot.awaitErr("INFO  ingot: started");
            assertThat(ingot.err()).contains("graphite listens on tcp 127.0.0.1:");
            ingot.signal("TERM");
            assertThat(ingot.exit()).isZero();
            assertThat(ingot.err()).contains("INFO  ingot: stopped");
        }
    }

    @Test
    void hangUpChangesToAGoodConfigurationAndKeepsTheOldOneOtherwise() throws Exception {
        int first = FreePorts.one();
        int second = FreePorts.one();
        write(first, "basic");
        try (var ingot = ingot("run", "--config", config.toString())) {
            ingot.awaitErr("listens on tcp 127.0.0.1:" + first);
            write(first, "loud");
            ingot.signal("HUP");
            ingot.awaitErr("the new configuration has errors; the old one stays");
            try (var _ = new java.net.Socket("127.0.0.1", first)) {
                write(second, "basic");
                ingot.signal("HUP");
                ingot.awaitErr("listens on tcp 127.0.0.1:" + second);
            }
            ingot.signal("TERM");
            assertThat(ingot.exit()).isZero();
        }
    }

    @Test
    void aNewConfigurationThatDoesNotStartGivesWayToTheOldOne() throws Exception {
        int first = FreePorts.one();
        write(first, "basic");
        try (var taken = new ServerSocket(0);
                var ingot = ingot("run", "--config", config.toString())) {
            ingot.awaitErr("INFO  ingot: started");
            write(taken.getLocalPort(), "basic");
            ingot.signal("HUP");
            ingot.awaitErr("going back to the old configuration");
            dev.ingot.testkit.Await.until(
                    "the old port to be open again",
                    () -> {
                        try (var _ = new java.net.Socket("127.0.0.1", first)) {
                            return true;
                        }
                    });
        }
    }
}
