package dev.ingot.receiver.graphite;

import dev.ingot.testkit.Yaml;

/// Options as a user writes them.
record Written(Yaml yaml) {
    Written(String yaml) {
        this(Yaml.of(yaml));
    }

    GraphiteConfig config() {
        return yaml.read(GraphiteConfig::read);
    }

    String problems() {
        return yaml.problems(GraphiteConfig::read);
    }
}
