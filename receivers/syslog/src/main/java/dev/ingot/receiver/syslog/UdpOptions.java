package dev.ingot.receiver.syslog;

import dev.ingot.config.ManualSection;
import dev.ingot.config.Section;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;

/// The options of a UDP listener.
///
/// @param onePerPacket whether a datagram is one message, whatever stands in it
/// @param receiveBuffer how many bytes the kernel keeps for each reader
/// @param addAttributes whether records tell the ports and the local end, too
/// @param proxied whether datagrams come through a proxy that tells their sender
record UdpOptions(
        InetSocketAddress address,
        boolean onePerPacket,
        long receiveBuffer,
        int readers,
        boolean addAttributes,
        boolean proxied,
        Whitespace whitespace,
        Charset charset) {
    static final int MOST_READERS = 64;

    /// The defaults.
    static UdpOptions standard() {
        return read(new ManualSection());
    }

    static UdpOptions read(Section in) {
        in.ignored("multiline", "a line without a priority belongs to the one before it");
        return new UdpOptions(
                in.address("listen_address", Source.ADDRESS, "Where to listen."),
                in.flag(
                        "one_log_per_packet",
                        false,
                        "Whether a datagram is one message even where a further line begins with"
                                + " a priority."),
                in.bytes(
                        "receive_buffer",
                        "4MiB",
                        "How much the kernel keeps for each reader; it caps it at"
                                + " `net.core.rmem_max`."),
                in.section(
                        "async",
                        "How many threads read.",
                        async -> {
                            async.ignored("processors", "a reader makes its records itself");
                            async.ignored("max_queue_length", "the kernel's buffer is the queue");
                            return (int)
                                    async.number(
                                            "readers",
                                            1,
                                            1,
                                            MOST_READERS,
                                            "Each reader has a socket of its own on the same"
                                                    + " port.");
                        }),
                in.flag(
                        "add_attributes",
                        false,
                        "Whether records tell the ports and the local address, too."),
                in.flag(
                        "proxy_protocol",
                        false,
                        "Whether every datagram begins with a PROXY header of version 2 that tells"
                                + " its sender."),
                Whitespace.read(in),
                Encoding.read(in));
    }
}
