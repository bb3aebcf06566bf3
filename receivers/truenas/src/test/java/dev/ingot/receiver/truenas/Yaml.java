package dev.ingot.receiver.truenas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.config.Configuration;
import dev.ingot.config.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/// Configurations from text, as an agent reads them.
final class Yaml {
    private Yaml() {}

    /// A configuration that was read without any problem.
    static <T> T read(String yaml, Function<Section, T> read) {
        Configuration configuration = load(yaml);
        T config = read.apply(configuration.root());
        configuration.root().finish();
        assertThat(configuration.problems().errors()).as(yaml).isEmpty();
        return config;
    }

    /// What the receiver has to say against its configuration, without the file's name.
    static String problems(String yaml) {
        Configuration configuration = load(yaml);
        TrueNasConfig.read(configuration.root());
        configuration.root().finish();
        return configuration.problems().toString().replaceAll("(?m)^\\S*?\\.yaml:", "");
    }

    private static Configuration load(String yaml) {
        try {
            Path file = Files.createTempFile("truenas", ".yaml");
            Files.writeString(file, yaml);
            var configuration =
                    Configuration.load(
                            List.of(file.toString()),
                            List.of(),
                            name -> name.equals("TRUENAS_API_KEY") ? NasServer.KEY : null);
            Files.delete(file);
            return configuration;
        } catch (IOException unwritable) {
            throw new AssertionError(unwritable);
        }
    }
}
