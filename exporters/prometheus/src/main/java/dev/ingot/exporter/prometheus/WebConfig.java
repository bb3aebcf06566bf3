package dev.ingot.exporter.prometheus;

import dev.ingot.config.Secret;
import dev.ingot.config.Section;
import dev.ingot.net.TlsServerConfig;
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
/// @param rate at which answers are given to those who are not only asking for health
record WebConfig(
        Optional<TlsServerConfig> tls,
        Map<String, Secret> users,
        Secret bearerToken,
        Map<String, String> headers,
        RateLimit.Options rate) {
    private static final Pattern BCRYPT =
            Pattern.compile("\\$2[abxy]\\$(0[4-9]|1[0-6])\\$[./A-Za-z0-9]{53}");

    /// A text that HTTP can carry as the value of a header.
    private static final Pattern HEADER = Pattern.compile("[\\t\\x20-\\x7e]*");

    /// A text that HTTP can carry as the name of a header.
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    static WebConfig read(Section in) {
        var tls = in.optional("tls_server_config", "Serves HTTPS, as `tls`.", WebTlsConfig::read);
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
        var rate =
                in.section(
                        "rate_limit",
                        "Answers 429 to those who ask more often; to all of them together.",
                        RateLimit.Options::read);
        return new WebConfig(tls, users, token, headers, rate);
    }

    private static Map<String, String> headers(Section in) {
        boolean http2 = in.flag("http2", false, "HTTP/1.1 is spoken whatever this says.");
        in.warn(!http2, "http2", "HTTP/1.1 is spoken, which every client of HTTP/2 speaks too");
        Map<String, String> headers = in.map("headers", "Further headers of every answer.");
        in.require(
                headers.keySet().stream().allMatch(name -> TOKEN.matcher(name).matches())
                        && headers.values().stream().allMatch(it -> HEADER.matcher(it).matches()),
                "headers",
                "must be names such as `Strict-Transport-Security` and texts of one line of ASCII");
        return headers;
    }

    boolean asksForPasswords() {
        return !users.isEmpty() || !bearerToken.isEmpty();
    }
}
