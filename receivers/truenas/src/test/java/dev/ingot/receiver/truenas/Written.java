package dev.ingot.receiver.truenas;

import dev.ingot.testkit.Yaml;
import java.util.Map;

/// Options as a user writes them.
record Written(Yaml yaml) {
    Written(String yaml) {
        this(new Yaml(yaml, Map.of("TRUENAS_API_KEY", NasServer.KEY)));
    }

    TrueNasConfig config() {
        return yaml.read(TrueNasConfig::read);
    }

    String problems() {
        return yaml.problems(TrueNasConfig::read);
    }
}
