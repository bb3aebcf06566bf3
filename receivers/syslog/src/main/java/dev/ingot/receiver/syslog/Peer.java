package dev.ingot.receiver.syslog;

import dev.ingot.net.Connection;
import dev.ingot.record.Fields;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The sender at the other end of a socket, as attributes of its records. Names are never resolved:
/// that would wait for a server while messages are lost.
final class Peer {
    private final String address;
    private final String[] pairs;

    private Peer(String address, List<String> pairs) {
        this.address = address;
        this.pairs = pairs.toArray(String[]::new);
    }

    /// How much is told of the connection.
    enum Detail {
        NONE,
        /// The peer's address, in the old and the new name of the semantic conventions.
        ADDRESS,
        /// Also the ports and the local end, by the names that the collector uses.
        ALL
    }

    /// The peer of a connection, with the subject of its certificate if it had to show one.
    static Peer of(Connection connection, Detail detail) {
        Peer peer = of(connection.peer(), connection.local(), "TCP", detail);
        return detail == Detail.NONE ? peer : peer.with("tls.client.subject", connection.tlsPeer());
    }

    static Peer of(
            InetSocketAddress peer, InetSocketAddress local, String transport, Detail detail) {
        String address = text(peer.getAddress());
        var pairs = new ArrayList<String>();
        if (detail != Detail.NONE) {
            pairs.addAll(List.of("net.peer.ip", address, "network.peer.address", address));
        }
        if (detail == Detail.ALL) {
            String peerPort = String.valueOf(peer.getPort());
            String localPort = String.valueOf(local.getPort());
            pairs.addAll(List.of("net.peer.port", peerPort, "net.transport", "IP." + transport));
            pairs.addAll(
                    List.of("net.host.ip", text(local.getAddress()), "net.host.port", localPort));
        }
        return new Peer(address, pairs);
    }

    private Peer with(String name, Optional<String> value) {
        if (value.isEmpty()) {
            return this;
        }
        var more = new ArrayList<>(List.of(pairs));
        more.addAll(List.of(name, value.get()));
        return new Peer(address, more);
    }

    /// The IP address, without a port.
    String address() {
        return address;
    }

    void addTo(Fields.Builder fields) {
        for (int i = 0; i < pairs.length; i += 2) {
            fields.add(pairs[i], pairs[i + 1]);
        }
    }

    /// Java adds the scope to a local IPv6 address.
    private static String text(InetAddress address) {
        String text = address.getHostAddress();
        int scope = text.indexOf('%');
        return scope < 0 ? text : text.substring(0, scope);
    }
}
