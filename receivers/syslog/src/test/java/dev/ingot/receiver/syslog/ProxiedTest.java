package dev.ingot.receiver.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.net.Certificates;
import dev.ingot.testkit.Await;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Connections that a proxy passes on.
class ProxiedTest {
    private static final String YAML =
            "tcp: {listen_address: '127.0.0.1:0', proxy_protocol: true, add_attributes: true%s}";
    private static final String HEADER = "PROXY TCP4 192.0.2.7 198.51.100.7 56324 514\r\n";

    @TempDir Path directory;

    private static void comesFromBehind(Station station) {
        assertThat(station.log().fields().toString())
                .contains(
                        "net.peer.ip=192.0.2.7",
                        "net.peer.port=56324",
                        "net.host.ip=198.51.100.7",
                        "net.host.port=514");
        assertThat(station.log().origin().toString()).contains("host.name=\"192.0.2.7\"");
    }

    @Test
    void theSenderBehindTheProxyIsTold() throws IOException {
        try (var station = new Station(YAML.formatted(""))) {
            station.stream(HEADER + "<13>a: t\n");
            comesFromBehind(station);
        }
    }

    @Test
    void aConnectionWithoutAHeaderIsEnded() throws IOException {
        try (var station = new Station(YAML.formatted(""));
                var socket = station.connect()) {
            socket.getOutputStream().write("<13>a: t\n".getBytes(StandardCharsets.US_ASCII));
            Await.until("the end", () -> station.telemetry.text().contains("reason=proxy"));
            assertThat(station.recorder.size()).isZero();
        }
    }

    @Test
    void theHeaderStandsBeforeTheHandshake() throws Exception {
        var certificates = new Certificates(directory, "ca").sign("server", "127.0.0.1");
        try (var station = new Station(YAML.formatted(tls(certificates)));
                var socket = station.connect()) {
            socket.getOutputStream().write(HEADER.getBytes(StandardCharsets.US_ASCII));
            try (var secure =
                    (SSLSocket)
                            believing(certificates)
                                    .getSocketFactory()
                                    .createSocket(socket, "127.0.0.1", socket.getPort(), true)) {
                secure.getOutputStream().write("<13>a: t\n".getBytes(StandardCharsets.US_ASCII));
                comesFromBehind(station);
            }
        }
    }

    @Test
    void aHandshakeWithoutAHeaderIsEnded() throws Exception {
        var certificates = new Certificates(directory, "ca").sign("server", "127.0.0.1");
        try (var station = new Station(YAML.formatted(tls(certificates)));
                var socket = station.connect()) {
            // A record of a handshake begins so.
            socket.getOutputStream().write(new byte[] {0x16, 3, 1, 0, 0});
            Await.until("the end", () -> station.telemetry.text().contains("reason=proxy"));
        }
    }

    private static String tls(Certificates certificates) {
        return ", tls: {cert_file: %s, key_file: %s}"
                .formatted(certificates.path("server.pem"), certificates.path("server.key"));
    }

    private static SSLContext believing(Certificates certificates)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (var file = new FileInputStream(certificates.ca().toString())) {
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(file));
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
