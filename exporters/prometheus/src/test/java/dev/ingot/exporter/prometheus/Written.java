package dev.ingot.exporter.prometheus;

import dev.ingot.testkit.Yaml;

/// Options as a user writes them.
record Written(Yaml yaml) {
    Written(String yaml) {
        this(Yaml.of(yaml));
    }

    PrometheusConfig config() {
        return yaml.read(PrometheusExporter.TYPE.read());
    }

    String problems() {
        return yaml.problems(PrometheusExporter.TYPE.read());
    }
}
