package dev.ingot.exporter.otlp;

import dev.ingot.record.Signal;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// OpenTelemetry's environment variables `OTEL_EXPORTER_OTLP_…`
/// (https://opentelemetry.io/docs/specs/otel/protocol/exporter/), from which options that are not
/// in the configuration take their defaults.
final class OtlpDefaults {
    private final Lookup environment;

    /// Finds the value of an environment variable; null where it is not set.
    @FunctionalInterface
    interface Lookup {
        @Nullable String value(String name);
    }

    /// A variable that is set.
    ///
    /// @param value not blank, without blanks around it
    record Variable(String name, String value) {
        /// For people, without what may be a password in a URL.
        String shown() {
            return "`" + name + "` is `" + value.replaceAll("//[^/]*@", "//") + "`";
        }
    }

    OtlpDefaults(Lookup environment) {
        this.environment = environment;
    }

    /// What holds for all kinds of signal, such as `OTEL_EXPORTER_OTLP_TIMEOUT` for `TIMEOUT`.
    Optional<Variable> general(String name) {
        String full = "OTEL_EXPORTER_OTLP_" + name;
        return Optional.ofNullable(environment.value(full))
                .filter(value -> !value.isBlank())
                .map(value -> new Variable(full, value.strip()));
    }

    /// What holds for one kind alone, such as `OTEL_EXPORTER_OTLP_LOGS_TIMEOUT`.
    Optional<Variable> own(Signal.Type type, String name) {
        return general(type.pipeline().toUpperCase(Locale.ROOT) + "_" + name);
    }
}
