package dev.ingot.receiver.graphite;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The networks that senders may be in; none at all means everybody.
record Networks(List<Network> networks) {
    private static final Pattern FORM = Pattern.compile("([0-9a-fA-F.:]+)(?:/([0-9]{1,3}))?");

    /// Addresses of which the first bits are the same.
    private record Network(InetAddress first, int bits) {
        boolean holds(byte[] other) {
            byte[] address = first.getAddress();
            if (other.length != address.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                if (((address[bit >> 3] ^ other[bit >> 3]) & (0x80 >> (bit & 7))) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    /// Reads `192.168.1.0/24`, `fd00::/8` or a single address. What is none is added to `problems`.
    static Networks read(List<String> texts, List<String> problems) {
        List<Network> networks = new ArrayList<>();
        for (String text : texts) {
            var parts = FORM.matcher(text);
            if (!parts.matches()) {
                problems.add("`" + text + "` is not a network such as 192.168.1.0/24");
                continue;
            }
            try {
                InetAddress first = InetAddress.ofLiteral(parts.group(1));
                int all = 8 * first.getAddress().length;
                String bits = parts.group(2);
                int length = bits == null ? all : Integer.parseInt(bits);
                if (length > all) {
                    problems.add("`" + text + "` has more bits than its address");
                } else {
                    networks.add(new Network(first, length));
                }
            } catch (IllegalArgumentException noAddress) {
                problems.add("`" + text + "` is not a network such as 192.168.1.0/24");
            }
        }
        return new Networks(List.copyOf(networks));
    }

    boolean allows(InetAddress sender) {
        if (networks.isEmpty()) {
            return true;
        }
        byte[] address = sender.getAddress();
        for (Network network : networks) {
            if (network.holds(address)) {
                return true;
            }
        }
        return false;
    }
}
