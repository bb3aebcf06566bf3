package dev.ingot.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.testkit.Await;
import dev.ingot.testkit.FreePorts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The tree that `mvn package` leaves, started as a user would.
class LauncherIT {
    private static final Path TREE = Path.of("target/ingot");
    @TempDir Path directory;

    private Process ingot(Map<String, String> environment, String... arguments) throws IOException {
        var command = new String[arguments.length + 1];
        command[0] = environment.getOrDefault("LINK", TREE.resolve("bin/ingot").toString());
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(directory.resolve("out").toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private String said() throws IOException {
        return Files.readString(directory.resolve("out"), StandardCharsets.UTF_8);
    }

    @Test
    void itFindsJava25WhateverJavaHomeSays() throws Exception {
        Process ingot = ingot(Map.of("JAVA_HOME", "/usr/lib/jvm/nothing"), "--version");
        assertThat(ingot.waitFor()).as(said()).isZero();
        assertThat(said()).startsWith("ingot 0.1.0\nJava 25");
    }

    @Test
    void itIsStartedThroughALink() throws Exception {
        Path link = directory.resolve("ingot");
        Files.createSymbolicLink(link, TREE.resolve("bin/ingot").toAbsolutePath());
        assertThat(ingot(Map.of("LINK", link.toString()), "components").waitFor())
                .as(said())
                .isZero();
    }

    @Test
    void theConfigurationInTheTreeRunsAndStops() throws Exception {
        int bridge = FreePorts.one();
        Process ingot =
                ingot(
                        Map.of(
                                "INGOT_GRAPHITE", "127.0.0.1:" + FreePorts.one(),
                                "INGOT_SYSLOG", "127.0.0.1:" + FreePorts.one(),
                                "INGOT_BRIDGE", "127.0.0.1:" + bridge),
                        "run",
                        "--config",
                        TREE.resolve("otel-config.yaml").toString(),
                        "--set",
                        "extensions.health_check.endpoint=127.0.0.1:" + FreePorts.one(),
                        "--set",
                        "service.telemetry.metrics.address=127.0.0.1:" + FreePorts.one());
        try {
            Await.until(
                    "the bridge to answer",
                    () -> Http.get("http://127.0.0.1:" + bridge + "/metrics").statusCode() == 200);
            ingot.destroy();
            assertThat(ingot.waitFor()).as(said()).isZero();
            assertThat(said()).contains("INFO  ingot: stopped");
        } finally {
            ingot.destroyForcibly();
        }
    }
}
