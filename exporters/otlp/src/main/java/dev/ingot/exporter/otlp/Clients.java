package dev.ingot.exporter.otlp;

import dev.ingot.net.HttpClients;
import dev.ingot.net.TlsClient;
import dev.ingot.net.TlsClientConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/// The HTTP clients of one exporter: one for all kinds of signal, unless they differ in how their
/// endpoints are spoken to. For one thread.
final class Clients implements AutoCloseable {
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);

    private final OtlpConfig config;
    private final System.Logger log;
    private final Map<Manner, OkHttpClient> opened = new HashMap<>();

    /// What a client is made for.
    private record Manner(boolean secure, Duration timeout, TlsClientConfig tls) {}

    Clients(OtlpConfig config, System.Logger log) {
        this.config = config;
        this.log = log;
    }

    /// @throws IOException where a certificate cannot be read
    OkHttpClient open(EndpointConfig endpoint) throws IOException {
        var manner = new Manner(endpoint.isSecure(), endpoint.timeout(), endpoint.tls());
        OkHttpClient known = opened.get(manner);
        if (known != null) {
            return known;
        }
        OkHttpClient client = client(manner);
        opened.put(manner, client);
        return client;
    }

    private OkHttpClient client(Manner manner) throws IOException {
        Duration timeout = manner.timeout;
        var builder =
                HttpClients.prompt(timeout)
                        .connectTimeout(
                                timeout.compareTo(LONGEST_CONNECT) < 0 ? timeout : LONGEST_CONNECT)
                        .callTimeout(timeout)
                        .connectionPool(new ConnectionPool(2, 5, TimeUnit.MINUTES))
                        .retryOnConnectionFailure(false);
        config.proxy().ifPresent(url -> builder.proxy(proxy(url)));
        if (config.protocol() == OtlpConfig.Protocol.GRPC) {
            builder.protocols(
                    manner.secure
                            ? List.of(Protocol.HTTP_2, Protocol.HTTP_1_1)
                            : List.of(Protocol.H2_PRIOR_KNOWLEDGE));
        }
        if (manner.secure) {
            HttpClients.secure(builder, TlsClient.open(manner.tls, log));
        }
        return builder.build();
    }

    private static Proxy proxy(URI url) {
        HttpUrl to = HttpUrl.get(url.toString());
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(to.host(), to.port()));
    }

    @Override
    public void close() {
        for (OkHttpClient client : opened.values()) {
            client.connectionPool().evictAll();
            client.dispatcher().executorService().shutdown();
        }
    }
}
