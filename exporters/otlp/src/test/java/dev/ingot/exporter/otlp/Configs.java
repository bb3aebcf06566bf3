package dev.ingot.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.component.ComponentType;
import dev.ingot.component.Context;
import dev.ingot.component.Extension;
import dev.ingot.config.Configuration;
import dev.ingot.config.Section;
import dev.ingot.record.Signal;
import dev.ingot.telemetry.Tally;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;

/// Configurations from YAML text.
final class Configs {
    private Configs() {}

    static OtlpConfig http(String yaml) {
        return http(yaml, Map.of());
    }

    static OtlpConfig http(String yaml, Map<String, String> environment) {
        return read(OtlpConfig::readHttp, yaml, environment);
    }

    static OtlpConfig grpc(String yaml) {
        return grpc(yaml, Map.of());
    }

    static OtlpConfig grpc(String yaml, Map<String, String> environment) {
        return read(OtlpConfig::readGrpc, yaml, environment);
    }

    /// How a kind of signal is sent.
    static EndpointConfig endpoint(OtlpConfig config, Signal.Type type) {
        EndpointConfig endpoint = config.endpoints().get(type);
        assertThat(endpoint).as("endpoint for %s", type).isNotNull();
        return Objects.requireNonNull(endpoint);
    }

    static Extension extension(ComponentType<?, Extension> type, String yaml) {
        Configuration file = load(yaml);
        var configured = type.configure(file.root());
        file.root().finish();
        assertThat(file.problems().errors()).as(yaml).isEmpty();
        return configured.make(
                new Context(
                        type.name(), InstantSource.system(), Tally.standalone(), Duration.ZERO));
    }

    /// The problems and warnings that an extension's text has, without their places.
    static String problems(ComponentType<?, Extension> type, String yaml) {
        Configuration file = load(yaml);
        var _ = type.configure(file.root());
        file.root().finish();
        return file.problems().toString();
    }

    private static OtlpConfig read(
            BiFunction<Section, OtlpDefaults, OtlpConfig> reader,
            String yaml,
            Map<String, String> environment) {
        Configuration file = load(yaml);
        OtlpConfig config = reader.apply(file.root(), new OtlpDefaults(environment::get));
        file.root().finish();
        assertThat(file.problems().errors()).as(yaml).isEmpty();
        return config;
    }

    /// The problems and warnings that a text has, without their places.
    static String problems(BiFunction<Section, OtlpDefaults, OtlpConfig> reader, String yaml) {
        return problems(reader, yaml, Map.of());
    }

    static String problems(
            BiFunction<Section, OtlpDefaults, OtlpConfig> reader,
            String yaml,
            Map<String, String> environment) {
        Configuration file = load(yaml);
        var _ = reader.apply(file.root(), new OtlpDefaults(environment::get));
        file.root().finish();
        return file.problems().toString();
    }

    private static Configuration load(String yaml) {
        return Configuration.load(List.of("env:YAML"), List.of(), _ -> yaml);
    }
}
