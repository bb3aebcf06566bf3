package dev.ingot.exporter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.config.ManualSection;
import dev.ingot.testkit.Golden;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrometheusConfigTest {
    @Test
    void defaultsAreTheCollectors() {
        var config = Yaml.config("{}");
        assertThat(config.endpoint().getPort()).isEqualTo(9464);
        assertThat(config.endpoint().getAddress().isLoopbackAddress()).isTrue();
        assertThat(config.limits().expiration()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.timestamps()).isFalse();
        assertThat(config.naming()).isEqualTo(Naming.FLAT);
        assertThat(PrometheusExporter.TYPE.claims().apply(config).toString())
                .isEqualTo("[tcp localhost:9464]");
    }

    @Test
    void collectorsExampleRunsUnchanged() {
        var config =
                Yaml.config(
                        """
                        endpoint: "127.0.0.1:8889"
                        namespace: test-space
                        const_labels:
                          label1: value1
                          "another label": spaced value
                        send_timestamps: true
                        metric_expiration: 180m
                        enable_open_metrics: true
                        add_metric_suffixes: false
                        resource_to_telemetry_conversion:
                          enabled: true
                        """);
        assertThat(config.naming().namespace()).isEqualTo("test-space");
        assertThat(config.naming().constant())
                .isEqualTo(Map.of("label1", "value1", "another label", "spaced value"));
        assertThat(config.timestamps()).isTrue();
        assertThat(config.limits().expiration()).isEqualTo(Duration.ofHours(3));
    }

    @Test
    void identityNoneServesTheSourcesLabels() {
        assertThat(Yaml.config("identity: none").naming().identity()).isEqualTo(Identity.NONE);
        assertThat(Yaml.problems("identity: both")).contains("identity: ");
    }

    @Test
    void readmeShowsEveryOption() throws IOException {
        var manual = new ManualSection();
        var _ = PrometheusConfig.read(manual);
        Golden.checkBetweenMarkers(Path.of("README.md"), "options", manual.markdown() + "\n");
    }
}
