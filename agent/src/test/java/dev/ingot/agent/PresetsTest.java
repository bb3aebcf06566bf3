package dev.ingot.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.config.Configuration;
import dev.ingot.testkit.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// The exporters for known backends: the files of `examples/otlp`, alone and together, and the
/// README that shows what they say.
class PresetsTest {
    private static final Path FOLDER = Path.of("../examples/otlp");
    private static final Path README = Path.of("../exporters/otlp/README.md");
    private static final List<String> NAMES =
            List.of(
                    "alloy",
                    "mimir",
                    "prometheus",
                    "victoriametrics",
                    "loki",
                    "victorialogs",
                    "grafana-cloud");
    private static final Map<String, String> VARIABLES =
            Map.of("GRAFANA_CLOUD_INSTANCE", "123456", "GRAFANA_CLOUD_TOKEN", "glc_x");

    private static Configuration load(String... presets) {
        List<String> sources =
                Stream.of(presets).map(name -> FOLDER.resolve(name + ".yaml").toString()).toList();
        return Configuration.load(sources, List.of(), VARIABLES::get);
    }

    private static void assertValid(Configuration configuration) {
        assertThat(BlueprintReader.read(Components.ALL, configuration)).isPresent();
        assertThat(configuration.problems()).asString().isEmpty();
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void aPresetIsValid(String preset) {
        assertValid(load(preset));
    }

    @Test
    void metricsAndLogsMayGoToDifferentBackends() {
        Configuration both = load("mimir", "victorialogs");
        assertValid(both);
        assertThat(both.print())
                .contains("metrics_endpoint: http://mimir:8080/otlp/v1/metrics")
                .contains("logs_endpoint: http://victorialogs:9428/");
    }

    @Test
    void theReadmeShowsThemAll() throws IOException {
        var text = new StringBuilder();
        for (String name : NAMES) {
            String yaml = Files.readString(FOLDER.resolve(name + ".yaml"));
            int exporters = yaml.indexOf("exporters:\n");
            String words = yaml.substring(0, exporters).replace("# ", "");
            String block = yaml.substring(exporters, yaml.indexOf("receivers:\n"));
            text.append(words).append("\n```yaml\n").append(block).append("```\n\n");
        }
        Golden.checkBetweenMarkers(README, "presets", text.toString());
        try (var files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            NAMES.stream().map(name -> name + ".yaml").toList());
        }
    }
}
