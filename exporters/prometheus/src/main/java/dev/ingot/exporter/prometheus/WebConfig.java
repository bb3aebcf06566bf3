package dev.ingot.exporter.prometheus;

import dev.ingot.config.Secret;
import dev.ingot.config.Section;
import dev.ingot.net.PemSource;
import dev.ingot.net.TlsServerConfig;
import dev.ingot.net.TlsVersions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Who may ask, and how: the fields of Prometheus's own web configuration file
/// (https://prometheus.io/docs/prometheus/latest/configuration/https/), so that such a file can be
/// taken over, and a bearer token.
///
/// @param users a bcrypt hash for every user
/// @param bearerToken empty where there is none
/// @param headers of every answer
record WebConfig(
        Optional<TlsServerConfig> tls,
        Map<String, Secret> users,
        Secret bearerToken,
        Map<String, String> headers) {
    private static final Duration RELOAD = Duration.ofMinutes(1);
    private static final Pattern BCRYPT =
            Pattern.compile("\\$2[abxy]\\$(0[4-9]|1[0-6])\\$[./A-Za-z0-9]{53}");
    private static final Map<String, String> VERSIONS = Map.of("TLS12", "1.2", "TLS13", "1.3");

    static WebConfig read(Section in) {
        var tls = in.optional("tls_server_config", "Serves HTTPS, as `tls`.", WebConfig::tls);
        Map<String, Secret> users =
                in.secrets(
                        "basic_auth_users",
                        "Users and the bcrypt hashes of their passwords, as `htpasswd -nBC 10 \"\"`"
                                + " prints them.");
        in.require(
                users.values().stream().allMatch(hash -> BCRYPT.matcher(hash.reveal()).matches()),
                "basic_auth_users",
                "must be bcrypt hashes such as `$2y$10$...`, of cost 4 to 16");
        Secret token =
                in.secret(
                        "bearer_token",
                        "Opens for `Authorization: Bearer`; at least 16 characters.");
        in.require(
                token.isEmpty() || token.reveal().length() >= 16,
                "bearer_token",
                "must have at least 16 characters");
        Map<String, String> headers =
                in.section("http_server_config", "About the answers.", WebConfig::headers);
        in.ignored("rate_limit", "16 scrapes at once are served, and further ones wait");
        return new WebConfig(tls, users, token, headers);
    }

    private static Map<String, String> headers(Section in) {
        in.ignored("http2", "HTTP/1.1 is spoken");
        return new HashMap<>(in.map("headers", "Further headers of every answer."));
    }

    private static TlsServerConfig tls(Section in) {
        var cert = pem(in, "cert", "The certificate and its chain");
        var key = pem(in, "key", "The private key");
        in.require(cert.isSet(), "cert_file", "must be set: a server needs a certificate");
        in.require(key.isSet(), "key_file", "must be set: a certificate needs its key");
        String clientCa =
                in.text("client_ca_file", "", "Authorities that must have signed clients.");
        String type =
                in.text(
                        "client_auth_type",
                        clientCa.isEmpty() ? "NoClientCert" : "RequireAndVerifyClientCert",
                        "`NoClientCert` or `RequireAndVerifyClientCert`.");
        String known = clientCa.isEmpty() ? "NoClientCert" : "RequireAndVerifyClientCert";
        in.require(
                type.equals(known),
                "client_auth_type",
                "must be `RequireAndVerifyClientCert` with `client_ca_file`, else `NoClientCert`");
        var versions =
                new TlsVersions(
                        version(in, "min_version", "TLS12"), version(in, "max_version", "TLS13"));
        in.require(
                versions.max().compareTo(versions.min()) >= 0,
                "max_version",
                "must not be older than `min_version`");
        in.ignored("cipher_suites", "Java's default suites are used");
        in.ignored("prefer_server_cipher_suites", "Java's default suites are used");
        in.ignored("curve_preferences", "Java's default curves are used");
        return new TlsServerConfig(
                cert, key, PemSource.ofFile("client_ca", clientCa), versions, RELOAD);
    }

    private static PemSource pem(Section in, String option, String what) {
        return new PemSource(
                option,
                in.text(option + "_file", "", what + ", a PEM file."),
                in.secret(option, what + ", as text in the place of a file."));
    }

    private static String version(Section in, String key, String fallback) {
        String version = in.text(key, fallback, "`TLS12` or `TLS13`.");
        in.require(VERSIONS.containsKey(version), key, "must be `TLS12` or `TLS13`");
        return VERSIONS.getOrDefault(version, "1.2");
    }

    boolean asksForPasswords() {
        return !users.isEmpty() || !bearerToken.isEmpty();
    }
}
