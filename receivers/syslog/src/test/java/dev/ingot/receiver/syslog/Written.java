package dev.ingot.receiver.syslog;

import dev.ingot.testkit.Yaml;

/// Options as a user writes them.
record Written(Yaml yaml) {
    Written(String yaml) {
        this(Yaml.of(yaml));
    }

    SyslogConfig config() {
        return yaml.read(SyslogConfig::read);
    }

    String problems() {
        return yaml.problems(SyslogConfig::read);
    }
}
