package dev.ingot.receiver.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.config.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Options as a user writes them.
record Written(String yaml) {
    ProxmoxConfig config() {
        Configuration configuration = load();
        ProxmoxConfig config = ProxmoxConfig.read(configuration.root());
        configuration.root().finish();
        assertThat(configuration.problems().errors()).as(yaml).isEmpty();
        return config;
    }

    String problems() {
        Configuration configuration = load();
        ProxmoxConfig.read(configuration.root());
        configuration.root().finish();
        return configuration.problems().toString();
    }

    private Configuration load() {
        try {
            Path file = Files.createTempFile("proxmox", ".yaml");
            Files.writeString(file, yaml.isBlank() ? "{}" : yaml);
            var configuration =
                    Configuration.load(
                            List.of(file.toString()),
                            List.of(),
                            name -> name.equals("PVE_TOKEN") ? "secret" : System.getenv(name));
            Files.delete(file);
            return configuration;
        } catch (IOException unwritable) {
            throw new AssertionError(unwritable);
        }
    }
}
