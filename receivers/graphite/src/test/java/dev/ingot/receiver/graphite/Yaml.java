package dev.ingot.receiver.graphite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.config.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Configurations from text, as an agent reads them.
final class Yaml {
    private Yaml() {}

    /// A configuration that the receiver read without any problem.
    static GraphiteConfig config(String yaml) {
        Configuration configuration = load(yaml);
        GraphiteConfig config = GraphiteConfig.read(configuration.root());
        configuration.root().finish();
        assertThat(configuration.problems().errors()).as(yaml).isEmpty();
        return config;
    }

    /// What the receiver has to say against a configuration; places are `yaml:line:column`.
    static String problems(String yaml) {
        Configuration configuration = load(yaml);
        GraphiteConfig.read(configuration.root());
        configuration.root().finish();
        return configuration.problems().toString();
    }

    private static Configuration load(String yaml) {
        try {
            Path file = Files.createTempFile("graphite", ".yaml");
            Files.writeString(file, yaml);
            var configuration =
                    Configuration.load(List.of(file.toString()), List.of(), System::getenv);
            Files.delete(file);
            return configuration;
        } catch (IOException unwritable) {
            throw new AssertionError(unwritable);
        }
    }
}
