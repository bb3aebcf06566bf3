package dev.ingot.net;

import java.net.InetAddress;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/// Decides on the certificates of clients: signed, in force, and with the right name.
///
/// Java does not look at the dates of a certificate that is itself among the authorities, as a
/// self-signed one is; here they count.
final class ClientTrust extends X509ExtendedTrustManager {
    /// The types of names in a certificate (RFC 5280, `GeneralName`) that are texts.
    private static final Set<Integer> EMAIL_DNS_URI = Set.of(1, 2, 6);

    private static final int IP = 7;

    private final X509ExtendedTrustManager authorities;
    private final ClientCertificates wanted;

    ClientTrust(X509ExtendedTrustManager authorities, ClientCertificates wanted) {
        this.authorities = authorities;
        this.wanted = wanted;
    }

    private void check(X509Certificate certificate) throws CertificateException {
        if (wanted.demand().verifies()) {
            certificate.checkValidity();
        }
        if (!wanted.names().isEmpty() && !mayEnter(certificate)) {
            throw new CertificateException("its certificate has none of the names that may enter");
        }
    }

    private boolean mayEnter(X509Certificate certificate) throws CertificateException {
        var names = certificate.getSubjectAlternativeNames();
        return names != null && names.stream().anyMatch(this::mayEnter);
    }

    /// @param name its type and its text
    private boolean mayEnter(List<?> name) {
        if (!(name.get(0) instanceof Integer type) || !(name.get(1) instanceof String text)) {
            return false;
        }
        return type == IP
                ? wanted.names().stream().anyMatch(allowed -> isAddress(allowed, text))
                : EMAIL_DNS_URI.contains(type) && wanted.names().contains(text);
    }

    /// Whether both are one address: IPv6 has several spellings.
    private static boolean isAddress(String allowed, String address) {
        try {
            return InetAddress.ofLiteral(allowed).equals(InetAddress.ofLiteral(address));
        } catch (IllegalArgumentException aName) {
            return false;
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        authorities.checkClientTrusted(chain, type);
        check(chain[0]);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        authorities.checkClientTrusted(chain, type, socket);
        check(chain[0]);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        authorities.checkClientTrusted(chain, type, engine);
        check(chain[0]);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        throw server();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        throw server();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        throw server();
    }

    private static CertificateException server() {
        return new CertificateException("only clients are looked at here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities.getAcceptedIssuers();
    }
}
