package dev.ingot.config;

import dev.ingot.config.Parsed.Bad;
import dev.ingot.config.Parsed.Good;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Hosts with ports: `localhost:2003`, `10.0.0.1:2003`, `[::1]:2003`, and `:2003` for every address
/// of this machine. Names are resolved, so reading one may block as long as the resolver does.
final class Addresses {
    static final String EXPECTED = "a host and port such as localhost:2003";

    private static final int MAX_PORT = 65535;
    private static final Pattern ADDRESS =
            Pattern.compile("(\\[[0-9A-Fa-f:.%\\w]+\\]|[^\\[\\]:/@\\s]*):([0-9]{1,9})");
    private static final Pattern LITERAL = Pattern.compile("\\[.*\\]|[0-9]+(\\.[0-9]+)*");

    private static final Pattern QUAD = Pattern.compile("[0-9]+(\\.[0-9]+){3}");

    private Addresses() {}

    static Parsed<InetSocketAddress> parse(String text) {
        Matcher address = ADDRESS.matcher(text);
        if (!address.matches()) {
            return new Bad<>(reason(text));
        }
        int port = Integer.parseInt(address.group(2));
        if (port > MAX_PORT) {
            return new Bad<>("has a port that is out of range; ports are 0 to 65535");
        }
        return resolve(address.group(1), port);
    }

    private static Parsed<InetSocketAddress> resolve(String host, int port) {
        if (host.isEmpty()) {
            return new Good<>(new InetSocketAddress(port));
        }
        try {
            InetAddress address =
                    LITERAL.matcher(host).matches() ? literal(host) : InetAddress.getByName(host);
            return new Good<>(new InetSocketAddress(address, port));
        } catch (IllegalArgumentException noAddress) {
            return new Bad<>("has a host that is not an IP address; write one such as 127.0.0.1");
        } catch (UnknownHostException unknown) {
            return new Bad<>("names a host that cannot be resolved");
        }
    }

    private static InetAddress literal(String host) {
        if (host.startsWith("[")) {
            return InetAddress.ofLiteral(host.substring(1, host.length() - 1));
        }
        if (!QUAD.matcher(host).matches()) {
            // The old form 10.1 for 10.0.0.1 is more often a slip than meant.
            throw new IllegalArgumentException(host);
        }
        return InetAddress.ofLiteral(host);
    }

    private static String reason(String text) {
        if (text.contains("://")) {
            return "is a URL; write " + EXPECTED + " without a scheme";
        }
        if (text.matches("[^:\\[\\]\\s/]+|\\[[^\\[\\]]*\\]")) {
            return text.matches("[0-9]{1,5}")
                    ? "has no host; write :" + text + " or localhost:" + text
                    : "has no port; write " + EXPECTED;
        }
        if (text.matches("[0-9A-Fa-f:.]+:[0-9A-Fa-f:.]+")) {
            return "is an IPv6 address without brackets; write [::1]:2003";
        }
        return "is not " + EXPECTED;
    }
}
