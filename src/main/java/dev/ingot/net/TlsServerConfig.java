package dev.ingot.net;

import dev.ingot.config.Section;
import java.time.Duration;

/// How a server speaks TLS; the collector's field names.
///
/// @param reloadInterval how often the files are looked at again; zero is never
public record TlsServerConfig(
        PemSource cert,
        PemSource key,
        ClientCertificates clients,
        TlsVersions versions,
        TlsChoices choices,
        Duration reloadInterval) {
    /// With Java's choices, and with client certificates where an authority is set.
    public TlsServerConfig(
            PemSource cert,
            PemSource key,
            PemSource clientCa,
            TlsVersions versions,
            Duration reloadInterval) {
        this(
                cert,
                key,
                ClientCertificates.signedBy(clientCa),
                versions,
                TlsChoices.DEFAULT,
                reloadInterval);
    }

    /// From files, without client certificates, never read again.
    public static TlsServerConfig ofFiles(String certFile, String keyFile) {
        return new TlsServerConfig(
                PemSource.ofFile("cert", certFile),
                PemSource.ofFile("key", keyFile),
                PemSource.ofFile("client_ca", ""),
                TlsVersions.DEFAULT,
                Duration.ZERO);
    }

    public static TlsServerConfig read(Section in) {
        var config =
                new TlsServerConfig(
                        PemSource.read(in, "cert", "PEM file of the certificate and its chain."),
                        PemSource.read(
                                in, "key", "PEM file of the private key: PKCS#8, PKCS#1 or SEC1."),
                        PemSource.ofFile(
                                "client_ca",
                                in.text(
                                        "client_ca_file",
                                        "",
                                        "PEM file of the authorities that must have signed clients."
                                                + " Unset: they show none.")),
                        TlsVersions.read(in),
                        in.duration(
                                "reload_interval",
                                "0s",
                                "How often to look for changed files, for new connections;"
                                        + " `0s` is never."));
        in.require(config.cert.isSet(), "cert_file", "must be set: a server needs a certificate");
        in.require(config.key.isSet(), "key_file", "must be set: a certificate needs its key");
        in.ignored("client_ca_file_reload", "`reload_interval` is for all files");
        ignoreTuning(in);
        return config;
    }

    /// The collector's options that Java's defaults stand for.
    static void ignoreTuning(Section in) {
        in.ignored("cipher_suites", "Java's default suites are used");
        in.ignored("curve_preferences", "Java's default curves are used");
    }
}
