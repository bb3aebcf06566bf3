package dev.ingot.exporter.prometheus;

import static dev.ingot.exporter.prometheus.Bridges.SIZE;
import static dev.ingot.exporter.prometheus.Bridges.series;
import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.ingot.testkit.RealProgram;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
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

    @Test
    void unknownUserTakesAsLongAsAKnownOne() throws Exception {
        String dear = BCrypt.withDefaults().hashToString(9, "secret".toCharArray());
        try (var served = new Served("web: {basic_auth_users: {alice: " + dear + "}}")) {
            answers(served, basic("carol:warm-up"), 401);
            long before = System.nanoTime();
            answers(served, basic("alice:wrong"), 401);
            long known = System.nanoTime();
            answers(served, basic("carol:wrong"), 401);
            long unknown = System.nanoTime();
            assertThat(unknown - known).isGreaterThan((known - before) / 10);
        }
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

    @Test
    void hashesAndTokensAreChecked() {
        assertThat(new Written("web: {basic_auth_users: {alice: secret}}").problems())
                .contains("basic_auth_users: must be bcrypt hashes")
                .doesNotContain("secret");
        assertThat(new Written("web: {bearer_token: short}").problems())
                .contains("bearer_token: must have at least 16 characters")
                .doesNotContain("short");
        assertThat(new Written("web: {tls_server_config: {min_version: SSL3}}").problems())
                .contains("min_version: must be `TLS12` or `TLS13`")
                .contains("cert_file: must be set");
        assertThat(
                        new Written(
                                        "web: {tls_server_config: {cert_file: a, key_file: b,"
                                                + " client_auth_type: RequestClientCert}}")
                                .problems())
                .contains("client_auth_type: must be");
    }

    /// Prometheus's own tool accepts the very file, and Prometheus scrapes with it.
    @Test
    void prometheusWebFileIsTakenOver(@TempDir Path directory) throws Exception {
        RealProgram.run(
                "openssl",
                directory,
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=IP:127.0.0.1",
                "-keyout",
                "key.pem",
                "-out",
                "cert.pem");
        Path web = directory.resolve("web.yml");
        Files.writeString(
                web,
                """
                tls_server_config:
                  cert_file: DIR/cert.pem
                  key_file: DIR/key.pem
                  min_version: TLS13
                http_server_config:
                  http2: false
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
                    global: {scrape_interval: 1s}
                    scrape_configs:
                      - job_name: ingot
                        scheme: https
                        tls_config: {ca_file: DIR/cert.pem}
                        basic_auth: {username: alice, password: secret}
                        static_configs: [{targets: ["127.0.0.1:PORT"]}]
                    """
                            .replace("DIR", directory.toString())
                            .replace("PORT", "" + served.port());
            try (var prometheus = Prometheus.start(directory, config)) {
                prometheus.scraped();
                assertThat(prometheus.query("pool_size_bytes{pool=\"tank\"}")).hasSize(1);
            }
        }
    }
}
