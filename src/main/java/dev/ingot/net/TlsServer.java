package dev.ingot.net;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509TrustManager;

/// The server's end of TLS. Used by several threads at once.
final class TlsServer {
    private final TlsServerConfig config;
    private final TlsContext context;

    private TlsServer(TlsServerConfig config, System.Logger log) throws IOException {
        this.config = config;
        this.context =
                new TlsContext(
                        List.of(config.cert(), config.key(), config.clientCa()),
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
        X509TrustManager clients =
                config.clientCa().isSet()
                        ? TlsMaterial.believing(
                                TlsMaterial.certificates(config.clientCa(), texts.get(2)))
                        : TlsMaterial.believing(List.of());
        return TlsContext.Made.of(
                TlsMaterial.identity(config.cert(), texts.get(0), config.key(), texts.get(1)),
                clients);
    }

    /// The server's end over an accepted socket, before its handshake. Closing it closes the
    /// socket.
    SSLSocket over(Socket socket) throws IOException {
        var secure =
                (SSLSocket) context.current().getSocketFactory().createSocket(socket, null, true);
        secure.setSSLParameters(parameters(secure.getSSLParameters()));
        return secure;
    }

    /// Sets what the configuration says about versions and client certificates.
    SSLParameters parameters(SSLParameters defaults) {
        defaults.setProtocols(config.versions().protocols());
        defaults.setNeedClientAuth(config.clientCa().isSet());
        return defaults;
    }

    /// A context whose new engines follow the files.
    SSLContext context() {
        return ReloadingContext.of(context);
    }
}
