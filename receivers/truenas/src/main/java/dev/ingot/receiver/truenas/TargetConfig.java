package dev.ingot.receiver.truenas;

import dev.ingot.config.Section;
import dev.ingot.net.Fingerprint;
import dev.ingot.net.TlsClientConfig;
import dev.ingot.poll.Schedule;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// One NAS: where it is, who asks, and what.
///
/// @param name the label `host`
/// @param username whose key it is; may be empty
/// @param apiVersion the last part of the WebSocket's path
/// @param fingerprint of the certificate to believe, instead of those that `tls` believes
/// @param collectors the names of [Collector]
/// @param maxReply bytes of one answer
/// @param reconnect the shortest and the longest wait before connecting again
record TargetConfig(
        String name,
        URI url,
        ApiKey key,
        String username,
        Transport transport,
        String apiVersion,
        TlsClientConfig tls,
        Fingerprint fingerprint,
        Schedule schedule,
        List<String> collectors,
        long maxReply,
        Reconnect reconnect) {

    private static final URI NOWHERE = URI.create("https://localhost");
    private static final Pattern LOOPBACK = Pattern.compile("127(\\.[0-9]{1,3}){3}");

    /// How the NAS is spoken to.
    enum Transport {
        AUTO,
        WEBSOCKET,
        REST
    }

    /// How long to wait before connecting again: doubled with every failure in a row.
    record Reconnect(Duration first, Duration longest) {}

    static TargetConfig read(Section in, Defaults defaults) {
        String name = in.required("name", "What it is called: the labels `host` and `instance`.");
        Optional<URI> written = in.url("url", "", "Required. Where its web interface is.");
        in.require(written.isPresent(), "url", "must be set, such as https://nas01.local");
        URI url = written.orElse(NOWHERE);
        in.require(
                isSafe(url),
                "url",
                "must begin with https://: TrueNAS revokes a key that comes unencrypted");
        ApiKey key = readKey(in);
        return new TargetConfig(
                name,
                url,
                key,
                in.text("username", "", "Whose key it is; TrueNAS 25.04 and later want to know."),
                in.choice(
                        "transport",
                        Transport.AUTO,
                        "`websocket` (25.04 and later), `rest` (CORE, 24.x), or `auto` to ask it."),
                in.text(
                        "api_version",
                        "current",
                        "Which version of the WebSocket's API to use, such as `v25.10.0`."),
                in.section("tls", "Whose certificates to believe.", TlsClientConfig::read),
                Fingerprint.read(
                        in,
                        "SHA-256 fingerprint of the certificate to believe, instead of authorities:"
                                + " for the one a NAS makes for itself."),
                schedule(in, defaults.schedule()),
                readCollectors(in),
                defaults.maxReply(),
                defaults.reconnect());
    }

    private static ApiKey readKey(Section in) {
        var key =
                new ApiKey(
                        in.secret("api_key", "An API key of a user who may read; see Permissions."),
                        in.text(
                                "api_key_file",
                                "",
                                "A file that holds the key instead; read at every login."));
        in.require(key.isSet(), "api_key", "must be set, or `api_key_file`");
        in.require(
                key.text().isEmpty() || key.file().isEmpty(),
                "api_key_file",
                "must not be set beside `api_key`");
        return key;
    }

    private static List<String> readCollectors(Section in) {
        List<String> collectors =
                in.texts("collectors", List.of(), "What to read; nothing means all.");
        in.require(
                Collector.NAMES.containsAll(collectors),
                "collectors",
                "must be some of " + String.join(", ", Collector.NAMES));
        return collectors.isEmpty() ? Collector.NAMES : collectors;
    }

    /// What a target has unless it says otherwise.
    record Defaults(Schedule schedule, long maxReply, Reconnect reconnect) {}

    private static Schedule schedule(Section in, Schedule defaults) {
        Duration interval =
                in.duration(
                        "collection_interval",
                        "0s",
                        "An interval of its own; `0s` is the receiver's.");
        Duration timeout =
                in.duration("timeout", "0s", "A time limit of its own; `0s` is the receiver's.");
        return new Schedule(
                interval.isZero() ? defaults.interval() : interval,
                defaults.initialDelay(),
                timeout.isZero() ? defaults.timeout() : timeout);
    }

    /// The NAS takes keys over plain HTTP from itself only.
    static boolean isSafe(URI url) {
        String host = url.getHost() == null ? "" : url.getHost().toLowerCase(Locale.ROOT);
        return url.getScheme().equalsIgnoreCase("https")
                || host.equals("localhost")
                || LOOPBACK.matcher(host).matches()
                || host.equals("[::1]");
    }
}
