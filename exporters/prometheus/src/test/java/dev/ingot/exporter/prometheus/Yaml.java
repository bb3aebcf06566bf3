package dev.ingot.exporter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.config.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Configurations from text, as an agent reads them.
final class Yaml {
    private Yaml() {}

    /// A configuration that the exporter read without any problem.
    static PrometheusConfig config(String yaml) {
        Configuration configuration = load(yaml);
        var config = PrometheusExporter.TYPE.read().apply(configuration.root());
        configuration.root().finish();
        assertThat(configuration.problems().errors()).as(yaml).isEmpty();
        return config;
    }

    /// What the exporter has to say against a configuration.
    static String problems(String yaml) {
        Configuration configuration = load(yaml);
        var _ = PrometheusExporter.TYPE.read().apply(configuration.root());
        configuration.root().finish();
        return configuration.problems().toString();
    }

    private static Configuration load(String yaml) {
        try {
            Path file = Files.createTempFile("prometheus", ".yaml");
            Files.writeString(file, yaml);
            var configuration =
                    Configuration.load(List.of(file.toString()), List.of(), Yaml::noVariable);
            Files.delete(file);
            return configuration;
        } catch (IOException unwritable) {
            throw new AssertionError(unwritable);
        }
    }

    private static @Nullable String noVariable(String name) {
        return null;
    }
}
