package dev.ingot.exporter.otlp;

import dev.ingot.net.PromptSockets;
import dev.ingot.net.TlsClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/// Makes the HTTP client of one exporter.
final class Clients {
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);

    private Clients() {}

    /// @throws IOException where a certificate cannot be read
    static OkHttpClient client(OtlpConfig config, System.Logger log) throws IOException {
        Duration timeout = config.timeout();
        var builder =
                new OkHttpClient.Builder()
                        .socketFactory(new PromptSockets())
                        .callTimeout(timeout)
                        .connectTimeout(
                                timeout.compareTo(LONGEST_CONNECT) < 0 ? timeout : LONGEST_CONNECT)
                        .readTimeout(timeout)
                        .writeTimeout(timeout)
                        .connectionPool(new ConnectionPool(2, 5, TimeUnit.MINUTES))
                        .followRedirects(false)
                        .followSslRedirects(false)
                        .retryOnConnectionFailure(false);
        config.proxy().ifPresent(url -> builder.proxy(proxy(url)));
        boolean secure =
                config.endpoints().values().stream()
                        .anyMatch(url -> "https".equalsIgnoreCase(url.getScheme()));
        if (config.protocol() == OtlpConfig.Protocol.GRPC) {
            builder.protocols(
                    secure
                            ? List.of(Protocol.HTTP_2, Protocol.HTTP_1_1)
                            : List.of(Protocol.H2_PRIOR_KNOWLEDGE));
        }
        if (secure) {
            TlsClient tls = TlsClient.open(config.tls(), log);
            builder.sslSocketFactory(tls.socketFactory(), tls.trustManager())
                    .hostnameVerifier(tls.hostnameVerifier());
        }
        return builder.build();
    }

    private static Proxy proxy(URI url) {
        int port = url.getPort() < 0 ? 80 : url.getPort();
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(url.getHost(), port));
    }
}
