package dev.ingot.exporter.otlp;

import dev.ingot.config.Secret;
import dev.ingot.config.Section;
import dev.ingot.net.PemSource;
import dev.ingot.net.TlsClientConfig;
import dev.ingot.record.Signal;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Where and how to push; the Collector's field names.
///
/// @param protocol what is spoken to the endpoints
/// @param endpoints the full URL for each kind of signal
/// @param maxRequest the largest request, in bytes before compression
record OtlpConfig(
        Protocol protocol,
        Map<Signal.Type, URI> endpoints,
        Map<String, Secret> headers,
        AuthConfig auth,
        Identity identity,
        Compression compression,
        int compressionLevel,
        int maxRequest,
        Duration timeout,
        Optional<URI> proxy,
        TlsClientConfig tls,
        RetryConfig retry,
        QueueConfig queue) {

    /// What is spoken to the endpoints.
    enum Protocol {
        HTTP,
        GRPC
    }

    static OtlpConfig readHttp(Section in, OtlpDefaults defaults) {
        Optional<URI> base =
                in.url(
                        "endpoint",
                        defaults.endpoint("http://localhost:4318"),
                        "Base URL; `/v1/metrics` and `/v1/logs` are added to its path.");
        var endpoints = new EnumMap<Signal.Type, URI>(Signal.Type.class);
        for (Signal.Type type : Signal.Type.values()) {
            String name = type.pipeline();
            in.url(
                            name + "_endpoint",
                            in.has("endpoint") ? "" : defaults.endpointOf(name),
                            "URL for " + name + ", used as it is.")
                    .or(() -> base.map(url -> signalUrl(url, name)))
                    .ifPresent(url -> endpoints.put(type, url));
        }
        in.ignored("traces_endpoint", "Ingot has no traces");
        in.ignored("profiles_endpoint", "Ingot has no profiles");
        String encoding = in.text("encoding", "proto", "Always `proto`.");
        in.require(encoding.equals("proto"), "encoding", "must be `proto`");
        for (String tuning : HTTP_TUNING) {
            in.ignored(tuning, "one connection for each kind of signal is kept open");
        }
        Optional<URI> proxy = in.url("proxy_url", "", "An HTTP proxy to go through.");
        return read(in, defaults, Protocol.HTTP, endpoints, proxy);
    }

    static OtlpConfig readGrpc(Section in, OtlpDefaults defaults) {
        String endpoint =
                in.text(
                        "endpoint",
                        defaults.endpoint("http://localhost:4317"),
                        "Host and port, or URL. Without a scheme it is spoken to by TLS, unless"
                                + " `tls.insecure` says otherwise.");
        for (String tuning : GRPC_TUNING) {
            in.ignored(tuning, "one connection for each kind of signal is kept open");
        }
        OtlpConfig config =
                read(
                        in,
                        defaults,
                        Protocol.GRPC,
                        new EnumMap<>(Signal.Type.class),
                        Optional.empty());
        String scheme = config.tls.insecure() || defaults.insecure() ? "http" : "https";
        Optional<URI> base = GrpcEndpoint.parse(endpoint, scheme);
        in.require(
                base.isPresent(),
                "endpoint",
                "must be a host and port such as `alloy:4317` or `http://alloy:4317`");
        base.ifPresent(url -> {
            for (Signal.Type type : Signal.Type.values()) {
                config.endpoints.put(type, GrpcEndpoint.service(url, type));
            }
        });
        return config;
    }

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
            OtlpDefaults defaults,
            Protocol protocol,
            EnumMap<Signal.Type, URI> endpoints,
            Optional<URI> proxy) {
        var headers = new LinkedHashMap<String, Secret>();
        defaults.headers().forEach((name, value) -> headers.put(name, Secret.of(value)));
        headers.putAll(in.secrets("headers", "Headers of every request."));
        AuthConfig auth = in.section("auth", "How the exporter says who it is.", AuthConfig::read);
        Identity identity =
                in.choice(
                        "identity",
                        Identity.FLAT,
                        "Where `job` and `instance` stand: `flat` on every point, so that every"
                                + " backend stores what the Prometheus bridge serves; `resource` in"
                                + " the resource. Logs always have their resource.");
        Compression compression =
                in.choice("compression", defaults.compression(), "`gzip`, `zstd` or `none`.");
        long level =
                in.section(
                        "compression_params",
                        "How hard to compress.",
                        params -> params.number("level", 1, 1, 9, "1 is fastest, 9 is smallest."));
        long maxRequest =
                in.bytes(
                        "max_request_size",
                        "4MiB",
                        "The largest request before compression; larger ones are sent in parts.");
        in.require(
                maxRequest >= 64 << 10 && maxRequest <= 256 << 20,
                "max_request_size",
                "must be between 64KiB and 256MiB");
        Duration timeout =
                in.duration(
                        "timeout",
                        defaults.timeout(protocol == Protocol.HTTP ? "30s" : "10s"),
                        "How long one try may take.");
        in.require(timeout.isPositive(), "timeout", "must be longer than 0s");
        TlsClientConfig tls =
                in.section("tls", "How to speak TLS to `https` endpoints.", TlsClientConfig::read);
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
                headers,
                auth,
                identity,
                compression,
                (int) level,
                (int) Math.min(maxRequest, 256 << 20),
                timeout,
                proxy,
                withDefaults(tls, defaults),
                retry,
                queue);
    }

    private static TlsClientConfig withDefaults(TlsClientConfig tls, OtlpDefaults defaults) {
        boolean ca = tls.ca().isSet();
        boolean cert = tls.cert().isSet() || tls.key().isSet();
        return new TlsClientConfig(
                tls.insecure(),
                tls.insecureSkipVerify(),
                tls.serverName(),
                ca ? tls.ca() : PemSource.ofFile("ca", defaults.caFile()),
                tls.systemCa(),
                cert ? tls.cert() : PemSource.ofFile("cert", defaults.certFile()),
                cert ? tls.key() : PemSource.ofFile("key", defaults.keyFile()),
                tls.versions(),
                tls.reloadInterval());
    }

    private static URI signalUrl(URI base, String signal) {
        String path = base.getRawPath() == null ? "" : base.getRawPath();
        String query = base.getRawQuery() == null ? "" : "?" + base.getRawQuery();
        return URI.create(
                base.getScheme()
                        + "://"
                        + base.getRawAuthority()
                        + path.replaceAll("/+$", "")
                        + "/v1/"
                        + signal
                        + query);
    }
}
