package dev.ingot.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.config.Secret;
import dev.ingot.record.Signal;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;

class OtlpDefaultsTest {
    private static final String PREFIX = "OTEL_EXPORTER_OTLP_";
    private static final Map<String, String> ALLOY = environment("ENDPOINT", "http://alloy:4318");

    /// Variables without their common prefix, each followed by its value.
    private static Map<String, String> environment(String... pairs) {
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            all.put(PREFIX + pairs[i], pairs[i + 1]);
        }
        return all;
    }

    private static EndpointConfig metrics(OtlpConfig config) {
        return Configs.endpoint(config, Signal.Type.METRICS);
    }

    private static EndpointConfig logs(OtlpConfig config) {
        return Configs.endpoint(config, Signal.Type.LOGS);
    }

    @Test
    void theGeneralVariablesHoldForAllSignals() {
        var config =
                Configs.http(
                        "{}",
                        environment(
                                "ENDPOINT", "http://alloy:4318/otlp/",
                                "HEADERS", "a=b%20c, d = e+f",
                                "COMPRESSION", "none",
                                "TIMEOUT", "2500",
                                "CERTIFICATE", "/etc/ca.pem",
                                "CLIENT_CERTIFICATE", "/etc/cert.pem",
                                "CLIENT_KEY", "/etc/key.pem"));
        assertThat(metrics(config).url()).hasToString("http://alloy:4318/otlp/v1/metrics");
        assertThat(logs(config).url()).hasToString("http://alloy:4318/otlp/v1/logs");
        for (EndpointConfig endpoint : config.endpoints().values()) {
            assertThat(endpoint.headers().values())
                    .extracting(Secret::reveal)
                    .containsExactly("b c", "e+f");
            assertThat(endpoint.compression()).isEqualTo(Compression.NONE);
            assertThat(endpoint.timeout()).isEqualTo(Duration.ofMillis(2500));
            assertThat(endpoint.tls().ca().file()).isEqualTo("/etc/ca.pem");
            assertThat(endpoint.tls().cert().file()).isEqualTo("/etc/cert.pem");
            assertThat(endpoint.tls().key().file()).isEqualTo("/etc/key.pem");
        }
    }

    @Test
    void theVariablesOfOneSignalComeBeforeThose() {
        var config =
                Configs.http(
                        "{}",
                        environment(
                                "ENDPOINT", "http://alloy:4318",
                                "LOGS_ENDPOINT", "https://loki:3100/otlp/logs?tenant=home",
                                "HEADERS", "general=1",
                                "LOGS_HEADERS", "own=2",
                                "COMPRESSION", "none",
                                "LOGS_COMPRESSION", "zstd",
                                "TIMEOUT", "2500",
                                "LOGS_TIMEOUT", "700",
                                "CERTIFICATE", "/etc/ca.pem",
                                "LOGS_CERTIFICATE", "/etc/loki-ca.pem",
                                "LOGS_CLIENT_CERTIFICATE", "/etc/loki-cert.pem",
                                "LOGS_CLIENT_KEY", "/etc/loki-key.pem"));
        EndpointConfig metrics = metrics(config);
        assertThat(metrics.url()).hasToString("http://alloy:4318/v1/metrics");
        assertThat(metrics.headers()).containsOnlyKeys("general");
        assertThat(metrics.compression()).isEqualTo(Compression.NONE);
        assertThat(metrics.timeout()).isEqualTo(Duration.ofMillis(2500));
        assertThat(metrics.tls().ca().file()).isEqualTo("/etc/ca.pem");
        assertThat(metrics.tls().cert().isSet()).isFalse();

        EndpointConfig logs = logs(config);
        assertThat(logs.url()).hasToString("https://loki:3100/otlp/logs?tenant=home");
        assertThat(logs.headers()).containsOnlyKeys("own");
        assertThat(logs.compression()).isEqualTo(Compression.ZSTD);
        assertThat(logs.timeout()).isEqualTo(Duration.ofMillis(700));
        assertThat(logs.tls().ca().file()).isEqualTo("/etc/loki-ca.pem");
        assertThat(logs.tls().cert().file()).isEqualTo("/etc/loki-cert.pem");
        assertThat(logs.tls().key().file()).isEqualTo("/etc/loki-key.pem");
    }

    @Test
    void theConfigurationComesBeforeBoth() {
        var config =
                Configs.http(
                        """
                        endpoint: http://mimir/otlp
                        headers: {own: file}
                        compression: gzip
                        timeout: 3s
                        tls: {ca_file: /etc/mine.pem}
                        """,
                        environment(
                                "ENDPOINT", "http://alloy:4318",
                                "LOGS_ENDPOINT", "http://loki:3100/otlp/logs",
                                "LOGS_HEADERS", "own=2,more=3",
                                "LOGS_COMPRESSION", "zstd",
                                "LOGS_TIMEOUT", "700",
                                "LOGS_CERTIFICATE", "/etc/loki-ca.pem"));
        EndpointConfig logs = logs(config);
        assertThat(logs.url()).hasToString("http://mimir/otlp/v1/logs");
        assertThat(logs.headers()).containsOnlyKeys("own", "more");
        assertThat(String.valueOf(logs.headers().get("own"))).isEqualTo("[REDACTED]");
        assertThat(logs.headers().values()).extracting(Secret::reveal).containsExactly("file", "3");
        assertThat(logs.compression()).isEqualTo(Compression.GZIP);
        assertThat(logs.timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(logs.tls().ca().file()).isEqualTo("/etc/mine.pem");

        var one = Configs.http("logs_endpoint: http://loki/push", ALLOY);
        assertThat(logs(one).url()).hasToString("http://loki/push");
        assertThat(metrics(one).url()).hasToString("http://alloy:4318/v1/metrics");
    }

    @Test
    void eachSignalGoesItsOwnWay() throws IOException {
        try (var forMetrics = Backend.start();
                var forLogs = Backend.start()) {
            var config =
                    Configs.http(
                            "{}",
                            environment(
                                    "METRICS_ENDPOINT", forMetrics.url() + "/v1/metrics",
                                    "METRICS_HEADERS", "X-Scope-OrgID=home",
                                    "LOGS_ENDPOINT", forLogs.url() + "/push",
                                    "LOGS_COMPRESSION", "zstd",
                                    "LOGS_TIMEOUT", "60000"));
            try (var push = new Push(config)) {
                push.accept(Push.points(0, 5));
                push.accept(Push.logs(0, 3));
                push.awaitCounter("otelcol_exporter_sent_metric_points{} 5");
                push.awaitCounter("otelcol_exporter_sent_log_records{} 3");
            }
            assertThat(forMetrics.values()).isEqualTo(Push.numbers(5));
            RecordedRequest metrics = forMetrics.requests.getFirst();
            assertThat(metrics.getHeaders().get("X-Scope-OrgID")).isEqualTo("home");
            assertThat(metrics.getHeaders().get("Content-Encoding")).isEqualTo("gzip");
            assertThat(forLogs.bodies()).containsExactly("line 0", "line 1", "line 2");
            RecordedRequest logs = forLogs.requests.getFirst();
            assertThat(logs.getTarget()).isEqualTo("/push");
            assertThat(logs.getHeaders().get("X-Scope-OrgID")).isNull();
            assertThat(logs.getHeaders().get("Content-Encoding")).isEqualTo("zstd");
        }
    }

    @Test
    void grpcTakesAnEndpointForEachSignal() {
        var config =
                Configs.grpc(
                        "{}",
                        environment(
                                "ENDPOINT", "alloy:4317",
                                "INSECURE", "true",
                                "LOGS_ENDPOINT", "loki:4317",
                                "LOGS_INSECURE", "false"));
        assertThat(metrics(config).url().toString()).startsWith("http://alloy:4317/");
        assertThat(logs(config).url().toString()).startsWith("https://loki:4317/");
    }

    @Test
    void whatTheConfigurationSaysOfPlainTextComesFirst() {
        var insecure = environment("INSECURE", "true");
        assertThat(metrics(Configs.grpc("endpoint: alloy:4317", insecure)).isSecure()).isFalse();
        assertThat(
                        metrics(
                                        Configs.grpc(
                                                "{endpoint: \"alloy:4317\", tls: {insecure:"
                                                        + " false}}",
                                                insecure))
                                .isSecure())
                .isTrue();
    }

    @Test
    void valuesThatMakeNoSenseHaveNoEffectAndAreSaid() {
        var nonsense =
                environment(
                        "TIMEOUT", "10s",
                        "LOGS_COMPRESSION", "brotli",
                        "HEADERS", "secret",
                        "ENDPOINT", "http://user:secret@alloy:4318",
                        "PROTOCOL", "grpc");
        String problems = Configs.problems(OtlpConfig::readHttp, "{}", nonsense);
        assertThat(problems)
                .contains(
                        "timeout: `OTEL_EXPORTER_OTLP_TIMEOUT` is `10s`, which has no effect:"
                                + " it must be a number of milliseconds above 0")
                .contains(
                        "compression: `OTEL_EXPORTER_OTLP_LOGS_COMPRESSION` is `brotli`, which"
                                + " has no effect: it must be `gzip`, `zstd` or `none`")
                .contains("headers: a part of `OTEL_EXPORTER_OTLP_HEADERS` has no effect")
                .contains(
                        "endpoint: `OTEL_EXPORTER_OTLP_PROTOCOL` is `grpc`, which has no effect:"
                                + " this exporter speaks `http/protobuf`, `otlp_grpc` speaks"
                                + " `grpc`")
                .doesNotContain("secret");
        assertThat(problems.lines().filter(line -> line.contains("OTLP_TIMEOUT"))).hasSize(1);
        var config = Configs.http("{}", nonsense);
        assertThat(metrics(config).timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(logs(config).compression()).isEqualTo(Compression.GZIP);
        assertThat(metrics(config).headers()).isEmpty();

        assertThat(
                        Configs.problems(
                                OtlpConfig::readGrpc,
                                "{}",
                                environment("LOGS_INSECURE", "yes", "TIMEOUT", "0")))
                .contains("`OTEL_EXPORTER_OTLP_LOGS_INSECURE` is `yes`, which has no effect")
                .contains("`OTEL_EXPORTER_OTLP_TIMEOUT` is `0`, which has no effect");
    }

    @Test
    void endpointsThatAreNoneAreErrors() {
        var bare = environment("ENDPOINT", "alloy:4318");
        assertThat(Configs.problems(OtlpConfig::readHttp, "{}", bare))
                .contains(
                        "endpoint: `OTEL_EXPORTER_OTLP_ENDPOINT` is `alloy:4318`, which is not a"
                                + " URL such as http://localhost:4318");
        assertThat(Configs.problems(OtlpConfig::readHttp, "endpoint: http://alloy", bare))
                .isEmpty();
        var portless = environment("METRICS_ENDPOINT", "http://u:secret@alloy");
        assertThat(Configs.problems(OtlpConfig::readGrpc, "{}", portless))
                .contains(
                        "endpoint: `OTEL_EXPORTER_OTLP_METRICS_ENDPOINT` is `http://alloy`, which"
                                + " is not a host and port such as alloy:4317")
                .doesNotContain("secret");
        var halfAnIdentity = environment("LOGS_CLIENT_KEY", "/etc/key.pem");
        assertThat(Configs.problems(OtlpConfig::readHttp, "{}", halfAnIdentity))
                .contains(
                        "tls: has a client certificate and a private key only together; of"
                                + " `OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE` and"
                                + " `OTEL_EXPORTER_OTLP_CLIENT_KEY` one is set");
    }
}
