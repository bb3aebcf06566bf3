package dev.ingot.receiver.syslog;

import dev.ingot.config.Section;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/// Where messages come from and how they are read. Names and meanings are the collector's where it
/// has the option.
///
/// @param priorityOptional whether a message without a priority is one like any other
/// @param alwaysCounted whether a number before a message always counts its octets
/// @param longestCounted the most bytes of an octet-counted message
/// @param attributes what every record gets besides its own attributes
/// @param classifies whether records tell which service of a NAS they are about
/// @param serviceName what the records' resource is called; empty for the app's name
record Source(
        Dialect protocol,
        ZoneId location,
        boolean priorityOptional,
        boolean alwaysCounted,
        int longestCounted,
        Trailer trailer,
        OnError onError,
        Map<String, String> attributes,
        Map<String, String> resource,
        String serviceName,
        boolean peerAttributes,
        boolean classifies,
        Optional<TcpOptions> tcp,
        Optional<UdpOptions> udp) {
    /// The service of a message that names no app.
    static final String UNKNOWN_SERVICE = "syslog";

    static final String ADDRESS = "localhost:6514";

    /// What happens to a message that cannot be read.
    enum OnError {
        SEND,
        DROP,
        SEND_QUIET,
        DROP_QUIET
    }

    boolean dropsErrors() {
        return onError == OnError.DROP || onError == OnError.DROP_QUIET;
    }

    Peer.Detail detail(boolean all) {
        if (all) {
            return Peer.Detail.ALL;
        }
        return peerAttributes ? Peer.Detail.ADDRESS : Peer.Detail.NONE;
    }

    /// Reads the options.
    ///
    /// @param alone whether a source without a transport listens with the defaults of both
    static Source read(Section in, boolean alone) {
        in.ignored("retry_on_failure", "a TCP sender waits while the pipeline is full");
        in.ignored("operators", "operators are not run here; use processors");
        boolean both = alone && !in.has("tcp") && !in.has("udp");
        return new Source(
                in.choice(
                        "protocol",
                        Dialect.AUTO,
                        "`rfc5424`, `rfc3164`, or `auto`, which tells them apart for every"
                                + " message."),
                location(in),
                in.flag(
                        "allow_skip_pri_header",
                        false,
                        "Whether a message without a priority and without a time is read, too."),
                in.flag(
                        "enable_octet_counting",
                        false,
                        "Whether a number before a message counts its octets even where no `<`"
                                + " follows; where one follows, it always does."),
                longest(in, "max_octets", "An octet-counted message is cut after this."),
                in.choice(
                        "non_transparent_framing_trailer",
                        Trailer.AUTO,
                        "What ends a message in a stream: `lf`, `nul`, or `auto` for both."),
                in.choice(
                        "on_error",
                        OnError.SEND,
                        "What to do with a message that cannot be read: `send` it as it is, or"
                                + " `drop` and count it."),
                in.map("attributes", "Attributes that every record gets."),
                in.map("resource", "Attributes that every record's resource gets."),
                in.text(
                        "service_name",
                        "",
                        "The resource's `service.name`; where it is empty, the app's name, or"
                                + " `syslog` where the message has none."),
                in.flag("peer_attributes", true, "Whether records tell the sender's IP address."),
                in.flag(
                        "classify_services",
                        false,
                        "Whether records get the attribute `service` with `smb`, `nfs`, `zfs`,"
                                + " `iscsi` or `backup`, as dashboards for TrueNAS expect."),
                tcp(in, both),
                udp(in, both));
    }

    private static Optional<TcpOptions> tcp(Section in, boolean both) {
        Optional<TcpOptions> tcp =
                in.optional(
                        "tcp",
                        "Listens for TCP connections; without `tcp` and `udp`, both listen with"
                                + " their defaults.",
                        TcpOptions::read);
        return both ? Optional.of(TcpOptions.standard()) : tcp;
    }

    private static Optional<UdpOptions> udp(Section in, boolean both) {
        Optional<UdpOptions> udp =
                in.optional("udp", "Listens for UDP datagrams.", UdpOptions::read);
        return both ? Optional.of(UdpOptions.standard()) : udp;
    }

    /// A size that fits into memory and is worth something.
    static int longest(Section in, String key, String help) {
        long bytes = in.bytes(key, "1MiB", help);
        boolean fits = bytes >= 1 << 10 && bytes <= 1 << 30;
        in.require(fits, key, "must be between 1KiB and 1GiB");
        return fits ? (int) bytes : 1 << 20;
    }

    private static ZoneId location(Section in) {
        String name =
                in.text(
                        "location",
                        "UTC",
                        "The time zone of times without an offset, such as `Europe/Berlin`.");
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknown) {
            in.require(
                    false, "location", "`" + name + "` is not a time zone such as `Europe/Berlin`");
            return ZoneOffset.UTC;
        }
    }
}
