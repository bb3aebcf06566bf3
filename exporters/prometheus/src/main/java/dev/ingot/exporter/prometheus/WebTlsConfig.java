package dev.ingot.exporter.prometheus;

import dev.ingot.config.Section;
import dev.ingot.net.ClientCertificates;
import dev.ingot.net.ClientCertificates.Demand;
import dev.ingot.net.PemSource;
import dev.ingot.net.TlsChoices;
import dev.ingot.net.TlsServerConfig;
import dev.ingot.net.TlsVersions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads `tls_server_config` of a web configuration file, every field of it.
final class WebTlsConfig {
    /// Prometheus reads the files for every connection; this comes near it, and a flood of
    /// connections does not become a flood of reads.
    private static final Duration RELOAD = Duration.ofSeconds(1);

    private static final Map<String, Demand> DEMANDS =
            Map.of(
                    "", Demand.NONE,
                    "NoClientCert", Demand.NONE,
                    "RequestClientCert", Demand.REQUESTED,
                    "RequireClientCert", Demand.REQUIRED, // its old name
                    "RequireAnyClientCert", Demand.REQUIRED,
                    "VerifyClientCertIfGiven", Demand.VERIFIED_IF_GIVEN,
                    "RequireAndVerifyClientCert", Demand.VERIFIED);

    private static final Map<String, String> GROUPS =
            Map.of(
                    "CurveP256", "secp256r1",
                    "CurveP384", "secp384r1",
                    "CurveP521", "secp521r1",
                    "X25519", "x25519");

    private static final List<String> VERSIONS = List.of("TLS10", "TLS11", "TLS12", "TLS13");
    private static final String OLDEST = "TLS12";

    private WebTlsConfig() {}

    static TlsServerConfig read(Section in) {
        var cert = pem(in, "cert", "The certificate and its chain");
        var key = pem(in, "key", "The private key");
        in.require(cert.isSet(), "cert_file", "must be set: a server needs a certificate");
        in.require(key.isSet(), "key_file", "must be set: a certificate needs its key");
        return new TlsServerConfig(cert, key, clients(in), versions(in), choices(in), RELOAD);
    }

    private static PemSource pem(Section in, String option, String what) {
        return new PemSource(
                option,
                in.text(option + "_file", "", what + ", a PEM file."),
                in.secret(option, what + ", as text in the place of a file."));
    }

    private static ClientCertificates clients(Section in) {
        PemSource authority = pem(in, "client_ca", "The authorities that must have signed clients");
        Demand demand = demand(in, authority);
        List<String> names =
                in.texts(
                        "client_allowed_sans",
                        List.of(),
                        "Of these names a client's certificate must have one: DNS name, e-mail"
                                + " address, IP address or URI. Empty: any.");
        in.require(
                names.isEmpty() || demand == Demand.VERIFIED || demand == Demand.REQUIRED,
                "client_allowed_sans",
                "needs `client_auth_type: RequireAndVerifyClientCert` or `RequireAnyClientCert`");
        return new ClientCertificates(demand, authority, Set.copyOf(names));
    }

    private static Demand demand(Section in, PemSource authority) {
        String type =
                in.text(
                        "client_auth_type",
                        authority.isSet() ? "RequireAndVerifyClientCert" : "NoClientCert",
                        "`RequireAndVerifyClientCert`, which is the default with a `client_ca`,"
                                + " `VerifyClientCertIfGiven`, `RequireAnyClientCert`,"
                                + " `RequestClientCert` or `NoClientCert`.");
        in.require(
                DEMANDS.containsKey(type),
                "client_auth_type",
                "must be one of Go's, such as `RequireAndVerifyClientCert`");
        Demand demand = DEMANDS.getOrDefault(type, Demand.VERIFIED);
        in.require(
                authority.isSet() || !demand.verifies(),
                "client_auth_type",
                "needs `client_ca_file`: who else says which clients are right?");
        in.require(
                !authority.isSet() || demand != Demand.NONE,
                "client_auth_type",
                "must not be `NoClientCert` beside `client_ca_file`");
        in.warn(
                demand == Demand.VERIFIED || demand == Demand.NONE,
                "client_auth_type",
                "keeps nobody out; `RequireAndVerifyClientCert` does");
        return demand;
    }

    /// TLS 1.0 and 1.1, which Java has switched off, may be a lower limit: that does no harm.
    private static TlsVersions versions(Section in) {
        String min = in.text("min_version", OLDEST, "`TLS12` or `TLS13`.");
        String max = in.text("max_version", "TLS13", "`TLS12` or `TLS13`.");
        in.require(VERSIONS.contains(min), "min_version", "must be `TLS12` or `TLS13`");
        in.warn(
                !VERSIONS.contains(min) || min.compareTo(OLDEST) >= 0,
                "min_version",
                "TLS 1.0 and 1.1 are not spoken; 1.2 is the oldest");
        in.require(
                VERSIONS.contains(max) && max.compareTo(OLDEST) >= 0,
                "max_version",
                "must be `TLS12` or `TLS13`");
        in.require(max.compareTo(min) >= 0, "max_version", "must not be older than `min_version`");
        return new TlsVersions(number(min), number(max));
    }

    /// `1.2` of `TLS12`.
    private static String number(String version) {
        return VERSIONS.contains(version) ? "1." + version.charAt(4) : "1.2";
    }

    private static TlsChoices choices(Section in) {
        List<String> suites =
                in.texts(
                        "cipher_suites",
                        List.of(),
                        "The cipher suites of TLS 1.2, by their IANA names. Empty: Java's choice.");
        in.require(
                TlsChoices.knownSuites().containsAll(suites),
                "cipher_suites",
                "must be suites that Java speaks, such as `TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384`");
        List<String> curves =
                in.texts(
                        "curve_preferences",
                        List.of(),
                        "The curves of the key exchange, the best first: `X25519`, `CurveP256`,"
                                + " `CurveP384` or `CurveP521`. Empty: Java's choice.");
        in.require(
                GROUPS.keySet().containsAll(curves),
                "curve_preferences",
                "must be of `X25519`, `CurveP256`, `CurveP384` and `CurveP521`");
        boolean ownOrder =
                in.flag(
                        "prefer_server_cipher_suites",
                        true,
                        "Whether the order of the server's suites decides, not of the client's.");
        List<String> groups = curves.stream().map(it -> GROUPS.getOrDefault(it, it)).toList();
        return new TlsChoices(suites, groups, ownOrder);
    }
}
