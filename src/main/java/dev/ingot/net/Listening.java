package dev.ingot.net;

import java.io.IOException;
import java.net.InetSocketAddress;

/// How addresses and the failure to listen on one are written.
final class Listening {
    private Listening() {}

    static IOException failure(String transport, InetSocketAddress address, Exception cause) {
        String why = address.isUnresolved() ? "unknown host" : message(cause);
        return new IOException("cannot listen on " + transport + " " + text(address) + ": " + why);
    }

    /// `host:port`, an IPv6 address in brackets.
    static String text(InetSocketAddress address) {
        String host = address.getHostString();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    static String message(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
