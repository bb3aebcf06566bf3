package dev.ingot.net;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocket;

/// Both ends of TLS on one machine, with certificates of an authority and of a stranger. The server
/// says what it knows of the client to everyone who sends a byte.
final class TlsPeers {
    static final System.Logger LOG = System.getLogger("toy");

    private static final InetSocketAddress ANY_PORT = new InetSocketAddress("127.0.0.1", 0);

    final Certificates ca;
    final Certificates stranger;
    private final Path folder;

    /// @param folder where their files are
    TlsPeers(Path folder) {
        this.folder = folder;
        this.ca = new Certificates(folder, "ca");
        this.stranger = new Certificates(folder, "stranger");
    }

    Fingerprint fingerprint(String file) {
        String said = ca.openssl("x509 -noout -fingerprint -sha256 -in " + ca.path(file + ".pem"));
        return Fingerprint.of(said.substring(said.indexOf('=') + 1));
    }

    String serial(TcpServer server) throws IOException {
        try (var socket = connect(server, client())) {
            socket.startHandshake();
            var shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return shown.getSerialNumber().toString();
        }
    }

    String serial(String file) throws IOException {
        byte[] text = Files.readAllBytes(folder.resolve(file + ".pem"));
        return Pem.certificates(text).getFirst().getSerialNumber().toString();
    }

    TlsServerConfig server(String file) {
        return server(file + ".pem", ca.path(file + ".key"));
    }

    TlsServerConfig server(String certFile, String keyPath) {
        return TlsServerConfig.ofFiles(ca.path(certFile), keyPath);
    }

    TlsServerConfig mutual() {
        return new TlsServerConfig(
                PemSource.ofFile("cert", ca.path("host.pem")),
                PemSource.ofFile("key", ca.path("host.key")),
                PemSource.ofFile("client_ca", ca.ca()),
                TlsVersions.DEFAULT,
                Duration.ZERO);
    }

    TlsServerConfig with(TlsServerConfig config, TlsVersions versions) {
        PemSource authority = config.clients().authority();
        return new TlsServerConfig(config.cert(), config.key(), authority, versions, Duration.ZERO);
    }

    TlsClientConfig client() {
        return client("ca.pem", false);
    }

    TlsClientConfig client(String caFile, boolean systemCa) {
        return client("", caFile, systemCa, "", TlsVersions.DEFAULT);
    }

    TlsClientConfig clientShowing(String file) {
        return client("", "ca.pem", false, file, TlsVersions.DEFAULT);
    }

    TlsClientConfig named(String name) {
        return client(name, "ca.pem", false, "", TlsVersions.DEFAULT);
    }

    TlsClientConfig with(TlsClientConfig config, TlsVersions versions) {
        return client(config.serverName(), "ca.pem", config.systemCa(), "", versions);
    }

    TlsClientConfig client(
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

    TcpServer started(Counters counters, TlsServerConfig config) throws IOException {
        return started(counters, config, Duration.ofMinutes(1));
    }

    TcpServer started(Counters counters, TlsServerConfig config, Duration idle) throws IOException {
        var server = server(counters, config, idle);
        server.start();
        return server;
    }

    TcpServer server(Counters counters, TlsServerConfig config, Duration idle) {
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

    SSLSocket connect(TcpServer server, TlsClientConfig config) throws IOException {
        return connect(server, TlsClient.open(config, LOG));
    }

    SSLSocket connect(TcpServer server, TlsClient client) throws IOException {
        int port = server.address().getPort();
        var socket = (SSLSocket) client.socketFactory().createSocket("127.0.0.1", port);
        socket.setSoTimeout(60_000);
        return socket;
    }

    /// Sends a byte and returns the version of TLS and what the server knows of the client.
    String answer(SSLSocket socket) throws IOException {
        socket.getOutputStream().write('x');
        String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
        return answer.replace("TLS", socket.getSession().getProtocol());
    }
}
