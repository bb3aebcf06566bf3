package dev.ingot.receiver.proxmox;

import dev.ingot.testkit.Yaml;
import java.util.Map;

/// Options as a user writes them.
record Written(Yaml yaml) {
    Written(String yaml) {
        this(new Yaml(yaml, Map.of("PVE_TOKEN", "secret")));
    }

    ProxmoxConfig config() {
        return yaml.read(ProxmoxConfig::read);
    }

    String problems() {
        return yaml.problems(ProxmoxConfig::read);
    }
}
