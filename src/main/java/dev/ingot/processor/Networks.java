package dev.ingot.processor;

import dev.ingot.config.Section;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Networks in the notation `192.168.0.0/16` or `fd00::/8`.
record Networks(List<Network> all) {
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Network(byte[] prefix, int bits) {
        boolean has(byte[] address) {
            if (address.length != prefix.length) {
                return false;
            }
            int whole = bits / 8;
            for (int i = 0; i < whole; i++) {
                if (address[i] != prefix[i]) {
                    return false;
                }
            }
            int rest = bits % 8;
            return rest == 0 || ((address[whole] ^ prefix[whole]) & 0xFF) >> (8 - rest) == 0;
        }
    }

    static Networks read(Section in, String key, String help) {
        var all = new ArrayList<Network>();
        for (String text : in.texts(key, List.of(), help)) {
            Network network = network(text);
            in.require(
                    network != null, key, "`" + text + "` is not a network such as `10.0.0.0/8`");
            if (network != null) {
                all.add(network);
            }
        }
        return new Networks(List.copyOf(all));
    }

    private static @Nullable Network network(String text) {
        try {
            int slash = text.indexOf('/');
            String address = slash < 0 ? text : text.substring(0, slash);
            byte[] prefix = InetAddress.ofLiteral(address).getAddress();
            int bits = slash < 0 ? 8 * prefix.length : Integer.parseInt(text.substring(slash + 1));
            return bits < 0 || bits > 8 * prefix.length ? null : new Network(prefix, bits);
        } catch (IllegalArgumentException neither) {
            return null;
        }
    }

    boolean has(InetAddress address) {
        byte[] bytes = address.getAddress();
        return all.stream().anyMatch(network -> network.has(bytes));
    }

    boolean hasIpv4(int address) {
        if (all.isEmpty()) {
            return false;
        }
        byte[] bytes = {
            (byte) (address >> 24), (byte) (address >> 16), (byte) (address >> 8), (byte) address
        };
        return all.stream().anyMatch(network -> network.has(bytes));
    }

    /// Four decimal numbers up to 255 with dots between them, or -1.
    static long ipv4(String text, int start, int end) {
        long address = 0;
        int parts = 0;
        int value = -1;
        for (int i = start; i <= end; i++) {
            char c = i == end ? '.' : text.charAt(i);
            if (c == '.') {
                if (value < 0 || ++parts > 4) {
                    return -1;
                }
                address = (address << 8) | value;
                value = -1;
            } else {
                value = (value < 0 ? 0 : value * 10) + (c - '0');
                if (value > 255) {
                    return -1;
                }
            }
        }
        return parts == 4 ? address : -1;
    }

    /// An address from its literal, or null where it is none.
    static @Nullable InetAddress ipv6(String text) {
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException noAddress) {
            return null;
        }
    }
}
