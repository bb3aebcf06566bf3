package dev.ingot.exporter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.config.Configuration;
import dev.ingot.config.ManualSection;
import dev.ingot.config.YamlSection;
import dev.ingot.testkit.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrometheusConfigTest {
    @Test
    void defaultsAreTheCollectors() {
        var config = new Written("{}").config();
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
                new Written(
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
                                """)
                        .config();
        assertThat(config.naming().namespace()).isEqualTo("test-space");
        assertThat(config.naming().constant())
                .isEqualTo(Map.of("label1", "value1", "another label", "spaced value"));
        assertThat(config.timestamps()).isTrue();
        assertThat(config.limits().expiration()).isEqualTo(Duration.ofHours(3));
    }

    @Test
    void parametersThatMeanNothingAreRefused() {
        assertThat(new Written("parameters: [{name: target}]").problems())
                .contains("name: must not be `target`");
        assertThat(new Written("parameters: [{name: node, leaves_out: '('}]").problems())
                .contains("leaves_out: must be a regular expression");
    }

    @Test
    void identityNoneServesTheSourcesLabels() {
        assertThat(new Written("identity: none").config().naming().identity())
                .isEqualTo(Identity.NONE);
        assertThat(new Written("identity: both").problems()).contains("identity: ");
    }

    @Test
    void optionsOfTheListenerAndTheStoreAreRead() {
        var config =
                new Written(
                                """
                                paths: [/metrics, /pve]
                                external_labels: {site: attic}
                                target_info: true
                                scope_info: true
                                max_series: 10
                                label_limit: 1
                                label_name_length_limit: 2
                                label_value_length_limit: 3
                                metric_expiration: 0
                                web:
                                  bearer_token: 0123456789abcdef
                                  rate_limit: {interval: 1s, burst: 5}
                                tls: {cert_file: a.pem, key_file: b.pem}
                                """)
                        .config();
        assertThat(config.paths()).containsExactly("/metrics", "/pve");
        assertThat(config.naming().external()).isEqualTo(Map.of("site", "attic"));
        assertThat(config.infos()).isEqualTo(new Infos(true, true));
        assertThat(config.limits()).isEqualTo(new StoreLimits(Duration.ZERO, 10, 1, 2, 3));
        assertThat(config.web().asksForPasswords()).isTrue();
        assertThat(config.tls()).isPresent();
    }

    @Test
    void problemsNameWhatIsWrong() {
        assertThat(new Written("namespce: x").problems()).contains("did you mean `namespace`");
        String open = "{endpoint: 0.0.0.0:9464, web: {bearer_token: 0123456789abcdef}}";
        assertThat(new Written(open).problems()).contains("travel readable without `tls`");
        assertThat(new Written(open.replace("0.0.0.0", "localhost")).problems()).isEmpty();
        assertThat(new Written("max_series: 0").problems()).contains("max_series");
        String tls = "{cert_file: a.pem, key_file: b.pem}";
        assertThat(
                        new Written("{tls: TLS, web: {tls_server_config: TLS}}".replace("TLS", tls))
                                .problems())
                .contains("tls: cannot be set together with `web.tls_server_config`");
        assertThat(
                        new Written(
                                        "web: {tls_server_config: {cert_file: a, key_file: b,"
                                                + " min_version: TLS13, max_version: TLS12}}")
                                .problems())
                .contains("max_version: must not be older than `min_version`");
    }

    @Test
    void examplesOfTheReadmeAreRead(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("token"), "0123456789abcdef\n");
        String hash = "$2y$10$" + "a".repeat(53);
        Files.writeString(directory.resolve("alice.bcrypt"), hash + "\n");
        Files.writeString(directory.resolve("web.yml"), "basic_auth_users: {bob: " + hash + "}\n");
        var blocks =
                Pattern.compile("```yaml\n(exporters:\n.*?)```", Pattern.DOTALL)
                        .matcher(Files.readString(Path.of("README.md")))
                        .results()
                        .map(block -> block.group(1))
                        .toList();
        assertThat(blocks).hasSizeGreaterThan(2);
        for (String block : blocks) {
            String here = block.replaceAll("/etc/(ingot|prometheus)", directory.toString());
            Path file = Files.writeString(directory.resolve("readme.yaml"), here);
            var loaded = Configuration.load(List.of(file.toString()), List.of(), _ -> null);
            for (YamlSection exporter : loaded.root().children("exporters")) {
                var _ = PrometheusConfig.read(exporter);
                exporter.finish();
            }
            assertThat(loaded.problems().errors()).as(here).isEmpty();
        }
    }

    @Test
    void readmeShowsEveryOption() throws IOException {
        var manual = new ManualSection();
        var _ = PrometheusConfig.read(manual);
        Golden.checkBetweenMarkers(Path.of("README.md"), "options", manual.markdown() + "\n");
    }
}
