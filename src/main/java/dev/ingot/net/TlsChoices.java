package dev.ingot.net;

import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/// What a server lets a handshake choose from, beside the versions.
///
/// @param suites cipher suites of TLS 1.2, by their IANA names; empty for Java's own choice. Those
///   of TLS 1.3 are always on.
/// @param groups for the key exchange, the best first, such as `x25519`; empty for Java's own
///   choice
/// @param ownOrder whether the order of the server's suites decides, not that of the client's
public record TlsChoices(List<String> suites, List<String> groups, boolean ownOrder) {
    /// Java's own.
    public static final TlsChoices DEFAULT = new TlsChoices(List.of(), List.of(), true);

    /// The cipher suites that this Java speaks.
    public static List<String> knownSuites() {
        try {
            return List.of(SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites());
        } catch (NoSuchAlgorithmException noTls) {
            return List.of();
        }
    }

    private static boolean isOfTls13(String suite) {
        return !suite.contains("_WITH_");
    }

    void applyTo(SSLParameters parameters) {
        parameters.setUseCipherSuitesOrder(ownOrder);
        if (!suites.isEmpty()) {
            var all =
                    new ArrayList<>(knownSuites().stream().filter(TlsChoices::isOfTls13).toList());
            suites.stream().filter(suite -> !isOfTls13(suite)).forEach(all::add);
            parameters.setCipherSuites(all.toArray(String[]::new));
        }
        if (!groups.isEmpty()) {
            parameters.setNamedGroups(groups.toArray(String[]::new));
        }
    }
}
