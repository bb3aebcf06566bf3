package dev.ingot.net;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingot.config.Secret;
import dev.ingot.testkit.Await;
import dev.ingot.testkit.LogLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The files of TLS: what cannot be used in them, and what becomes of changed ones.
class TlsFilesTest {
    @TempDir static Path folder;

    private static TlsPeers peers;

    private final Counters counters = new Counters();

    @BeforeAll
    static void makeCertificates() throws IOException {
        peers = new TlsPeers(folder);
        peers.ca.sign("host", "127.0.0.1").sign("other", "127.0.0.1");
        peers.ca.sign("ec", "127.0.0.1", "-newkey ec -pkeyopt ec_paramgen_curve:P-256");
    }

    @Test
    void whatCannotBeReadIsNamed() throws Exception {
        Path key = folder.resolve("no.key");
        fails(
                peers.server("host.pem", key.toString()),
                "cannot read key_file " + key + ": no such file");
        fails(
                peers.server("host.pem", peers.ca.path("other.key")),
                "cannot read key_file "
                        + peers.ca.path("other.key")
                        + ": it is not the key of the certificate");
        fails(
                peers.server("host.pem", peers.ca.path("ec.key")),
                "cannot read key_file "
                        + peers.ca.path("ec.key")
                        + ": it is not the key of the certificate");
        fails(
                peers.server("host.key", peers.ca.path("host.key")),
                "cannot read cert_file "
                        + peers.ca.path("host.key")
                        + ": there is no certificate in it");
        fails(
                new TlsServerConfig(
                        PemSource.ofFile("cert", peers.ca.path("host.pem")),
                        new PemSource("key", "", Secret.of("a secret")),
                        PemSource.ofFile("client_ca", ""),
                        TlsVersions.DEFAULT,
                        Duration.ZERO),
                "cannot read key_pem: there is no private key in it");
    }

    @Test
    void keyThatEveryoneMayReadIsWarnedAbout() throws Exception {
        Path key = folder.resolve("open.key");
        Files.copy(folder.resolve("host.key"), key);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        try (var log = new LogLines("toy");
                var _ = peers.started(counters, peers.server("host.pem", key.toString()))) {
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
                var server = peers.started(counters, config);
                var old = peers.connect(server, peers.client())) {
            assertThat(peers.serial(server)).isEqualTo(peers.serial("host"));
            assertThat(peers.answer(old)).isEqualTo("TLSv1.3 -");

            Files.copy(folder.resolve("other.key"), key, REPLACE_EXISTING);
            for (int i = 0; i < 3; i++) {
                assertThat(peers.serial(server)).isEqualTo(peers.serial("host"));
            }
            assertThat(log.lines())
                    .containsExactly(
                            "WARNING cannot read key_file "
                                    + key
                                    + ": it is not the key of the certificate;"
                                    + " what was read before stays in use");

            Files.copy(folder.resolve("other.pem"), cert, REPLACE_EXISTING);
            Await.until("the new one", () -> peers.serial(server).equals(peers.serial("other")));
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
        var client = TlsClient.open(config, TlsPeers.LOG);
        try (var server = peers.started(counters, peers.server("host"))) {
            try (var socket = peers.connect(server, client)) {
                assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
            }
            Files.copy(folder.resolve("ca.pem"), trusted, REPLACE_EXISTING);
            Await.until(
                    "the new authority",
                    () -> {
                        try (var socket = peers.connect(server, client)) {
                            return peers.answer(socket).equals("TLSv1.3 -");
                        }
                    });
        }
    }

    private void fails(TlsServerConfig config, String message) {
        try (var server = peers.server(counters, config, Duration.ZERO)) {
            assertThatThrownBy(server::start).isInstanceOf(IOException.class).hasMessage(message);
        }
    }

    private static void copy(String file, Path cert, Path key) throws IOException {
        Files.copy(folder.resolve(file + ".pem"), cert, REPLACE_EXISTING);
        Files.copy(folder.resolve(file + ".key"), key, REPLACE_EXISTING);
    }
}
