package dev.ingot.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingot.testkit.LogLines;
import dev.ingot.testkit.RealProgram;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The server end of TLS, against our own client and OpenSSL.
class TlsServerTest {
    @TempDir static Path folder;

    private static TlsPeers peers;

    private final Counters counters = new Counters();

    @BeforeAll
    static void makeCertificates() throws IOException {
        peers = new TlsPeers(folder);
        peers.ca.sign("host", "127.0.0.1").sign("client", "alice");
        peers.ca.sign("ec", "127.0.0.1", "-newkey ec -pkeyopt ec_paramgen_curve:P-256");
        peers.stranger.sign("impostor", "127.0.0.1");
    }

    private static final String ENDED_TLS =
            "ingot_receiver_connections_ended_total{reason=tls, transport=tls}";

    @Test
    void conversationRunsOverTls() throws Exception {
        for (String file : new String[] {"host", "ec"}) {
            try (var server = peers.started(counters, peers.server(file));
                    var socket = peers.connect(server, peers.client())) {
                assertThat(peers.answer(socket)).isEqualTo("TLSv1.3 -");
            }
        }
        counters.await("ingot_receiver_connections_ended_total{reason=closed, transport=tls}", 2);
    }

    @Test
    void opensslIsAnswered() throws Exception {
        try (var server = peers.started(counters, peers.server("host"))) {
            String said =
                    RealProgram.run(
                            "openssl",
                            folder,
                            "hello\n",
                            ("openssl s_client -quiet -verify_return_error -verify_ip 127.0.0.1"
                                            + " -CAfile "
                                            + peers.ca.ca()
                                            + " -connect 127.0.0.1:"
                                            + server.address().getPort())
                                    .split(" ", -1));
            assertThat(said).contains("TLS -");
        }
    }

    @Test
    void clientShowsItsCertificateWhereOneIsWanted() throws Exception {
        try (var server = peers.started(counters, peers.mutual());
                var socket = peers.connect(server, peers.clientShowing("client"))) {
            assertThat(peers.answer(socket)).isEqualTo("TLSv1.3 CN=alice");
        }
    }

    @Test
    void clientWithoutCertificateOrWithAStrangersIsRefusedAndNamed() throws Exception {
        try (var log = new LogLines("toy");
                var server = peers.started(counters, peers.mutual())) {
            // With TLS 1.3 the client hears of it when it reads.
            try (var socket = peers.connect(server, peers.client())) {
                assertThatThrownBy(() -> peers.answer(socket)).isInstanceOf(IOException.class);
            }
            counters.await(ENDED_TLS, 1);
            log.await("WARNING cannot agree on TLS with 127.0.0.1:");
            try (var socket = peers.connect(server, peers.clientShowing("impostor"))) {
                assertThatThrownBy(() -> peers.answer(socket)).isInstanceOf(IOException.class);
            }
            counters.await(ENDED_TLS, 2);
        }
    }

    @Test
    void plainTextIsRefused() throws Exception {
        try (var log = new LogLines("toy");
                var server = peers.started(counters, peers.server("host"));
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
        try (var server = peers.started(counters, peers.server("host"), Duration.ofMillis(50));
                var socket = new Socket("127.0.0.1", server.address().getPort())) {
            assertThat(socket.getInputStream().readAllBytes()).isNotNull();
            counters.await(ENDED_TLS, 1);
        }
    }

    @Test
    void closeEndsOpenTlsConnectionsAndStalledHandshakesAtOnce() throws Exception {
        var server = peers.started(counters, peers.server("host"));
        try (var talking = peers.connect(server, peers.client());
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
        try (var server = peers.started(counters, peers.with(peers.server("host"), only12));
                var socket = peers.connect(server, peers.client())) {
            assertThat(peers.answer(socket)).isEqualTo("TLSv1.2 -");
        }
        try (var server = peers.started(counters, peers.with(peers.server("host"), only12));
                var socket = peers.connect(server, peers.with(peers.client(), only13))) {
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
        }
    }
}
