package dev.ingot.exporter.otlp;

import java.net.URI;

/// How URLs are shown, and how the exporter shows itself to servers.
final class Urls {
    static final String USER_AGENT = "ingot-otlp-exporter";

    private Urls() {}

    /// Without user, password and query, which may hold secrets.
    static String shown(URI url) {
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        return url.getScheme() + "://" + url.getHost() + port + path;
    }
}
