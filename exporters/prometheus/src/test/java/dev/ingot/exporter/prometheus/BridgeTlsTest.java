package dev.ingot.exporter.prometheus;

import static dev.ingot.exporter.prometheus.TlsVisitor.REFUSED;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.net.Certificates;
import dev.ingot.testkit.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a listener with `tls_server_config` makes of clients that show this or that.
class BridgeTlsTest {
    private static final String AES_256 = "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384";
    private static final String EC = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1";
    private static final String AES_128 = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256";

    @TempDir static Path folder;

    private static Certificates ca;
    private static TlsVisitor nobody;
    private static TlsVisitor impostor;
    private static TlsVisitor expired;
    private static TlsVisitor alice;

    @BeforeAll
    static void makeCertificates() throws Exception {
        ca = new Certificates(folder, "ca");
        ca.sign("host", "127.0.0.1").sign("other", "127.0.0.1");
        ca.sign("alice", "alice.test", EC).sign("old", "alice.test", EC);
        ca.openssl("x509 -req -in old.csr -CA ca.pem -CAkey ca.key -days -1 -out old.pem");
        new Certificates(folder, "stranger").sign("impostor", "alice.test", EC);
        nobody = new TlsVisitor(ca, "");
        impostor = new TlsVisitor(ca, "impostor");
        expired = new TlsVisitor(ca, "old");
        alice = new TlsVisitor(ca, "alice");
    }

    /// @param more fields of `tls_server_config`, separated by commas
    private static Served served(String more) throws Exception {
        return new Served(web("host", more));
    }

    private static String web(String file, String more) {
        return "web: {tls_server_config: {cert_file: CERT, key_file: KEY, MORE}}"
                .replace("CERT", ca.path(file + ".pem"))
                .replace("KEY", ca.path(file + ".key"))
                .replace("MORE", more);
    }

    @ParameterizedTest
    @CsvSource({
        "NoClientCert,                                 200,     200,     200,     200",
        "RequestClientCert,                            200,     200,     200,     200",
        "RequireAnyClientCert,                         refused, 200,     200,     200",
        "RequireClientCert,                            refused, 200,     200,     200",
        "VerifyClientCertIfGiven; client_ca_file,      200,     refused, refused, 200",
        "RequireAndVerifyClientCert; client_ca_file,   refused, refused, refused, 200",
        "; client_ca_file,                             refused, refused, refused, 200",
    })
    void clientsGetInAsThePolicySays(
            String policy, String without, String strangers, String tooOld, String right)
            throws Exception {
        String more =
                ("client_auth_type: " + policy)
                        .replace("client_auth_type: ;", "")
                        .replace(";", ",")
                        .replace("client_ca_file", "client_ca_file: " + ca.ca());
        for (String version : List.of("TLS12", "TLS13")) {
            try (var served = served(more + ", max_version: " + version)) {
                assertThat(nobody.asks(served.port())).as("none").isEqualTo(without);
                assertThat(impostor.asks(served.port())).as("stranger's").isEqualTo(strangers);
                assertThat(expired.asks(served.port())).as("expired").isEqualTo(tooOld);
                assertThat(alice.asks(served.port())).as("right").isEqualTo(right);
            }
        }
    }

    @Test
    void certificateThatIsItsOwnAuthorityExpiresToo() throws Exception {
        ca.openssl("x509 -req -in alice.csr -signkey alice.key -days -1 -out self.pem");
        Files.copy(folder.resolve("alice.key"), folder.resolve("self.key"));
        try (var served = served("client_ca_file: " + ca.path("self.pem"))) {
            assertThat(new TlsVisitor(ca, "self").asks(served.port())).isEqualTo(REFUSED);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DNS:other.test,                     refused",
        "DNS:bob.test,                       200",
        "DNS:other.test;email:bob@a.test,    200",
        "IP:10.0.0.7,                        200",
        "IP:2001:db8:0:0:0:0:0:7,            200",
        "IP:2001:db8::8,                     refused",
        "URI:spiffe://home/bob,              200",
        "dirName:bob,                        refused",
    })
    void onlyAllowedNamesGetIn(String names, String status) throws Exception {
        Files.writeString(
                folder.resolve("bob.ext"),
                "subjectAltName=" + names.replace(';', ',') + "\n[bob]\nCN=bob.test\n");
        ca.openssl("req " + EC + " -nodes -subj /CN=bob.test -keyout bob.key -out bob.csr");
        ca.openssl(
                "x509 -req -in bob.csr -CA ca.pem -CAkey ca.key -days 2 -extfile bob.ext"
                        + " -out bob.pem");
        String more =
                "client_ca_file: CA, client_allowed_sans:"
                        + " [bob.test, bob@a.test, 10.0.0.7, '2001:db8::7', 'spiffe://home/bob']";
        try (var served = served(more.replace("CA", ca.ca()))) {
            assertThat(new TlsVisitor(ca, "bob").asks(served.port())).isEqualTo(status);
            assertThat(alice.asks(served.port())).isEqualTo(REFUSED);
            assertThat(nobody.asks(served.port())).isEqualTo(REFUSED);
        }
    }

    @Test
    void authorityMayStandInTheFile() throws Exception {
        String pem = Files.readString(Path.of(ca.ca())).indent(6);
        String options =
                """
                web:
                  tls_server_config:
                    cert_file: CERT
                    key_file: KEY
                    client_auth_type: RequireAndVerifyClientCert
                    client_ca: |
                """
                        .replace("CERT", ca.path("host.pem"))
                        .replace("KEY", ca.path("host.key"));
        try (var served = new Served(options + pem)) {
            assertThat(alice.asks(served.port())).isEqualTo("200");
            assertThat(impostor.asks(served.port())).isEqualTo(REFUSED);
        }
    }

    private static void only12(SSLParameters wishes) {
        wishes.setProtocols(new String[] {"TLSv1.2"});
    }

    @Test
    void versionsSuitesAndCurvesAreKept() throws Exception {
        try (var served = served("min_version: TLS13")) {
            assertThat(nobody.asks(served.port(), BridgeTlsTest::only12)).isEqualTo(REFUSED);
            assertThat(nobody.asks(served.port())).isEqualTo("200");
        }
        try (var served = served("max_version: TLS12, cipher_suites: [" + AES_256 + "]")) {
            int port = served.port();
            assertThat(suite(port)).isEqualTo(AES_256);
            assertThat(nobody.asks(port, it -> it.setCipherSuites(new String[] {AES_128})))
                    .isEqualTo(REFUSED);
        }
        try (var served = served("cipher_suites: [" + AES_256 + "]")) {
            assertThat(suite(served.port())).as("TLS 1.3 has its own").startsWith("TLS_AES_");
        }
        try (var served = served("curve_preferences: [CurveP384]")) {
            int port = served.port();
            assertThat(nobody.asks(port, it -> it.setNamedGroups(new String[] {"x25519"})))
                    .isEqualTo(REFUSED);
            assertThat(nobody.asks(port, it -> it.setNamedGroups(new String[] {"secp384r1"})))
                    .isEqualTo("200");
        }
    }

    @Test
    void orderOfSuitesIsTheServersUnlessItSaysOtherwise() throws Exception {
        String suites = "max_version: TLS12, cipher_suites: [" + AES_256 + ", " + AES_128 + "]";
        try (var served = served(suites)) {
            assertThat(suite(served.port(), AES_128, AES_256)).isEqualTo(AES_256);
        }
        try (var served = served(suites + ", prefer_server_cipher_suites: false")) {
            assertThat(suite(served.port(), AES_128, AES_256)).isEqualTo(AES_128);
        }
    }

    /// What is agreed on with a client that wants one of these, or one of Java's.
    private static String suite(int port, String... wanted) throws Exception {
        try (SSLSocket socket =
                nobody.connect(
                        port,
                        it -> {
                            if (wanted.length > 0) {
                                it.setCipherSuites(wanted);
                            }
                        })) {
            socket.startHandshake();
            return socket.getSession().getCipherSuite();
        }
    }

    /// Every client of HTTP/2 agrees to HTTP/1.1 where the server names no protocol.
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void http1IsSpokenWithClientsOfHttp2(boolean http2) throws Exception {
        String options =
                web("host", "")
                        .replace("web: {", "web: {http_server_config: {http2: " + http2 + "}, ");
        try (var served = new Served(options)) {
            String[] protocols = {"h2", "http/1.1"};
            assertThat(nobody.asks(served.port(), it -> it.setApplicationProtocols(protocols)))
                    .isEqualTo("200");
        }
    }

    @Test
    void changedCertificatesAndAuthoritiesAreUsedWithoutARestart() throws Exception {
        for (String end : List.of(".pem", ".key")) {
            Files.copy(folder.resolve("host" + end), folder.resolve("live" + end));
        }
        Path authority = Files.copy(Path.of(ca.ca()), folder.resolve("clients.pem"));
        try (var served = new Served(web("live", "client_ca_file: " + authority))) {
            int port = served.port();
            assertThat(alice.asks(port)).isEqualTo("200");
            assertThat(impostor.asks(port)).isEqualTo(REFUSED);
            String before = serial(port);
            for (String end : List.of(".key", ".pem")) {
                Path live = folder.resolve("live" + end);
                Files.copy(folder.resolve("other" + end), live, REPLACE_EXISTING);
            }
            Files.copy(folder.resolve("stranger.pem"), authority, REPLACE_EXISTING);
            Await.until("the other certificate", () -> !serial(port).equals(before));
            Await.until("the other authority", () -> impostor.asks(port).equals("200"));
            assertThat(alice.asks(port)).isEqualTo(REFUSED);
        }
    }

    /// Of the certificate that the server shows.
    private static String serial(int port) throws Exception {
        try (SSLSocket socket = alice.connect(port, _ -> {})) {
            socket.startHandshake();
            var shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return shown.getSerialNumber().toString();
        }
    }
}
