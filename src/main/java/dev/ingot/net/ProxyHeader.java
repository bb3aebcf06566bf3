package dev.ingot.net;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/// What a proxy says first about the connection that it passes on: the PROXY protocol, version 1 or
/// 2 (https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt). A datagram begins with one of
/// version 2, which is the only version that knows UDP.
///
/// @param peer the sender behind the proxy
/// @param local the address that the sender has connected to
record ProxyHeader(InetSocketAddress peer, InetSocketAddress local) {
    private static final byte[] SIGNATURE = {
        '\r', '\n', '\r', '\n', 0, '\r', '\n', 'Q', 'U', 'I', 'T', '\n'
    };
    private static final int LONGEST_LINE = 107;
    private static final int LOCAL = 0x20;
    private static final int PROXY = 0x21;

    // The upper half of the byte that tells the family; the lower one says streams or datagrams.
    private static final int INET = 1;
    private static final int INET6 = 2;
    private static final int MOST_FAMILIES = 3;
    private static final int MOST_KINDS = 2;

    /// Reads exactly the header.
    ///
    /// @return empty where the proxy speaks for itself, as its health checks do
    /// @throws ProtocolException where there is none: who the sender is must not be guessed
    static Optional<ProxyHeader> read(InputStream in) throws IOException {
        int first = in.read();
        return switch (first) {
            case 'P' -> line(in);
            case '\r' -> binary(in);
            case -1 -> Optional.empty();
            default -> throw new ProtocolException("no PROXY header");
        };
    }

    /// Reads exactly the header of version 2 with which a datagram begins.
    ///
    /// @return empty where the proxy speaks for itself
    /// @throws IOException where there is none, of an empty datagram too
    static Optional<ProxyHeader> ofDatagram(InputStream in) throws IOException {
        if (in.read() != '\r') {
            throw new ProtocolException("no PROXY header of version 2");
        }
        return binary(in);
    }

    private static Optional<ProxyHeader> line(InputStream in) throws IOException {
        var line = new StringBuilder("P");
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0 || line.length() > LONGEST_LINE) {
                throw new ProtocolException("PROXY header does not end");
            }
            line.append((char) c);
        }
        if (line.charAt(line.length() - 1) != '\r') {
            throw new ProtocolException("PROXY header does not end in CR LF");
        }
        String[] words = line.substring(0, line.length() - 1).split(" ", -1);
        if (words.length >= 2 && words[0].equals("PROXY") && words[1].equals("UNKNOWN")) {
            return Optional.empty();
        }
        boolean four = words.length == 6 && words[1].equals("TCP4");
        boolean six = words.length == 6 && words[1].equals("TCP6");
        if (!words[0].equals("PROXY") || !(four || six)) {
            throw new ProtocolException("PROXY header is not of the form `PROXY TCP4 a b 1 2`");
        }
        try {
            return Optional.of(
                    new ProxyHeader(
                            address(words[2], words[4], four), address(words[3], words[5], four)));
        } catch (IllegalArgumentException wrong) {
            throw new ProtocolException("PROXY header: " + wrong.getMessage());
        }
    }

    private static InetSocketAddress address(String literal, String port, boolean four) {
        InetAddress address = InetAddress.ofLiteral(literal);
        boolean digits = port.chars().allMatch(c -> c >= '0' && c <= '9');
        if (address instanceof Inet4Address != four || !digits) {
            throw new IllegalArgumentException(
                    "`" + literal + " " + port + "` is not of the family that it tells");
        }
        return new InetSocketAddress(address, Integer.parseInt(port));
    }

    private static Optional<ProxyHeader> binary(InputStream in) throws IOException {
        byte[] fixed = new byte[16];
        fixed[0] = '\r';
        if (in.readNBytes(fixed, 1, 15) < 15) {
            throw new EOFException("PROXY header does not end");
        }
        if (!Arrays.equals(fixed, 0, 12, SIGNATURE, 0, 12)) {
            throw new ProtocolException("no PROXY header");
        }
        int command = fixed[12] & 0xFF;
        int length = ByteBuffer.wrap(fixed).getShort(14) & 0xFFFF;
        byte[] rest = in.readNBytes(length);
        if (rest.length < length || (command != LOCAL && command != PROXY)) {
            throw new ProtocolException("PROXY header is not of version 2");
        }
        int family = (fixed[13] & 0xFF) >> 4;
        int kind = fixed[13] & 0xF;
        if (family > MOST_FAMILIES || kind > MOST_KINDS) {
            throw new ProtocolException("PROXY header tells a family that there is not");
        }
        int size = kind == 0 ? 0 : family == INET ? 4 : family == INET6 ? 16 : 0;
        if (command == LOCAL || size == 0 || length < 2 * size + 4) {
            return Optional.empty();
        }
        ByteBuffer ports = ByteBuffer.wrap(rest, 2 * size, 4);
        return Optional.of(
                new ProxyHeader(
                        address(rest, 0, size, ports.getShort()),
                        address(rest, size, size, ports.getShort())));
    }

    private static InetSocketAddress address(byte[] in, int at, int size, short port)
            throws IOException {
        byte[] bytes = Arrays.copyOfRange(in, at, at + size);
        return new InetSocketAddress(InetAddress.getByAddress(bytes), port & 0xFFFF);
    }
}
