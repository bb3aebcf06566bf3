package dev.ingot.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingot.config.Secret;
import dev.ingot.testkit.Await;
import dev.ingot.testkit.LogLines;
import dev.ingot.testkit.RealProgram;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Both ends of TLS against each other, and the server against OpenSSL.
class TlsTest {
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress("127.0.0.1", 0);
    private static final System.Logger LOG = System.getLogger("toy");
    private static final String ENDED_TLS =
            "ingot_receiver_connections_ended_total{reason=tls, transport=tls}";

    @TempDir static Path folder;

    private static Certificates ca;
    private static Certificates stranger;

    private final Counters counters = new Counters();

    @BeforeAll
    static void makeCertificates() throws IOException {
        ca = new Certificates(folder, "ca");
        ca.sign("host", "127.0.0.1").sign("other", "127.0.0.1").sign("named", "ingot.test");
        ca.sign("client", "alice")
                .sign("ec", "127.0.0.1", "-newkey ec -pkeyopt ec_paramgen_curve:P-256");
        stranger = new Certificates(folder, "stranger");
        stranger.sign("impostor", "127.0.0.1");
    }

    @Test
    void conversationRunsOverTls() throws Exception {
        for (String file : new String[] {"host", "ec"}) {
            try (var server = started(server(file));
                    var socket = connect(server, client())) {
                assertThat(answer(socket)).isEqualTo("TLSv1.3 -");
            }
        }
        counters.await("ingot_receiver_connections_ended_total{reason=closed, transport=tls}", 2);
    }

    @Test
    void opensslIsAnswered() throws Exception {
        try (var server = started(server("host"))) {
            String said =
                    RealProgram.run(
                            "openssl",
                            folder,
                            "hello\n",
                            ("openssl s_client -quiet -verify_return_error -verify_ip 127.0.0.1"
                                            + " -CAfile "
                                            + ca.ca()
                                            + " -connect 127.0.0.1:"
                                            + server.address().getPort())
                                    .split(" ", -1));
            assertThat(said).contains("TLS -");
        }
    }

    @Test
    void clientShowsItsCertificateWhereOneIsWanted() throws Exception {
        try (var server = started(mutual());
                var socket = connect(server, clientShowing("client"))) {
            assertThat(answer(socket)).isEqualTo("TLSv1.3 CN=alice");
        }
    }

    @Test
    void clientWithoutCertificateOrWithAStrangersIsRefusedAndNamed() throws Exception {
        try (var log = new LogLines("toy");
                var server = started(mutual())) {
            // With TLS 1.3 the client hears of it when it reads.
            try (var socket = connect(server, client())) {
                assertThatThrownBy(() -> answer(socket)).isInstanceOf(IOException.class);
            }
            counters.await(ENDED_TLS, 1);
            log.await("WARNING cannot agree on TLS with 127.0.0.1:");
            try (var socket = connect(server, clientShowing("impostor"))) {
                assertThatThrownBy(() -> answer(socket)).isInstanceOf(IOException.class);
            }
            counters.await(ENDED_TLS, 2);
        }
    }

    @Test
    void plainTextIsRefused() throws Exception {
        try (var log = new LogLines("toy");
                var server = started(server("host"));
                var socket = new Socket("127.0.0.1", server.address().getPort())) {
            socket.getOutputStream().write("<13>hello\n".getBytes(UTF_8));
            counters.await(ENDED_TLS, 1);
            log.await(
                    "WARNING cannot agree on TLS with 127.0.0.1:"
                            + socket.getLocalPort()
                            + ": Unsupported or unrecognized SSL message");
        }
    }

    @Test
    void peerThatNeverFinishesTheHandshakeIsGivenUp() throws Exception {
        try (var server = started(server("host"), Duration.ofMillis(50));
                var socket = new Socket("127.0.0.1", server.address().getPort())) {
            assertThat(socket.getInputStream().readAllBytes()).isNotNull();
            counters.await(ENDED_TLS, 1);
        }
    }

    @Test
    void closeEndsOpenTlsConnectionsAndStalledHandshakesAtOnce() throws Exception {
        var server = started(server("host"));
        try (var talking = connect(server, client());
                var stalled = new Socket("127.0.0.1", server.address().getPort())) {
            talking.startHandshake();
            counters.await("ingot_receiver_open_connections{transport=tls}", 2);
            server.close();
            assertThat(talking.getInputStream().read()).isEqualTo(-1);
            assertThat(stalled.isConnected()).isTrue();
        }
        assertThat(counters.value("ingot_receiver_open_connections{transport=tls}")).isZero();
    }

    @Test
    void versionsAreKept() throws Exception {
        var only12 = new TlsVersions("1.2", "1.2");
        var only13 = new TlsVersions("1.3", "");
        try (var server = started(with(server("host"), only12));
                var socket = connect(server, client())) {
            assertThat(answer(socket)).isEqualTo("TLSv1.2 -");
        }
        try (var server = started(with(server("host"), only12));
                var socket = connect(server, with(client(), only13))) {
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void clientRefusesAStrangerAndAWrongName() throws Exception {
        try (var server = started(server("impostor"));
                var socket = connect(server, client())) {
            assertThatThrownBy(socket::startHandshake)
                    .isInstanceOf(SSLHandshakeException.class)
                    .hasMessageContaining("unable to find valid certification path");
        }
        try (var server = started(server("named"));
                var socket = connect(server, client())) {
            assertThatThrownBy(socket::startHandshake)
                    .isInstanceOf(SSLHandshakeException.class)
                    .hasMessageContaining("127.0.0.1");
        }
    }

    @Test
    void serverNameOverrideIsTheNameThatIsChecked() throws Exception {
        try (var server = started(server("named"));
                var socket = connect(server, named("ingot.test"))) {
            assertThat(answer(socket)).isEqualTo("TLSv1.3 -");
        }
        try (var server = started(server("host"));
                var socket = connect(server, named("ingot.test"))) {
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void skippingVerificationBelievesAnyone() throws Exception {
        var gullible =
                new TlsClientConfig(
                        false,
                        true,
                        "",
                        PemSource.ofFile("ca", ""),
                        false,
                        PemSource.ofFile("cert", ""),
                        PemSource.ofFile("key", ""),
                        TlsVersions.DEFAULT,
                        Duration.ZERO);
        try (var server = started(server("impostor"));
                var socket = connect(server, gullible)) {
            assertThat(answer(socket)).isEqualTo("TLSv1.3 -");
        }
    }

    @Test
    void certificateItselfMayStandInThePlaceOfItsAuthority() throws Exception {
        try (var server = started(server("impostor"));
                var socket = connect(server, client("impostor.pem", false))) {
            assertThat(answer(socket)).isEqualTo("TLSv1.3 -");
        }
    }

    @Test
    void fingerprintIsBelievedAloneAndInTheHandshake() throws Exception {
        Fingerprint right = fingerprint("impostor");
        try (var server = started(server("impostor"))) {
            var client = TlsClient.open(client(), right, LOG);
            try (var socket = connect(server, client)) {
                assertThat(answer(socket)).isEqualTo("TLSv1.3 -");
            }
            Fingerprint wrong = fingerprint("host");
            try (var socket = connect(server, TlsClient.open(client(), wrong, LOG))) {
                assertThatThrownBy(socket::startHandshake)
                        .isInstanceOf(SSLHandshakeException.class)
                        .hasMessageEndingWith("its certificate has another fingerprint");
            }
        }
    }

    private static Fingerprint fingerprint(String file) {
        String said = ca.openssl("x509 -noout -fingerprint -sha256 -in " + ca.path(file + ".pem"));
        return Fingerprint.of(said.substring(said.indexOf('=') + 1));
    }

    @Test
    void systemAuthoritiesAreBelievedOnlyWhereAskedFor() throws Exception {
        int system =
                TlsClient.open(TlsClientConfig.DEFAULT, LOG)
                        .trustManager()
                        .getAcceptedIssuers()
                        .length;
        int own = TlsClient.open(client(), LOG).trustManager().getAcceptedIssuers().length;
        int both =
                TlsClient.open(client("ca.pem", true), LOG)
                        .trustManager()
                        .getAcceptedIssuers()
                        .length;
        assertThat(system).isGreaterThan(20);
        assertThat(own).isEqualTo(1);
        assertThat(both).isEqualTo(system + 1);
    }

    @Test
    void whatCannotBeReadIsNamed() throws Exception {
        Path key = folder.resolve("no.key");
        fails(server("host.pem", key.toString()), "cannot read key_file " + key + ": no such file");
        fails(
                server("host.pem", ca.path("other.key")),
                "cannot read key_file "
                        + ca.path("other.key")
                        + ": it is not the key of the certificate");
        fails(
                server("host.pem", ca.path("ec.key")),
                "cannot read key_file "
                        + ca.path("ec.key")
                        + ": it is not the key of the certificate");
        fails(
                server("host.key", ca.path("host.key")),
                "cannot read cert_file " + ca.path("host.key") + ": there is no certificate in it");
        fails(
                new TlsServerConfig(
                        PemSource.ofFile("cert", ca.path("host.pem")),
                        new PemSource("key", "", Secret.of("a secret")),
                        PemSource.ofFile("client_ca", ""),
                        TlsVersions.DEFAULT,
                        Duration.ZERO),
                "cannot read key_pem: there is no private key in it");
    }

    private void fails(TlsServerConfig config, String message) {
        try (var server = server(config, Duration.ZERO)) {
            assertThatThrownBy(server::start).isInstanceOf(IOException.class).hasMessage(message);
        }
    }

    @Test
    void keyThatEveryoneMayReadIsWarnedAbout() throws Exception {
        Path key = folder.resolve("open.key");
        Files.copy(folder.resolve("host.key"), key);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        try (var log = new LogLines("toy");
                var _ = started(server("host.pem", key.toString()))) {
            assertThat(log.lines()).containsExactly("WARNING everyone may read key_file " + key);
        }
    }

    @Test
    void changedFilesAreUsedForNewConnectionsAndBadOnesAreNot() throws Exception {
        Path cert = folder.resolve("live.pem");
        Path key = folder.resolve("live.key");
        copy("host", cert, key);
        var config =
                new TlsServerConfig(
                        PemSource.ofFile("cert", cert.toString()),
                        PemSource.ofFile("key", key.toString()),
                        PemSource.ofFile("client_ca", ""),
                        TlsVersions.DEFAULT,
                        Duration.ofMillis(1));
        try (var log = new LogLines("toy");
                var server = started(config);
                var old = connect(server, client())) {
            assertThat(serial(server)).isEqualTo(serial("host"));
            assertThat(answer(old)).isEqualTo("TLSv1.3 -");

            Files.copy(folder.resolve("other.key"), key, REPLACE_EXISTING);
            for (int i = 0; i < 3; i++) {
                assertThat(serial(server)).isEqualTo(serial("host"));
            }
            assertThat(log.lines())
                    .containsExactly(
                            "WARNING cannot read key_file "
                                    + key
                                    + ": it is not the key of the certificate;"
                                    + " what was read before stays in use");

            Files.copy(folder.resolve("other.pem"), cert, REPLACE_EXISTING);
            Await.until("the new one", () -> serial(server).equals(serial("other")));
            assertThat(log.lines()).endsWith("INFO read the changed TLS files");
        }
    }

    @Test
    void clientFollowsItsFiles() throws Exception {
        Path trusted = folder.resolve("trusted.pem");
        Files.copy(folder.resolve("stranger.pem"), trusted);
        var config =
                new TlsClientConfig(
                        false,
                        false,
                        "",
                        PemSource.ofFile("ca", trusted.toString()),
                        false,
                        PemSource.ofFile("cert", ""),
                        PemSource.ofFile("key", ""),
                        TlsVersions.DEFAULT,
                        Duration.ofMillis(1));
        var client = TlsClient.open(config, LOG);
        try (var server = started(server("host"))) {
            try (var socket = connect(server, client)) {
                assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
            }
            Files.copy(folder.resolve("ca.pem"), trusted, REPLACE_EXISTING);
            Await.until(
                    "the new authority",
                    () -> {
                        try (var socket = connect(server, client)) {
                            return answer(socket).equals("TLSv1.3 -");
                        }
                    });
        }
    }

    private static void copy(String file, Path cert, Path key) throws IOException {
        Files.copy(folder.resolve(file + ".pem"), cert, REPLACE_EXISTING);
        Files.copy(folder.resolve(file + ".key"), key, REPLACE_EXISTING);
    }

    private static String serial(TcpServer server) throws IOException {
        try (var socket = connect(server, client())) {
            socket.startHandshake();
            var shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return shown.getSerialNumber().toString();
        }
    }

    private static String serial(String file) throws IOException {
        byte[] text = Files.readAllBytes(folder.resolve(file + ".pem"));
        return Pem.certificates(text).getFirst().getSerialNumber().toString();
    }

    private static TlsServerConfig server(String file) {
        return server(file + ".pem", ca.path(file + ".key"));
    }

    private static TlsServerConfig server(String certFile, String keyPath) {
        return TlsServerConfig.ofFiles(ca.path(certFile), keyPath);
    }

    private static TlsServerConfig mutual() {
        return new TlsServerConfig(
                PemSource.ofFile("cert", ca.path("host.pem")),
                PemSource.ofFile("key", ca.path("host.key")),
                PemSource.ofFile("client_ca", ca.ca()),
                TlsVersions.DEFAULT,
                Duration.ZERO);
    }

    private static TlsServerConfig with(TlsServerConfig config, TlsVersions versions) {
        PemSource authority = config.clients().authority();
        return new TlsServerConfig(config.cert(), config.key(), authority, versions, Duration.ZERO);
    }

    private static TlsClientConfig client() {
        return client("ca.pem", false);
    }

    private static TlsClientConfig client(String caFile, boolean systemCa) {
        return client("", caFile, systemCa, "", TlsVersions.DEFAULT);
    }

    private static TlsClientConfig clientShowing(String file) {
        return client("", "ca.pem", false, file, TlsVersions.DEFAULT);
    }

    private static TlsClientConfig named(String name) {
        return client(name, "ca.pem", false, "", TlsVersions.DEFAULT);
    }

    private static TlsClientConfig with(TlsClientConfig config, TlsVersions versions) {
        return client(config.serverName(), "ca.pem", config.systemCa(), "", versions);
    }

    private static TlsClientConfig client(
            String name, String caFile, boolean systemCa, String own, TlsVersions versions) {
        return new TlsClientConfig(
                false,
                false,
                name,
                PemSource.ofFile("ca", ca.path(caFile)),
                systemCa,
                PemSource.ofFile("cert", own.isEmpty() ? "" : ca.path(own + ".pem")),
                PemSource.ofFile("key", own.isEmpty() ? "" : ca.path(own + ".key")),
                versions,
                Duration.ZERO);
    }

    private TcpServer started(TlsServerConfig config) throws IOException {
        return started(config, Duration.ofMinutes(1));
    }

    private TcpServer started(TlsServerConfig config, Duration idle) throws IOException {
        var server = server(config, idle);
        server.start();
        return server;
    }

    private TcpServer server(TlsServerConfig config, Duration idle) {
        return new TcpServer(
                counters.context("toy"),
                "tls",
                new TcpServer.Options(ANY_PORT, Optional.of(config), 10, idle),
                connection -> {
                    int first = connection.in().read();
                    if (first >= 0) {
                        String peer = connection.tlsPeer().orElse("-");
                        connection.out().write(("TLS " + peer).getBytes(UTF_8));
                    }
                });
    }

    private static SSLSocket connect(TcpServer server, TlsClientConfig config) throws IOException {
        return connect(server, TlsClient.open(config, LOG));
    }

    private static SSLSocket connect(TcpServer server, TlsClient client) throws IOException {
        int port = server.address().getPort();
        var socket = (SSLSocket) client.socketFactory().createSocket("127.0.0.1", port);
        socket.setSoTimeout(60_000);
        return socket;
    }

    /// Sends a byte and returns the version of TLS and what the server knows of the client.
    private static String answer(SSLSocket socket) throws IOException {
        socket.getOutputStream().write('x');
        String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
        return answer.replace("TLS", socket.getSession().getProtocol());
    }
}
