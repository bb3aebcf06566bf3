package dev.ingot.receiver.interfaces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.config.Configuration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A configuration as a user writes it.
record Written(String yaml) {
    /// What the receiver reads, without any problem.
    InterfacesConfig config() {
        Configuration configuration = load();
        InterfacesConfig config = InterfacesConfig.read(configuration.root());
        configuration.root().finish();
        assertThat(configuration.problems().errors()).as(yaml).isEmpty();
        return config;
    }

    /// What the receiver has to say against it, without the file's name.
    String problems() {
        Configuration configuration = load();
        InterfacesConfig.read(configuration.root());
        configuration.root().finish();
        return configuration.problems().toString().replaceAll("(?m)^\\S*\\.yaml:", "");
    }

    private Configuration load() {
        try {
            Path file = Files.createTempFile("interfaces", ".yaml");
            Files.writeString(file, yaml);
            var loaded = Configuration.load(List.of(file.toString()), List.of(), System::getenv);
            Files.delete(file);
            return loaded;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
