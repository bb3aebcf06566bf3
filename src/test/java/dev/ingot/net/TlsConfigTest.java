package dev.ingot.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.config.Section;
import dev.ingot.testkit.Yaml;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class TlsConfigTest {
    @Test
    void serverTakesTheCollectorsNames() {
        var config =
                good(
                        TlsServerConfig::read,
                        """
                        cert_file: /c.pem
                        key_file: /k.pem
                        client_ca_file: /ca.pem
                        min_version: "1.3"
                        reload_interval: 30s
                        """);
        assertThat(config)
                .isEqualTo(
                        new TlsServerConfig(
                                source("cert", "/c.pem", config.cert()),
                                source("key", "/k.pem", config.key()),
                                source("client_ca", "/ca.pem", config.clients().authority()),
                                new TlsVersions("1.3", ""),
                                Duration.ofSeconds(30)));
    }

    @Test
    void clientTakesTheCollectorsNames() {
        var config =
                good(
                        TlsClientConfig::read,
                        """
                        insecure: true
                        ca_file: /ca.pem
                        cert_file: /c.pem
                        key_file: /k.pem
                        server_name_override: a.example
                        include_system_ca_certs_pool: true
                        min_version: 1.2
                        max_version: "1.2"
                        """);
        assertThat(config.insecure()).isTrue();
        assertThat(config.insecureSkipVerify()).isFalse();
        assertThat(config.serverName()).isEqualTo("a.example");
        assertThat(config.ca().file()).isEqualTo("/ca.pem");
        assertThat(config.systemCa()).isTrue();
        assertThat(config.versions().protocols()).containsExactly("TLSv1.2");
        assertThat(config.reloadInterval()).isZero();
    }

    @Test
    void nothingSetIsTheDefault() {
        var config = good(TlsClientConfig::read, "{}");
        assertThat(config.versions()).isEqualTo(TlsVersions.DEFAULT);
        assertThat(config.ca().isSet()).isFalse();
        assertThat(config.insecureSkipVerify()).isFalse();
        assertThat(TlsVersions.DEFAULT.protocols()).containsExactly("TLSv1.2", "TLSv1.3");
    }

    @Test
    void contradictionsAreProblems() {
        server("key_file: /k.pem", "cert_file: must be set: a server needs a certificate");
        server("cert_file: /c.pem", "key_file: must be set: a certificate needs its key");
        server(
                "{cert_file: /c.pem, cert_pem: x, key_file: /k.pem}",
                "cert_pem: cannot be set together with `cert_file`");
        client("cert_file: /c.pem", "cert_file: needs `key_file` beside it");
        client("key_pem: x", "needs `cert_file` beside it");
        client("{ca_file: /a.pem, ca_pem: x}", "ca_pem: cannot be set together with `ca_file`");
        client("min_version: \"1.4\"", "min_version: must be `1.2` or `1.3`");
        client("max_version: \"1.1\"", "max_version: must be `1.2` or `1.3`");
        client(
                "{min_version: \"1.3\", max_version: \"1.2\"}",
                "max_version: must not be older than `min_version`");
    }

    @Test
    void whatIsWeakerThanItLooksIsWarnedAbout() {
        client("min_version: \"1.0\"", "warning: tls.min_version: TLS 1.0 and 1.1 are not spoken");
        client("insecure_skip_verify: true", "anyone can pretend to be the server");
        client("cipher_suites: [A]", "cipher_suites");
    }

    @Test
    void keysInTheConfigurationAreSecrets() {
        var config = good(TlsServerConfig::read, "{cert_pem: CERT, key_pem: KEY}");
        assertThat(config.toString()).doesNotContain("KEY");
        assertThat(config.key().text().reveal()).isEqualTo("KEY");
    }

    private static PemSource source(String option, String file, PemSource read) {
        return new PemSource(option, file, read.text());
    }

    private static <T> T good(Function<Section, T> read, String yaml) {
        var config = new AtomicReference<T>();
        assertThat(
                        problems(
                                section -> {
                                    T made = read.apply(section);
                                    config.set(made);
                                    return made;
                                },
                                yaml))
                .isEmpty();
        T made = config.get();
        if (made == null) {
            throw new AssertionError("nothing was read");
        }
        return made;
    }

    private static void server(String yaml, String problem) {
        assertThat(problems(TlsServerConfig::read, yaml)).contains(problem);
    }

    private static void client(String yaml, String problem) {
        assertThat(problems(TlsClientConfig::read, yaml)).contains(problem);
    }

    private static <T> String problems(Function<Section, T> read, String yaml) {
        return Yaml.of("tls:\n" + yaml.indent(2))
                .problems(root -> root.section("tls", "TLS.", read));
    }
}
