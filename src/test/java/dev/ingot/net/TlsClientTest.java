package dev.ingot.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whom the client end of TLS believes.
class TlsClientTest {
    @TempDir static Path folder;

    private static TlsPeers peers;

    private final Counters counters = new Counters();

    @BeforeAll
    static void makeCertificates() throws IOException {
        peers = new TlsPeers(folder);
        peers.ca.sign("host", "127.0.0.1").sign("named", "ingot.test");
        peers.stranger.sign("impostor", "127.0.0.1");
    }

    @Test
    void clientRefusesAStrangerAndAWrongName() throws Exception {
        try (var server = peers.started(counters, peers.server("impostor"));
                var socket = peers.connect(server, peers.client())) {
            assertThatThrownBy(socket::startHandshake)
                    .isInstanceOf(SSLHandshakeException.class)
                    .hasMessageContaining("unable to find valid certification path");
        }
        try (var server = peers.started(counters, peers.server("named"));
                var socket = peers.connect(server, peers.client())) {
            assertThatThrownBy(socket::startHandshake)
                    .isInstanceOf(SSLHandshakeException.class)
                    .hasMessageContaining("127.0.0.1");
        }
    }

    @Test
    void serverNameOverrideIsTheNameThatIsChecked() throws Exception {
        try (var server = peers.started(counters, peers.server("named"));
                var socket = peers.connect(server, peers.named("ingot.test"))) {
            assertThat(peers.answer(socket)).isEqualTo("TLSv1.3 -");
        }
        try (var server = peers.started(counters, peers.server("host"));
                var socket = peers.connect(server, peers.named("ingot.test"))) {
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
        try (var server = peers.started(counters, peers.server("impostor"));
                var socket = peers.connect(server, gullible)) {
            assertThat(peers.answer(socket)).isEqualTo("TLSv1.3 -");
        }
    }

    @Test
    void certificateItselfMayStandInThePlaceOfItsAuthority() throws Exception {
        try (var server = peers.started(counters, peers.server("impostor"));
                var socket = peers.connect(server, peers.client("impostor.pem", false))) {
            assertThat(peers.answer(socket)).isEqualTo("TLSv1.3 -");
        }
    }

    @Test
    void fingerprintIsBelievedAloneAndInTheHandshake() throws Exception {
        Fingerprint right = peers.fingerprint("impostor");
        try (var server = peers.started(counters, peers.server("impostor"))) {
            var client = TlsClient.open(peers.client(), right, TlsPeers.LOG);
            try (var socket = peers.connect(server, client)) {
                assertThat(peers.answer(socket)).isEqualTo("TLSv1.3 -");
            }
            Fingerprint wrong = peers.fingerprint("host");
            try (var socket =
                    peers.connect(server, TlsClient.open(peers.client(), wrong, TlsPeers.LOG))) {
                assertThatThrownBy(socket::startHandshake)
                        .isInstanceOf(SSLHandshakeException.class)
                        .hasMessageEndingWith("its certificate has another fingerprint");
            }
        }
    }

    @Test
    void systemAuthoritiesAreBelievedOnlyWhereAskedFor() throws Exception {
        int system =
                TlsClient.open(TlsClientConfig.DEFAULT, TlsPeers.LOG)
                        .trustManager()
                        .getAcceptedIssuers()
                        .length;
        int own =
                TlsClient.open(peers.client(), TlsPeers.LOG)
                        .trustManager()
                        .getAcceptedIssuers()
                        .length;
        int both =
                TlsClient.open(peers.client("ca.pem", true), TlsPeers.LOG)
                        .trustManager()
                        .getAcceptedIssuers()
                        .length;
        assertThat(system).isGreaterThan(20);
        assertThat(own).isEqualTo(1);
        assertThat(both).isEqualTo(system + 1);
    }
}
