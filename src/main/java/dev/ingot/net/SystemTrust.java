package dev.ingot.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;

/// The authorities that the machine believes.
///
/// The distribution's bundle comes before Java's own list: it is where an administrator adds the
/// authority of a home or a company, and what every other program on the machine believes.
final class SystemTrust {
    private static final List<Path> BUNDLES =
            List.of(
                    Path.of("/etc/ssl/certs/ca-certificates.crt"),
                    Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
                    Path.of("/etc/ssl/ca-bundle.pem"),
                    Path.of("/etc/ssl/cert.pem"));

    private SystemTrust() {}

    static List<X509Certificate> authorities() throws IOException, GeneralSecurityException {
        if (System.getProperty("javax.net.ssl.trustStore") == null) {
            for (Path bundle : BUNDLES) {
                if (Files.isReadable(bundle)) {
                    return Pem.certificates(Files.readAllBytes(bundle));
                }
            }
        }
        return List.of(TlsMaterial.believing((KeyStore) null).getAcceptedIssuers());
    }
}
