package dev.ingot.exporter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.net.ClientCertificates.Demand;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every field of Prometheus's web configuration file is taken, or it is said what is wrong.
class WebConfigTest {
    private static Written tls(String fields) {
        return new Written("web: {tls_server_config: {cert_file: a, key_file: b, " + fields + "}}");
    }

    @Test
    void everyFieldIsTaken() {
        var web =
                new Written(
                                """
                                web:
                                  tls_server_config:
                                    cert_file: cert.pem
                                    key_file: key.pem
                                    client_auth_type: RequireAndVerifyClientCert
                                    client_ca_file: ca.pem
                                    client_allowed_sans: [a.test, 10.0.0.7]
                                    min_version: TLS12
                                    max_version: TLS13
                                    cipher_suites: [TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256]
                                    prefer_server_cipher_suites: false
                                    curve_preferences: [CurveP521, X25519]
                                  http_server_config:
                                    http2: false
                                    headers: {X-XSS-Protection: "1; mode=block"}
                                  basic_auth_users: {}
                                  rate_limit: {interval: 1m, burst: 2}
                                """)
                        .config()
                        .web();
        var tls = web.tls().orElseThrow();
        assertThat(tls.clients().demand()).isEqualTo(Demand.VERIFIED);
        assertThat(tls.clients().names()).containsExactlyInAnyOrder("a.test", "10.0.0.7");
        assertThat(tls.choices().suites())
                .containsExactly("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
        assertThat(tls.choices().groups()).containsExactly("secp521r1", "x25519");
        assertThat(tls.choices().ownOrder()).isFalse();
        assertThat(web.rate()).isEqualTo(new RateLimit.Options(Duration.ofMinutes(1), 2));
        assertThat(web.headers()).containsEntry("X-XSS-Protection", "1; mode=block");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "client_auth_type: Always | client_auth_type: must be one of Go's",
                "client_auth_type: VerifyClientCertIfGiven | needs `client_ca_file`",
                "client_auth_type: RequireAndVerifyClientCert | needs `client_ca_file`",
                "client_auth_type: NoClientCert, client_ca_file: c | must not be `NoClientCert`",
                "client_auth_type: RequestClientCert | warning: web.tls_server_config.client_auth",
                "client_auth_type: RequireAnyClientCert | keeps nobody out",
                "client_allowed_sans: [x] | client_allowed_sans: needs `client_auth_type:",
                "min_version: SSL3 | min_version: must be `TLS12` or `TLS13`",
                "min_version: TLS10 | warning: web.tls_server_config.min_version: TLS 1.0 and 1.1",
                "max_version: TLS11 | max_version: must be `TLS12` or `TLS13`",
                "'min_version: TLS13, max_version: TLS12' | must not be older than `min_version`",
                "cipher_suites: [RC4] | cipher_suites: must be suites that Java speaks",
                "curve_preferences: [CurveP1] | curve_preferences: must be of `X25519`",
                "client_ca_files: x | did you mean `client_ca_file`",
            })
    void whatIsWrongIsSaid(String fields, String problem) {
        assertThat(tls(fields).problems()).contains(problem);
    }

    @Test
    void onlyHttp2IsWarnedOf() {
        String on = "web: {http_server_config: {http2: true}}";
        assertThat(new Written(on).problems()).contains("warning: web.http_server_config.http2");
        assertThat(new Written(on.replace("true", "false")).problems()).isEmpty();
    }

    @Test
    void headersThatHttpCannotCarryAreRefused() {
        String problem = "headers: must be names such as";
        for (String header : new String[] {"'X Own': a", "X-Own: \"a\\r\\nb\"", "X-Own: é"}) {
            String options = "web: {http_server_config: {headers: {" + header + "}}}";
            assertThat(new Written(options).problems()).as(header).contains(problem);
        }
    }

    @Test
    void hashesAndTokensAreChecked() {
        assertThat(new Written("web: {basic_auth_users: {alice: secret}}").problems())
                .contains("basic_auth_users: must be bcrypt hashes")
                .doesNotContain("secret");
        assertThat(new Written("web: {bearer_token: short}").problems())
                .contains("bearer_token: must have at least 16 characters")
                .doesNotContain("short");
        assertThat(new Written("web: {tls_server_config: {}}").problems())
                .contains("cert_file: must be set", "key_file: must be set");
    }
}
