package dev.ingot.exporter.otlp;

import dev.ingot.record.Signal;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/// The endpoints of `otlp_grpc`, written as the Collector takes them: `host:port`, `http://…`,
/// `https://…`, `dns:///host:port`.
final class GrpcEndpoint {
    private static final String PACKAGE = "opentelemetry.proto.collector.";

    /// Ends with a port. Hosts may have an underscore, as those of containers do; to [URI] such a
    /// name is no host.
    private static final Pattern AUTHORITY = Pattern.compile(".*[^:]:[1-9][0-9]*");

    private GrpcEndpoint() {}

    /// @param scheme for endpoints that have none
    static Optional<URI> parse(String text, String scheme) {
        String plain = text.startsWith("dns:///") ? text.substring(7) : text;
        return Urls.parse(plain.contains("://") ? plain : scheme + "://" + plain)
                .filter(url -> AUTHORITY.matcher(url.getRawAuthority()).matches())
                .filter(url -> url.getRawPath() == null || url.getRawPath().matches("/?"));
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
