package dev.ingot.config;

import dev.ingot.config.Parsed.Bad;
import dev.ingot.config.Parsed.Good;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Absolute http and https URLs with a host. A host may have an underscore, as container names do;
/// [URI#getHost] is then null and [URI#getAuthority] has it.
final class Urls {
    static final String EXPECTED = "a URL such as http://localhost:4318";

    private static final int MAX_PORT = 65535;
    private static final Pattern AUTHORITY =
            Pattern.compile("(?:[^@]*@)?(?:\\[[^\\]]+\\]|[\\w.~-]+)(?::([0-9]{0,9}))?");

    private Urls() {}

    static Parsed<URI> parse(String text) {
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException notOne) {
            return new Bad<>("is not " + EXPECTED);
        }
        if (url.getScheme() == null || url.isOpaque()) {
            return new Bad<>("is not " + EXPECTED);
        }
        String scheme = url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            return new Bad<>("is neither http nor https");
        }
        String authority = url.getRawAuthority();
        Matcher parts = AUTHORITY.matcher(authority == null ? "" : authority);
        if (!parts.matches()) {
            return new Bad<>("has no host; " + EXPECTED + " is expected");
        }
        String port = parts.group(1);
        return port != null && !port.isEmpty() && Integer.parseInt(port) > MAX_PORT
                ? new Bad<>("has a port that is out of range; ports are 0 to 65535")
                : new Good<>(url);
    }
}
