package dev.ingot.receiver.proxmox;

import java.io.IOException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/// Keeps the certificate that was shown by who answered last, be it believed for an authority's
/// sake or for its fingerprint. A response of the HTTP client itself tells of the former only.
final class ShownCertificate implements Interceptor {
    private volatile @Nullable X509Certificate last;

    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        last = of(chain.connection());
        return response;
    }

    private static @Nullable X509Certificate of(@Nullable Connection connection) {
        if (connection == null || !(connection.socket() instanceof SSLSocket secure)) {
            return null;
        }
        try {
            return secure.getSession().getPeerCertificates()[0] instanceof X509Certificate own
                    ? own
                    : null;
        } catch (SSLPeerUnverifiedException none) {
            return null;
        }
    }

    /// Null without TLS, or before the first answer.
    @Nullable X509Certificate last() {
        return last;
    }
}
