package dev.ingot.net;

import dev.ingot.config.Section;
import java.time.Duration;

/// How a client speaks TLS; the collector's field names.
///
/// @param insecure whether to speak plain text where the URL's scheme does not decide
/// @param insecureSkipVerify whether to believe any certificate
/// @param serverName the name that the server's certificate must have; empty for the host of the
///   URL
/// @param ca whose certificates to believe; where it is not set the system's authorities
/// @param systemCa whether to believe the system's authorities beside `ca`
/// @param cert what to show to a server that asks
/// @param reloadInterval how often the files are looked at again; zero is never
public record TlsClientConfig(
        boolean insecure,
        boolean insecureSkipVerify,
        String serverName,
        PemSource ca,
        boolean systemCa,
        PemSource cert,
        PemSource key,
        TlsVersions versions,
        Duration reloadInterval) {
    /// Believes the system's authorities and shows nothing.
    public static final TlsClientConfig DEFAULT =
            new TlsClientConfig(
                    false,
                    false,
                    "",
                    PemSource.ofFile("ca", ""),
                    false,
                    PemSource.ofFile("cert", ""),
                    PemSource.ofFile("key", ""),
                    TlsVersions.DEFAULT,
                    Duration.ZERO);

    public static TlsClientConfig read(Section in) {
        var config =
                new TlsClientConfig(
                        in.flag("insecure", false, "Speak plain text where no URL scheme decides."),
                        in.flag("insecure_skip_verify", false, "Believe any certificate."),
                        in.text(
                                "server_name_override",
                                "",
                                "The name in the certificate. Unset: the host of the endpoint."),
                        PemSource.read(
                                in,
                                "ca",
                                "PEM file of the authorities to believe. Unset: the system's."),
                        in.flag(
                                "include_system_ca_certs_pool",
                                false,
                                "Believe the system's authorities beside `ca_file`."),
                        PemSource.read(
                                in, "cert", "PEM file of the certificate to show to the server."),
                        PemSource.read(in, "key", "PEM file of the certificate's private key."),
                        TlsVersions.read(in),
                        in.duration(
                                "reload_interval",
                                "0s",
                                "How often to look for changed files, for new connections;"
                                        + " `0s` is never."));
        in.require(
                config.cert.isSet() || !config.key.isSet(),
                "key_file",
                "needs `cert_file` beside it");
        in.require(
                config.key.isSet() || !config.cert.isSet(),
                "cert_file",
                "needs `key_file` beside it");
        in.warn(
                !config.insecureSkipVerify,
                "insecure_skip_verify",
                "anyone can pretend to be the server; `ca_file` is the safe way");
        TlsServerConfig.ignoreTuning(in);
        return config;
    }
}
