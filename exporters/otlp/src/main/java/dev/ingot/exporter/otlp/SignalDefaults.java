package dev.ingot.exporter.otlp;

import dev.ingot.config.Secret;
import dev.ingot.config.Section;
import dev.ingot.exporter.otlp.OtlpDefaults.Variable;
import dev.ingot.net.PemSource;
import dev.ingot.net.TlsClientConfig;
import dev.ingot.record.Signal;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What the environment says about one kind of signal: its own variable, else the one for all.
///
/// A value that makes no sense is as good as none and gets a warning at the option it stands for.
/// The caller asks for nothing that the configuration says.
final class SignalDefaults {
    private final OtlpDefaults environment;
    private final Signal.Type type;
    private final Section in;

    /// @param in where warnings go
    SignalDefaults(OtlpDefaults environment, Signal.Type type, Section in) {
        this.environment = environment;
        this.type = type;
        this.in = in;
    }

    private Optional<Variable> variable(String name) {
        return environment.own(type, name).or(() -> environment.general(name));
    }

    private void ignore(Variable variable, String option, String expectation) {
        in.warn(false, option, variable.shown() + ", which has no effect: " + expectation);
    }

    /// Headers as `name=value,name=value`, percent-encoded.
    Map<String, Secret> headers() {
        var headers = new LinkedHashMap<String, Secret>();
        variable("HEADERS")
                .ifPresent(variable -> {
                    for (String pair : variable.value().split(",", -1)) {
                        addHeader(pair, variable.name(), headers);
                    }
                });
        return headers;
    }

    private void addHeader(String pair, String variable, Map<String, Secret> headers) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
            headers.put(
                    decoded(pair.substring(0, equals)),
                    Secret.of(decoded(pair.substring(equals + 1))));
        } else {
            in.warn(
                    pair.isBlank(),
                    "headers",
                    "a part of `" + variable + "` has no effect: it is not `name=value`");
        }
    }

    private static String decoded(String text) {
        String plusStays = text.strip().replace("+", "%2B");
        try {
            return URLDecoder.decode(plusStays, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text.strip();
        }
    }

    Compression compression(Compression fallback) {
        Optional<Variable> said = variable("COMPRESSION");
        return switch (said.map(Variable::value).orElse("")) {
            case "" -> fallback;
            case "none" -> Compression.NONE;
            case "gzip" -> Compression.GZIP;
            case "zstd" -> Compression.ZSTD;
            default -> {
                ignore(said.orElseThrow(), "compression", "it must be `gzip`, `zstd` or `none`");
                yield fallback;
            }
        };
    }

    Duration timeout(Duration fallback) {
        Optional<Variable> said = variable("TIMEOUT");
        boolean counts = said.filter(it -> it.value().matches("[1-9][0-9]{0,8}")).isPresent();
        if (said.isPresent() && !counts) {
            ignore(said.get(), "timeout", "it must be a number of milliseconds above 0");
        }
        return counts ? Duration.ofMillis(Long.parseLong(said.orElseThrow().value())) : fallback;
    }

    /// Whether gRPC endpoints without a scheme are spoken to in plain text.
    boolean insecure() {
        Optional<Variable> said = variable("INSECURE");
        return switch (said.map(it -> it.value().toLowerCase(Locale.ROOT)).orElse("")) {
            case "true" -> true;
            case "", "false" -> false;
            default -> {
                ignore(said.orElseThrow(), "tls", "it must be `true` or `false`");
                yield false;
            }
        };
    }

    /// Adds the files that the configuration does not name.
    TlsClientConfig tls(TlsClientConfig said) {
        boolean hasCa = said.ca().isSet();
        boolean hasIdentity = said.cert().isSet() || said.key().isSet();
        PemSource cert = hasIdentity ? said.cert() : file("cert", "CLIENT_CERTIFICATE");
        PemSource key = hasIdentity ? said.key() : file("key", "CLIENT_KEY");
        in.require(
                hasIdentity || cert.isSet() == key.isSet(),
                "tls",
                "has a client certificate and a private key only together; of"
                        + " `OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE` and"
                        + " `OTEL_EXPORTER_OTLP_CLIENT_KEY` one is set");
        return new TlsClientConfig(
                said.insecure(),
                said.insecureSkipVerify(),
                said.serverName(),
                hasCa ? said.ca() : file("ca", "CERTIFICATE"),
                said.systemCa(),
                cert,
                key,
                said.versions(),
                said.reloadInterval());
    }

    private PemSource file(String option, String name) {
        return PemSource.ofFile(option, variable(name).map(Variable::value).orElse(""));
    }

    /// Where to push by HTTP; empty where the environment does not say.
    Optional<URI> httpUrl() {
        Optional<Variable> own = environment.own(type, "ENDPOINT");
        Optional<Variable> said = own.or(() -> environment.general("ENDPOINT"));
        said.ifPresent(_ -> checkProtocol("http/protobuf", "`otlp_grpc` speaks `grpc`"));
        Optional<URI> url = said.map(Variable::value).flatMap(Urls::parse);
        in.require(
                url.isPresent() == said.isPresent(),
                "endpoint",
                wrong(said) + "a URL such as http://localhost:4318");
        return own.isPresent() ? url : url.map(base -> Urls.ofSignal(base, type));
    }

    /// Where to push by gRPC; empty where the environment does not say.
    ///
    /// @param scheme for an endpoint that has none
    Optional<URI> grpcUrl(String scheme) {
        Optional<Variable> said = variable("ENDPOINT");
        said.ifPresent(_ -> checkProtocol("grpc", "`otlp_http` speaks `http/protobuf`"));
        Optional<URI> url =
                said.map(Variable::value).flatMap(text -> GrpcEndpoint.parse(text, scheme));
        in.require(
                url.isPresent() == said.isPresent(),
                "endpoint",
                wrong(said) + "a host and port such as alloy:4317 or http://alloy:4317");
        return url;
    }

    private static String wrong(Optional<Variable> said) {
        return said.map(Variable::shown).orElse("") + ", which is not ";
    }

    private void checkProtocol(String spoken, String other) {
        variable("PROTOCOL")
                .filter(said -> !said.value().equals(spoken))
                .ifPresent(said ->
                        ignore(
                                said,
                                "endpoint",
                                "this exporter speaks `" + spoken + "`, " + other));
    }
}
