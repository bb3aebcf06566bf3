package dev.ingot.receiver.interfaces;

import dev.ingot.testkit.Yaml;

/// Options as a user writes them.
record Written(Yaml yaml) {
    Written(String yaml) {
        this(Yaml.of(yaml));
    }

    InterfacesConfig config() {
        return yaml.read(InterfacesConfig::read);
    }

    String problems() {
        return yaml.problems(InterfacesConfig::read);
    }
}
