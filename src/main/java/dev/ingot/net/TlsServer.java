package dev.ingot.net;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;

/// The server's end of TLS. Used by several threads at once.
final class TlsServer {
    private final TlsServerConfig config;
    private final TlsContext context;

    private TlsServer(TlsServerConfig config, System.Logger log) throws IOException {
        this.config = config;
        this.context =
                new TlsContext(
                        List.of(config.cert(), config.key(), config.clients().authority()),
                        config.reloadInterval(),
                        this::make,
                        log);
    }

    /// Reads the certificates.
    ///
    /// @throws IOException `cannot read key_file /x/y.pem: no such file`
    static TlsServer open(TlsServerConfig config, System.Logger log) throws IOException {
        return new TlsServer(config, log);
    }

    private TlsContext.Made make(List<byte[]> texts) throws IOException, GeneralSecurityException {
        return TlsContext.Made.of(
                TlsMaterial.identity(config.cert(), texts.get(0), config.key(), texts.get(1)),
                new ClientTrust(authorities(texts.get(2)), config.clients()));
    }

    private X509ExtendedTrustManager authorities(byte[] text)
            throws IOException, GeneralSecurityException {
        PemSource authority = config.clients().authority();
        return switch (config.clients().demand()) {
            case NONE -> TlsMaterial.believing(List.of());
            case REQUESTED, REQUIRED -> TlsMaterial.gullible();
            case VERIFIED_IF_GIVEN, VERIFIED ->
                    TlsMaterial.believing(TlsMaterial.certificates(authority, text));
        };
    }

    /// The server's end over an accepted socket, before its handshake. Closing it closes the
    /// socket.
    SSLSocket over(Socket socket) throws IOException {
        var secure =
                (SSLSocket) context.current().getSocketFactory().createSocket(socket, null, true);
        secure.setSSLParameters(parameters(secure.getSSLParameters()));
        return secure;
    }

    /// Sets what the configuration says about versions, suites and client certificates.
    SSLParameters parameters(SSLParameters defaults) {
        defaults.setProtocols(config.versions().protocols());
        config.choices().applyTo(defaults);
        switch (config.clients().demand()) {
            case NONE -> defaults.setWantClientAuth(false);
            case REQUESTED, VERIFIED_IF_GIVEN -> defaults.setWantClientAuth(true);
            case REQUIRED, VERIFIED -> defaults.setNeedClientAuth(true);
        }
        return defaults;
    }

    /// A context whose new engines follow the files.
    SSLContext context() {
        return ReloadingContext.of(context);
    }
}
