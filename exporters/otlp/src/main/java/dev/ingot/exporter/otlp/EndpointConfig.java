package dev.ingot.exporter.otlp;

import dev.ingot.config.Secret;
import dev.ingot.net.TlsClientConfig;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/// Where one kind of signal goes and how it gets there.
///
/// @param url the full address
/// @param timeout how long one try may take
record EndpointConfig(
        URI url,
        Map<String, Secret> headers,
        Compression compression,
        Duration timeout,
        TlsClientConfig tls) {
    boolean isSecure() {
        return "https".equalsIgnoreCase(url.getScheme());
    }
}
