package dev.ingot.component;

import java.net.InetSocketAddress;

/// A port that a component is going to listen on. Two claims on one port are a configuration error,
/// found before anything starts.
public record Claim(Transport transport, InetSocketAddress address) {
    /// What the port is opened for. TLS runs over TCP.
    public enum Transport {
        TCP,
        UDP
    }

    public static Claim tcp(InetSocketAddress address) {
        return new Claim(Transport.TCP, address);
    }

    public static Claim udp(InetSocketAddress address) {
        return new Claim(Transport.UDP, address);
    }

    /// Whether both cannot be had. On Linux a wildcard address clashes with every address of the
    /// same port. Port 0 is picked by the system, so it clashes with nothing.
    public boolean clashes(Claim other) {
        return transport == other.transport
                && address.getPort() != 0
                && address.getPort() == other.address.getPort()
                && (isWildcard() || other.isWildcard() || address.equals(other.address));
    }

    private boolean isWildcard() {
        return !address.isUnresolved() && address.getAddress().isAnyLocalAddress();
    }

    @Override
    public String toString() {
        return transport.name().toLowerCase(java.util.Locale.ROOT)
                + " "
                + address.getHostString()
                + ":"
                + address.getPort();
    }
}
