package dev.ingot.exporter.otlp;

import dev.ingot.config.Section;
import dev.ingot.record.Signal;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// Where and how to push; the Collector's field names.
///
/// @param protocol what is spoken to the endpoints
/// @param maxRequest the largest request, in bytes before compression
record OtlpConfig(
        Protocol protocol,
        Map<Signal.Type, EndpointConfig> endpoints,
        AuthConfig auth,
        Identity identity,
        int compressionLevel,
        int maxRequest,
        Optional<URI> proxy,
        RetryConfig retry,
        QueueConfig queue) {

    /// What is spoken to the endpoints.
    enum Protocol {
        HTTP,
        GRPC
    }

    static OtlpConfig readHttp(Section in, OtlpDefaults environment) {
        Optional<URI> base =
                in.url(
                        "endpoint",
                        "http://localhost:4318",
                        "Base URL; `/v1/metrics` and `/v1/logs` are added to its path.");
        Map<Signal.Type, URI> said = new EnumMap<>(Signal.Type.class);
        for (Signal.Type type : Signal.Type.values()) {
            String name = type.pipeline();
            in.url(name + "_endpoint", "", "URL for " + name + ", used as it is.")
                    .ifPresent(url -> said.put(type, url));
        }
        in.ignored("traces_endpoint", "Ingot has no traces");
        in.ignored("profiles_endpoint", "Ingot has no profiles");
        String encoding = in.text("encoding", "proto", "Always `proto`.");
        in.require(encoding.equals("proto"), "encoding", "must be `proto`");
        for (String tuning : HTTP_TUNING) {
            in.ignored(tuning, "one connection for each kind of signal is kept open");
        }
        Optional<URI> proxy = in.url("proxy_url", "", "An HTTP proxy to go through.");
        var options = EndpointOptions.read(in, "30s");
        Map<Signal.Type, EndpointConfig> endpoints = new EnumMap<>(Signal.Type.class);
        for (Signal.Type type : Signal.Type.values()) {
            var defaults = new SignalDefaults(environment, type, in);
            Optional.ofNullable(said.get(type))
                    .or(() -> in.has("endpoint") ? Optional.empty() : defaults.httpUrl())
                    .or(() -> base.map(url -> Urls.ofSignal(url, type)))
                    .ifPresent(url -> endpoints.put(type, options.with(url, defaults)));
        }
        return read(in, Protocol.HTTP, endpoints, options.compressionLevel(), proxy);
    }

    static OtlpConfig readGrpc(Section in, OtlpDefaults environment) {
        String endpoint =
                in.text(
                        "endpoint",
                        "http://localhost:4317",
                        "Host and port, or URL. Without a scheme it is spoken to by TLS, unless"
                                + " `tls.insecure` says otherwise.");
        for (String tuning : GRPC_TUNING) {
            in.ignored(tuning, "one connection for each kind of signal is kept open");
        }
        var options = EndpointOptions.read(in, "10s");
        Map<Signal.Type, EndpointConfig> endpoints = new EnumMap<>(Signal.Type.class);
        for (Signal.Type type : Signal.Type.values()) {
            var defaults = new SignalDefaults(environment, type, in);
            String scheme = options.scheme(defaults);
            Optional<URI> base = GrpcEndpoint.parse(endpoint, scheme);
            in.require(
                    base.isPresent(),
                    "endpoint",
                    "must be a host and port such as `alloy:4317` or `http://alloy:4317`");
            Optional<URI> other = in.has("endpoint") ? Optional.empty() : defaults.grpcUrl(scheme);
            other.or(() -> base)
                    .map(url -> GrpcEndpoint.service(url, type))
                    .ifPresent(url -> endpoints.put(type, options.with(url, defaults)));
        }
        return read(in, Protocol.GRPC, endpoints, options.compressionLevel(), Optional.empty());
    }

    private static final long SMALLEST_REQUEST = 64 << 10;
    private static final long LARGEST_REQUEST = 256 << 20;

    private static final String[] HTTP_TUNING = {
        "read_buffer_size",
        "write_buffer_size",
        "max_idle_conns",
        "max_idle_conns_per_host",
        "max_conns_per_host",
        "idle_conn_timeout",
        "disable_keep_alives",
        "force_attempt_http2",
        "http2_read_idle_timeout",
        "http2_ping_timeout",
        "cookies",
        "middlewares"
    };

    private static final String[] GRPC_TUNING = {
        "read_buffer_size",
        "write_buffer_size",
        "keepalive",
        "wait_for_ready",
        "balancer_name",
        "authority",
        "middlewares"
    };

    private static OtlpConfig read(
            Section in,
            Protocol protocol,
            Map<Signal.Type, EndpointConfig> endpoints,
            int compressionLevel,
            Optional<URI> proxy) {
        AuthConfig auth = in.section("auth", "How the exporter says who it is.", AuthConfig::read);
        Identity identity =
                in.choice(
                        "identity",
                        Identity.FLAT,
                        "Where `job` and `instance` stand: `flat` on every point, so that every"
                                + " backend stores what the Prometheus bridge serves; `resource` in"
                                + " the resource. Logs always have their resource.");
        long maxRequest =
                in.bytes(
                        "max_request_size",
                        "4MiB",
                        "The largest request before compression; larger ones are sent in parts.");
        in.require(
                maxRequest >= SMALLEST_REQUEST && maxRequest <= LARGEST_REQUEST,
                "max_request_size",
                "must be between 64KiB and 256MiB");
        RetryConfig retry =
                in.section(
                        "retry_on_failure",
                        "When and how long a request is sent again.",
                        RetryConfig::read);
        QueueConfig queue =
                in.section("sending_queue", "How records wait to be sent.", QueueConfig::read);
        return new OtlpConfig(
                protocol,
                endpoints,
                auth,
                identity,
                compressionLevel,
                (int) Math.min(maxRequest, LARGEST_REQUEST),
                proxy,
                retry,
                queue);
    }
}
