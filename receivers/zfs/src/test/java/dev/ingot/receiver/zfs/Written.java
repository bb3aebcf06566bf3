package dev.ingot.receiver.zfs;

import dev.ingot.testkit.Yaml;

/// Options as a user writes them.
record Written(Yaml yaml) {
    Written(String yaml) {
        this(Yaml.of(yaml));
    }

    ZfsConfig config() {
        return yaml.read(ZfsConfig::read);
    }

    String problems() {
        return yaml.problems(ZfsConfig::read);
    }
}
