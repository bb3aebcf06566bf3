package dev.ingot.exporter.otlp;

import dev.ingot.record.Signal;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import okhttp3.HttpUrl;

/// Addresses of backends, and how they and the exporter are shown.
final class Urls {
    static final String USER_AGENT = "ingot-otlp-exporter";

    private Urls() {}

    /// An absolute http or https URL; empty where the text is none.
    static Optional<URI> parse(String text) {
        try {
            return HttpUrl.parse(text) == null ? Optional.empty() : Optional.of(new URI(text));
        } catch (URISyntaxException notOne) {
            return Optional.empty();
        }
    }

    /// Where a backend with this base URL takes a kind of signal.
    static URI ofSignal(URI base, Signal.Type type) {
        String path = base.getRawPath() == null ? "" : base.getRawPath();
        String query = base.getRawQuery() == null ? "" : "?" + base.getRawQuery();
        return URI.create(
                base.getScheme()
                        + "://"
                        + base.getRawAuthority()
                        + path.replaceAll("/+$", "")
                        + "/v1/"
                        + type.pipeline()
                        + query);
    }

    /// Without user, password and query, which may hold secrets.
    static String shown(URI url) {
        String authority = String.valueOf(url.getRawAuthority());
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        return url.getScheme() + "://" + authority.replaceFirst("^.*@", "") + path;
    }
}
