package dev.ingot.exporter.otlp;

import dev.ingot.record.Signal;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/// The endpoints of `otlp_grpc`, written as the Collector takes them: `host:port`, `http://…`,
/// `https://…`, `dns:///host:port`.
final class GrpcEndpoint {
    private static final String PACKAGE = "opentelemetry.proto.collector.";

    private GrpcEndpoint() {}

    /// @param scheme for endpoints that have none
    static Optional<URI> parse(String text, String scheme) {
        String plain = text.startsWith("dns:///") ? text.substring(7) : text;
        String url = plain.contains("://") ? plain : scheme + "://" + plain;
        try {
            var uri = new URI(url);
            boolean known = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            boolean bare = uri.getRawPath() == null || uri.getRawPath().matches("/?");
            return known && bare && uri.getHost() != null && uri.getPort() > 0
                    ? Optional.of(uri)
                    : Optional.empty();
        } catch (URISyntaxException notAnEndpoint) {
            return Optional.empty();
        }
    }

    /// The URL of the method that takes a kind of signal.
    static URI service(URI base, Signal.Type type) {
        String service =
                switch (type) {
                    case METRICS -> "metrics.v1.MetricsService";
                    case LOGS -> "logs.v1.LogsService";
                };
        return URI.create(
                base.getScheme()
                        + "://"
                        + base.getRawAuthority()
                        + "/"
                        + PACKAGE
                        + service
                        + "/Export");
    }
}
