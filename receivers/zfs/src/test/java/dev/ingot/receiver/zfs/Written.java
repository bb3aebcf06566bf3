package dev.ingot.receiver.zfs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.config.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Options as a user writes them.
record Written(String yaml) {
    ZfsConfig config() {
        Configuration configuration = load();
        ZfsConfig config = ZfsConfig.read(configuration.root());
        configuration.root().finish();
        assertThat(configuration.problems().errors()).as(yaml).isEmpty();
        return config;
    }

    String problems() {
        Configuration configuration = load();
        ZfsConfig.read(configuration.root());
        configuration.root().finish();
        return configuration.problems().toString();
    }

    private Configuration load() {
        try {
            Path file = Files.createTempFile("zfs", ".yaml");
            Files.writeString(file, yaml.isBlank() ? "{}" : yaml);
            var configuration =
                    Configuration.load(List.of(file.toString()), List.of(), System::getenv);
            Files.delete(file);
            return configuration;
        } catch (IOException unwritable) {
            throw new AssertionError(unwritable);
        }
    }
}
