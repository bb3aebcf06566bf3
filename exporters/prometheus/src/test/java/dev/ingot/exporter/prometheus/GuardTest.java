package dev.ingot.exporter.prometheus;

import static dev.ingot.exporter.prometheus.Bridges.SIZE;
import static dev.ingot.exporter.prometheus.Bridges.series;
import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.ingot.config.Secret;
import dev.ingot.net.Certificates;
import dev.ingot.testkit.RealProgram;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardTest {
    private static final String WEB =
            """
            web:
              basic_auth_users:
                alice: %s
                bob: %s
            """
                    .formatted(hash("secret"), hash("other"));

    private static String hash(String password) {
        return BCrypt.with(BCrypt.Version.VERSION_2Y).hashToString(4, password.toCharArray());
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static void answers(Served served, String authorization, int status) throws Exception {
        var response = served.get("/metrics", "Authorization", authorization);
        assertThat(response.statusCode()).as(authorization).isEqualTo(status);
    }

    @Test
    void usersNeedTheirPassword() throws Exception {
        try (var served = new Served(WEB)) {
            var refused = served.get("/metrics");
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().firstValue("www-authenticate"))
                    .hasValue("Basic realm=\"ingot\", charset=\"UTF-8\"");
            answers(served, basic("alice:secret"), 200);
            answers(served, basic("alice:secret"), 200);
            answers(served, basic("alice:other"), 401);
            answers(served, basic("alice:secret"), 200);
            answers(served, basic("bob:other"), 200);
            answers(served, basic("bob:secret"), 401);
            answers(served, basic("carol:secret"), 401);
            answers(served, basic(":"), 401);
            answers(served, basic("alice"), 401);
            answers(served, basic("alice:" + "x".repeat(100)), 401);
            answers(served, "Basic !!!", 401);
            answers(served, "Bearer secret", 401);
            answers(served, "nonsense", 401);
        }
    }

    /// So that the time of an answer does not tell who there is.
    @Test
    void unknownUserIsAsDearAsAKnownOne() {
        String dear = BCrypt.withDefaults().hashToString(9, "secret".toCharArray());
        var guard = new Guard(Map.of("alice", Secret.of(dear)), Secret.of(""));
        assertThat(guard.hashOf("alice").reveal()).isEqualTo(dear);
        String nobodys = guard.hashOf("carol").reveal();
        assertThat(nobodys).hasSameSizeAs(dear).startsWith(dear.substring(0, 7));
        byte[] hash = nobodys.getBytes(StandardCharsets.UTF_8);
        var looked = BCrypt.verifyer().verify(new byte[] {'x'}, hash);
        assertThat(looked.validFormat).isTrue();
        assertThat(looked.verified).isFalse();
        assertThat(looked.details.cost).isEqualTo(9);
    }

    @Test
    void onlyHealthIsOpenToEveryone() throws Exception {
        try (var served = new Served(WEB)) {
            for (String path : new String[] {"/", "/metrics", "/api/targets"}) {
                assertThat(served.get(path).statusCode()).as(path).isEqualTo(401);
            }
            for (String path : new String[] {"/health", "/healthz", "/-/ready", "/-/healthy"}) {
                assertThat(served.get(path).statusCode()).as(path).isEqualTo(200);
            }
        }
    }

    @Test
    void tokenOpens() throws Exception {
        try (var served = new Served("web: {bearer_token: 0123456789abcdef}")) {
            answers(served, "Bearer 0123456789abcdef", 200);
            answers(served, "bearer 0123456789abcdef", 200);
            answers(served, "Bearer 0123456789abcdeF", 401);
            answers(served, "Bearer ", 401);
            answers(served, basic("alice:secret"), 401);
            assertThat(served.get("/metrics").headers().firstValue("www-authenticate"))
                    .hasValue("Bearer");
        }
    }

    /// Prometheus's own tool accepts the very file, and Prometheus scrapes with it.
    @Test
    void prometheusWebFileIsTakenOver(@TempDir Path directory) throws Exception {
        var ca = new Certificates(directory, "ca");
        ca.sign("host", "127.0.0.1").sign("client", "prometheus.test");
        Path web = directory.resolve("web.yml");
        Files.writeString(
                web,
                """
                tls_server_config:
                  cert_file: DIR/host.pem
                  key_file: DIR/host.key
                  client_auth_type: RequireAndVerifyClientCert
                  client_ca_file: DIR/ca.pem
                  min_version: TLS12
                  max_version: TLS13
                  cipher_suites: [TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256]
                  prefer_server_cipher_suites: true
                  curve_preferences: [X25519, CurveP256]
                http_server_config:
                  http2: false
                  headers:
                    Strict-Transport-Security: max-age=60
                    X-Frame-Options: deny
                basic_auth_users:
                  alice: HASH
                """
                        .replace("DIR", directory.toString())
                        .replace("HASH", hash("secret")));
        RealProgram.run("prometheus", directory, "promtool", "check", "web-config", web.toString());
        try (var served = new Served("web: ${file:" + web + "}")) {
            served.put(series(SIZE, "pool", "tank"), 5);
            String config =
                    """
                    global: {scrape_interval: 3s}
                    scrape_configs:
                      - job_name: ingot
                        scheme: https
                        tls_config:
                          ca_file: DIR/ca.pem
                          cert_file: DIR/client.pem
                          key_file: DIR/client.key
                        basic_auth: {username: alice, password: secret}
                        static_configs: [{targets: ["127.0.0.1:PORT"]}]
                    """
                            .replace("DIR", directory.toString())
                            .replace("PORT", "" + served.port());
            try (var prometheus = Prometheus.start(directory, config)) {
                prometheus.scraped();
                prometheus.answers("pool_size_bytes{pool=\"tank\"}", 1);
            }
        }
    }
}
