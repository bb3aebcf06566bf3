package dev.ingot.exporter.otlp;

import dev.ingot.config.Secret;
import dev.ingot.config.Section;
import dev.ingot.net.TlsClientConfig;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// The options that hold for all kinds of signal in the configuration, and for each apart in the
/// environment.
///
/// @param in where they were read, which knows whether they are set
/// @param saysInsecure whether `tls.insecure` is set
record EndpointOptions(
        Section in,
        Map<String, Secret> headers,
        Compression compression,
        int compressionLevel,
        Duration timeout,
        TlsClientConfig tls,
        boolean saysInsecure) {
    private record Tls(TlsClientConfig config, boolean saysInsecure) {
        static Tls read(Section in) {
            return new Tls(TlsClientConfig.read(in), in.has("insecure"));
        }
    }

    /// @param timeout the protocol's default
    static EndpointOptions read(Section in, String timeout) {
        Map<String, Secret> headers = in.secrets("headers", "Headers of every request.");
        Compression compression =
                in.choice("compression", Compression.GZIP, "`gzip`, `zstd` or `none`.");
        long level =
                in.section(
                        "compression_params",
                        "How hard to compress.",
                        params -> params.number("level", 1, 1, 9, "1 is fastest, 9 is smallest."));
        Duration longest = in.duration("timeout", timeout, "How long one try may take.");
        in.require(longest.isPositive(), "timeout", "must be longer than 0s");
        Tls tls = in.section("tls", "How to speak TLS to `https` endpoints.", Tls::read);
        return new EndpointOptions(
                in, headers, compression, (int) level, longest, tls.config, tls.saysInsecure);
    }

    /// What holds for one kind of signal: what is set here, then what the environment says.
    EndpointConfig with(URI url, SignalDefaults defaults) {
        Map<String, Secret> all = new LinkedHashMap<>(defaults.headers());
        all.putAll(headers);
        return new EndpointConfig(
                url,
                all,
                in.has("compression") ? compression : defaults.compression(compression),
                in.has("timeout") ? timeout : defaults.timeout(timeout),
                defaults.tls(tls));
    }

    /// The scheme of gRPC endpoints that have none.
    String scheme(SignalDefaults defaults) {
        boolean insecure = saysInsecure ? tls.insecure() : defaults.insecure();
        return insecure ? "http" : "https";
    }
}
