package dev.ingot.exporter.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ingot.net.Certificates;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.function.Consumer;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;

/// A client of HTTPS that shows its certificate whether or not the server knows who has signed it.
/// Java's own would keep it back.
final class TlsVisitor {
    static final String REFUSED = "refused";

    private static final char[] PASSWORD = "visitor".toCharArray();
    private static final String REQUEST =
            "GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

    private final SSLContext context = SSLContext.getInstance("TLS");

    /// @param ca who has signed the server
    /// @param shows the certificate `<shows>.pem` in the same folder; none where it is empty
    TlsVisitor(Certificates ca, String shows) throws Exception {
        KeyManager[] own =
                shows.isEmpty() ? new KeyManager[0] : new KeyManager[] {identity(ca, shows)};
        var believed = KeyStore.getInstance("PKCS12");
        believed.load(null, null);
        try (InputStream in = Files.newInputStream(Path.of(ca.ca()))) {
            var authority = CertificateFactory.getInstance("X.509").generateCertificate(in);
            believed.setCertificateEntry("ca", authority);
        }
        var trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(believed);
        context.init(own, trust.getTrustManagers(), null);
    }

    private static Insistent identity(Certificates ca, String file) throws Exception {
        ca.openssl(
                "pkcs12 -export -in FILE.pem -inkey FILE.key -out FILE.p12 -passout pass:PASSWORD"
                        .replace("FILE", file)
                        .replace("PASSWORD", String.valueOf(PASSWORD)));
        var store = KeyStore.getInstance(Path.of(ca.path(file + ".p12")).toFile(), PASSWORD);
        String entry = store.aliases().nextElement();
        return new Insistent(
                (X509Certificate) store.getCertificate(entry),
                (PrivateKey) store.getKey(entry, PASSWORD));
    }

    /// The status of the answer, or [#REFUSED]: with TLS 1.3 a client hears of a refusal when it
    /// reads.
    String asks(int port) {
        return asks(port, _ -> {});
    }

    String asks(int port, Consumer<SSLParameters> wishes) {
        try (SSLSocket socket = connect(port, wishes)) {
            socket.getOutputStream().write(REQUEST.getBytes(UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            return answer.startsWith("HTTP/1.1 ") ? answer.substring(9, 12) : REFUSED;
        } catch (IOException refused) {
            return REFUSED;
        }
    }

    /// A connection that agrees on TLS when it is used.
    SSLSocket connect(int port, Consumer<SSLParameters> wishes) throws IOException {
        var socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port);
        socket.setSoTimeout(60_000);
        SSLParameters parameters = socket.getSSLParameters();
        wishes.accept(parameters);
        socket.setSSLParameters(parameters);
        return socket;
    }

    private record Insistent(X509Certificate certificate, PrivateKey key)
            implements X509KeyManager {
        @Override
        public String chooseClientAlias(
                String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return "own";
        }

        @Override
        public String[] getClientAliases(String type, Principal @Nullable [] issuers) {
            return new String[] {"own"};
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return new X509Certificate[] {certificate};
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return key;
        }

        @Override
        public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseServerAlias(
                String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return null;
        }
    }
}
