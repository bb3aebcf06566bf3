package dev.ingot.exporter.otlp;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The defaults that the environment gives: OpenTelemetry's `OTEL_EXPORTER_OTLP_…`
/// (https://opentelemetry.io/docs/specs/otel/protocol/exporter/). What the configuration says wins.
/// A value that makes no sense is as good as none.
final class OtlpDefaults {
    private final Lookup environment;

    /// Finds the value of an environment variable; null where it is not set.
    @FunctionalInterface
    interface Lookup {
        @Nullable String value(String name);
    }

    OtlpDefaults(Lookup environment) {
        this.environment = environment;
    }

    /// The endpoint for all signals.
    String endpoint(String fallback) {
        return variable("ENDPOINT", fallback);
    }

    /// The endpoint of one signal, used as it is; empty where there is none.
    String endpointOf(String signal) {
        return variable(signal.toUpperCase(Locale.ROOT) + "_ENDPOINT", "");
    }

    /// Headers as `name=value,name=value`, percent-encoded.
    Map<String, String> headers() {
        var headers = new LinkedHashMap<String, String>();
        for (String pair : variable("HEADERS", "").split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                headers.put(
                        decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return headers;
    }

    private static String decoded(String text) {
        UnaryOperator<String> plusStays = value -> value.replace("+", "%2B");
        try {
            return URLDecoder.decode(plusStays.apply(text.strip()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text.strip();
        }
    }

    Compression compression() {
        return switch (variable("COMPRESSION", "gzip")) {
            case "none" -> Compression.NONE;
            case "zstd" -> Compression.ZSTD;
            default -> Compression.GZIP;
        };
    }

    /// The timeout as a configuration has it; the variable counts milliseconds.
    String timeout(String fallback) {
        String millis = variable("TIMEOUT", "");
        return millis.matches("[1-9][0-9]{0,8}") ? millis + "ms" : fallback;
    }

    /// Whether endpoints without a scheme are spoken to in plain text.
    boolean insecure() {
        return variable("INSECURE", "false").equalsIgnoreCase("true");
    }

    /// The PEM file of the authorities to believe; empty where there is none.
    String caFile() {
        return variable("CERTIFICATE", "");
    }

    String certFile() {
        return variable("CLIENT_CERTIFICATE", "");
    }

    String keyFile() {
        return variable("CLIENT_KEY", "");
    }

    private String variable(String name, String fallback) {
        String value = environment.value("OTEL_EXPORTER_OTLP_" + name);
        return value == null || value.isBlank() ? fallback : value.strip();
    }
}
