package dev.ingot.receiver.syslog;

import dev.ingot.config.ManualSection;
import dev.ingot.config.Section;
import dev.ingot.net.TlsServerConfig;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Optional;

/// The options of a TCP or TLS listener.
///
/// @param longest the most bytes of a message
/// @param proxied whether connections come through a proxy that tells their sender
/// @param addAttributes whether records tell the ports and the local end, too
record TcpOptions(
        InetSocketAddress address,
        Optional<TlsServerConfig> tls,
        int longest,
        int maxConnections,
        Duration idleTimeout,
        boolean addAttributes,
        boolean proxied,
        Whitespace whitespace,
        Charset charset) {

    /// The defaults.
    static TcpOptions standard() {
        return read(new ManualSection());
    }

    static TcpOptions read(Section in) {
        in.ignored("multiline", "a message reaches to its trailer or as far as its count says");
        in.ignored("one_log_per_packet", "a stream has no packets");
        return new TcpOptions(
                in.address("listen_address", Source.ADDRESS, "Where to listen."),
                in.optional(
                        "tls",
                        "Listens for TLS; the collector's server options.",
                        TlsServerConfig::read),
                Source.longest(in, "max_log_size", "A message is cut after this."),
                (int)
                        in.number(
                                "max_connections",
                                4096,
                                1,
                                1_000_000,
                                "How many connections may be open; one more is closed."),
                in.duration(
                        "idle_timeout",
                        "24h",
                        "A silent connection is closed after this; `0` is never. A sender"
                                + " may lose a message when it is."),
                in.flag(
                        "add_attributes",
                        false,
                        "Whether records tell the ports and the local address, too."),
                in.flag(
                        "proxy_protocol",
                        false,
                        "Whether connections begin with a PROXY header, version 1 or 2, that tells"
                                + " their sender; before TLS where there is `tls`."),
                Whitespace.read(in),
                Encoding.read(in));
    }
}
