package dev.ingot.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.X509TrustManager;

/// The client's end of TLS, in the three parts that an HTTP client asks for. Used by several
/// threads at once.
public final class TlsClient {
    private static final Fingerprint NONE = new Fingerprint("");

    private final TlsClientConfig config;
    private final Fingerprint pin;
    private final TlsContext context;

    private TlsClient(TlsClientConfig config, Fingerprint pin, System.Logger log)
            throws IOException {
        this.config = config;
        this.pin = pin;
        this.context =
                new TlsContext(
                        List.of(config.cert(), config.key(), config.ca()),
                        config.reloadInterval(),
                        this::make,
                        log);
    }

    /// Reads the certificates.
    ///
    /// @throws IOException `cannot read ca_file /x/y.pem: no such file`
    public static TlsClient open(TlsClientConfig config, System.Logger log) throws IOException {
        return open(config, NONE, log);
    }

    /// As [#open(TlsClientConfig, System.Logger)]; where a fingerprint is set it alone decides on
    /// the server, in the handshake, before anything is sent.
    public static TlsClient open(TlsClientConfig config, Fingerprint pin, System.Logger log)
            throws IOException {
        return new TlsClient(config, pin, log);
    }

    /// Makes sockets whose handshake checks the server's certificate and name, and which follow the
    /// files.
    public SSLSocketFactory socketFactory() {
        return new Factory();
    }

    /// What decides on the server's certificate as of now; the sockets do so by themselves.
    public X509TrustManager trustManager() {
        return context.trust();
    }

    /// Agrees to every name, for HTTP clients that check it once more: the handshake of
    /// [#socketFactory] has refused a wrong one already, and knows `server_name_override`.
    public HostnameVerifier hostnameVerifier() {
        return (_, _) -> true;
    }

    private TlsContext.Made make(List<byte[]> texts) throws IOException, GeneralSecurityException {
        KeyManager[] identity =
                config.cert().isSet()
                        ? TlsMaterial.identity(
                                config.cert(), texts.get(0), config.key(), texts.get(1))
                        : new KeyManager[0];
        return TlsContext.Made.of(identity, trust(texts.get(2)));
    }

    private X509TrustManager trust(byte[] ca) throws IOException, GeneralSecurityException {
        if (pin.isSet()) {
            return new PinnedTrust(pin);
        }
        return config.insecureSkipVerify()
                ? TlsMaterial.gullible()
                : TlsMaterial.believing(authorities(ca));
    }

    private List<X509Certificate> authorities(byte[] ca)
            throws IOException, GeneralSecurityException {
        var all = new ArrayList<X509Certificate>();
        if (config.ca().isSet()) {
            all.addAll(TlsMaterial.certificates(config.ca(), ca));
        }
        if (!config.ca().isSet() || config.systemCa()) {
            all.addAll(SystemTrust.authorities());
        }
        return all;
    }

    private SSLSocket over(Socket socket, String host, int port, boolean autoClose)
            throws IOException {
        String name = config.serverName().isEmpty() ? host : config.serverName();
        SSLSocketFactory current = context.current().getSocketFactory();
        var secure = (SSLSocket) current.createSocket(socket, name, port, autoClose);
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setProtocols(config.versions().protocols());
        if (!config.insecureSkipVerify() && !pin.isSet()) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        secure.setSSLParameters(parameters);
        return secure;
    }

    /// Connects first and speaks TLS over the connection, so that the name to check is always
    /// known.
    private final class Factory extends SSLSocketFactory {
        @Override
        public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
                throws IOException {
            return over(socket, host, port, autoClose);
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return over(new Socket(host, port), host, port, true);
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress from, int fromPort)
                throws IOException {
            return over(new Socket(host, port, from, fromPort), host, port, true);
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return over(new Socket(host, port), host.getHostAddress(), port, true);
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
                throws IOException {
            var socket = new Socket(host, port, from, fromPort);
            return over(socket, host.getHostAddress(), port, true);
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return context.current().getSocketFactory().getDefaultCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return context.current().getSocketFactory().getSupportedCipherSuites();
        }
    }
}
