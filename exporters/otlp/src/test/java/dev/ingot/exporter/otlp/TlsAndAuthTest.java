package dev.ingot.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.function.UnaryOperator;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsAndAuthTest {
    private static final HeldCertificate AUTHORITY =
            new HeldCertificate.Builder().certificateAuthority(0).commonName("home").build();

    @TempDir private Path directory = Path.of("");

    private static Backend backend(UnaryOperator<HeldCertificate.Builder> shape)
            throws IOException {
        var builder = new HeldCertificate.Builder().signedBy(AUTHORITY).commonName("otlp");
        var tls =
                new HandshakeCertificates.Builder()
                        .heldCertificate(shape.apply(builder).build())
                        .build();
        return Backend.start(tls.sslSocketFactory());
    }

    private OtlpConfig config(Backend backend, String more) throws IOException {
        Path ca = directory.resolve("ca.pem");
        Files.writeString(ca, AUTHORITY.certificatePem());
        return Configs.http(
                "endpoint: https://localhost:"
                        + backend.server.getPort()
                        + "\nretry_on_failure: {initial_interval: 10ms, max_interval: 50ms}\n"
                        + more.replace("CA", ca.toString()));
    }

    private void warns(Backend backend, String more, String expected) throws IOException {
        try (backend;
                var push = new Push(config(backend, more))) {
            push.accept(Push.points(0, 5));
            push.log.await(expected);
            assertThat(backend.taken()).isZero();
        }
    }

    @Test
    void aServerOfAKnownAuthorityIsTrusted() throws IOException {
        try (var backend = backend(it -> it.addSubjectAlternativeName("localhost"));
                var push = new Push(config(backend, "tls: {ca_file: CA}"))) {
            push.accept(Push.points(0, 5));
            push.awaitCounter("otelcol_exporter_sent_metric_points{} 5");
        }
    }

    @Test
    void grpcGoesOverTlsToo() throws IOException {
        try (var backend = backend(it -> it.addSubjectAlternativeName("localhost"))) {
            backend.usual = Backend.grpc(0, "", new byte[0]);
            Path ca = Files.writeString(directory.resolve("ca.pem"), AUTHORITY.certificatePem());
            var config =
                    Configs.grpc(
                            "{endpoint: \"localhost:"
                                    + backend.server.getPort()
                                    + "\", tls: {ca_file: "
                                    + ca
                                    + "}}");
            try (var push = new Push(config)) {
                push.accept(Push.points(0, 5));
                push.awaitCounter("otelcol_exporter_sent_metric_points{} 5");
            }
            assertThat(backend.values()).isEqualTo(Push.numbers(5));
            assertThat(backend.requests.getFirst().getHandshake()).isNotNull();
        }
    }

    @Test
    void theExporterShowsItsCertificate() throws IOException {
        var server =
                new HeldCertificate.Builder()
                        .signedBy(AUTHORITY)
                        .addSubjectAlternativeName("localhost")
                        .build();
        var tls =
                new HandshakeCertificates.Builder()
                        .heldCertificate(server)
                        .addTrustedCertificate(AUTHORITY.certificate())
                        .build();
        var own = new HeldCertificate.Builder().signedBy(AUTHORITY).commonName("ingot").build();
        Path cert = Files.writeString(directory.resolve("cert.pem"), own.certificatePem());
        Path key = Files.writeString(directory.resolve("key.pem"), own.privateKeyPkcs8Pem());
        String more = "tls: {ca_file: CA, cert_file: " + cert + ", key_file: " + key + "}";
        try (var backend = Backend.start(tls.sslSocketFactory())) {
            backend.server.requireClientAuth();
            try (var push = new Push(config(backend, more))) {
                push.accept(Push.points(0, 5));
                push.awaitCounter("otelcol_exporter_sent_metric_points{} 5");
            }
            assertThat(backend.requests.getFirst().getHandshake())
                    .extracting(handshake -> String.valueOf(handshake.peerPrincipal()))
                    .isEqualTo("CN=ingot");
        }
    }

    @Test
    void anUnknownAuthorityIsNamed() throws IOException {
        warns(
                backend(it -> it.addSubjectAlternativeName("localhost")),
                "",
                "its certificate is from an authority that is not trusted; set `tls.ca_file`");
    }

    @Test
    void anotherHostsCertificateIsNamed() throws IOException {
        warns(
                backend(it -> it.addSubjectAlternativeName("example.org")),
                "tls: {ca_file: CA}",
                "its certificate is for another host (No subject alternative DNS name matching"
                        + " localhost found");
    }

    @Test
    void anExpiredCertificateIsNamed() throws IOException {
        warns(
                backend(it ->
                        it.addSubjectAlternativeName("localhost")
                                .validityInterval(0, 1_000_000_000_000L)),
                "tls: {ca_file: CA}",
                "its certificate has expired (NotAfter: Sun Sep 09");
    }

    @Test
    void aCertificateOfTheFutureIsNamed() throws IOException {
        long tomorrow = System.currentTimeMillis() + 86_400_000;
        warns(
                backend(it ->
                        it.addSubjectAlternativeName("localhost")
                                .validityInterval(tomorrow, 2 * tomorrow)),
                "tls: {ca_file: CA}",
                "its certificate is not valid yet (NotBefore: ");
    }

    @Test
    void aStreamThatTheServerResetsIsTriedAgain() throws IOException {
        try (var backend = backend(it -> it.addSubjectAlternativeName("localhost"))) {
            backend.then(Backend.RESET);
            try (var push = new Push(config(backend, "tls: {ca_file: CA}"))) {
                push.accept(Push.points(0, 5));
                push.awaitCounter("otelcol_exporter_sent_metric_points{} 5");
                push.log.await("/v1/metrics: the server reset the stream: INTERNAL_ERROR; keeping");
            }
            assertThat(backend.requests.getFirst().getVersion()).isEqualTo("HTTP/2");
            assertThat(backend.values()).isEqualTo(Push.numbers(5));
        }
    }

    @Test
    void plainTextIsNamed() throws IOException {
        byte[] refusal = "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        try (var plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual()
                    .start(() -> {
                        while (!plain.isClosed()) {
                            try (var connection = plain.accept()) {
                                connection.getInputStream().read(new byte[100]);
                                connection.getOutputStream().write(refusal);
                            } catch (IOException closed) {
                                return;
                            }
                        }
                    });
            try (var push =
                    new Push(Configs.http("endpoint: https://localhost:" + plain.getLocalPort()))) {
                push.accept(Push.points(0, 5));
                push.log.await("it does not speak TLS; is the endpoint `http://`?");
            }
        }
    }

    @Test
    void basicAuthenticationIsSent() throws IOException {
        assertThat(authorization("{basic: {username: u, password: p}}")).isEqualTo("Basic dTpw");
    }

    @Test
    void aBearerTokenIsSent() throws IOException {
        assertThat(authorization("{bearer: {token: abc}}")).isEqualTo("Bearer abc");
        assertThat(authorization("{bearer: {token: abc, scheme: Token}}")).isEqualTo("Token abc");
    }

    private static String authorization(String auth) throws IOException {
        try (var backend = Backend.start();
                var push =
                        new Push(Configs.http("endpoint: " + backend.url() + "\nauth: " + auth))) {
            push.accept(Push.points(0, 5));
            push.awaitCounter("otelcol_exporter_sent_metric_points{} 5");
            return String.valueOf(backend.requests.getFirst().getHeaders().get("Authorization"));
        }
    }

    @Test
    void aTokensFileIsReadAgainWhenItChanges() throws IOException {
        Path file = directory.resolve("token");
        Files.writeString(file, "one\n");
        try (var backend = Backend.start();
                var push =
                        new Push(
                                Configs.http(
                                        "endpoint: "
                                                + backend.url()
                                                + "\nauth: {bearer: {filename: "
                                                + file
                                                + "}}"))) {
            push.accept(Push.points(0, 5));
            push.awaitCounter("otelcol_exporter_sent_metric_points{} 5");
            Files.writeString(file, "two\n");
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
            push.accept(Push.points(5, 10));
            push.awaitCounter("otelcol_exporter_sent_metric_points{} 10");
            assertThat(backend.requests)
                    .extracting(request -> request.getHeaders().get("Authorization"))
                    .containsExactly("Bearer one", "Bearer two");
        }
    }

    @Test
    void aTokensFileThatIsMissingIsWaitedFor() throws IOException {
        Path file = directory.resolve("late-token");
        try (var backend = Backend.start();
                var push =
                        new Push(
                                Configs.http(
                                        "endpoint: "
                                                + backend.url()
                                                + "\nretry_on_failure: {initial_interval: 10ms}"
                                                + "\nauth: {bearer: {filename: "
                                                + file
                                                + "}}"))) {
            push.accept(Push.points(0, 5));
            push.log.await("cannot read the token: " + file);
            Files.writeString(file, "late");
            push.awaitCounter("otelcol_exporter_sent_metric_points{} 5");
        }
    }
}
