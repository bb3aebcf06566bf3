package dev.ingot.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Files of the OpenTelemetry Collector that use only components both have: they run unchanged.
class CollectorFilesTest {
    private static final Path FILES = Path.of("src/test/resources/collector");
    private static final Map<String, String> ENVIRONMENT =
            Map.of("BACKEND", "http://127.0.0.1:29318", "TOKEN", "not-a-real-token");

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            return files.sorted().toList();
        }
    }

    @Test
    void thereAreAtLeastTen() throws IOException {
        assertThat(files()).hasSizeGreaterThanOrEqualTo(10);
    }

    @ParameterizedTest
    @MethodSource("files")
    void runsUnchanged(Path file) throws IOException {
        String telemetry = "service.telemetry.metrics.address=localhost:0";
        List<String> set = new ArrayList<>();
        if (!Files.readString(file).contains("    metrics:\n      level")) {
            set.add(telemetry); // so that the files' runs need not share port 8888
        }
        try (var agent =
                new Agent(Components.ALL, List.of(file.toString()), set, ENVIRONMENT::get)) {
            Agent.Reading reading = agent.read();
            assertThat(reading.configuration().problems().errors()).isEmpty();
            agent.start(reading.blueprint().orElseThrow());
        }
    }
}
