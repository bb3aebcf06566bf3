package dev.ingot.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.component.ComponentType;
import dev.ingot.config.ManualSection;
import dev.ingot.record.Signal;
import dev.ingot.testkit.Golden;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OtlpConfigTest {
    @Test
    void withoutOptionsItPushesToThisMachine() {
        var config = Configs.http("{}");
        var metrics = Configs.endpoint(config, Signal.Type.METRICS);
        assertThat(metrics.url()).hasToString("http://localhost:4318/v1/metrics");
        assertThat(Configs.endpoint(config, Signal.Type.LOGS).url())
                .hasToString("http://localhost:4318/v1/logs");
        assertThat(metrics.compression()).isEqualTo(Compression.GZIP);
        assertThat(config.identity()).isEqualTo(Identity.FLAT);
        assertThat(metrics.timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.queue()).isEqualTo(QueueConfig.byDefault());
        assertThat(config.retry().maxElapsed()).isZero();
        assertThat(config.retry().statuses()).containsExactly(429, 502, 503, 504);
    }

    @Test
    void theCollectorsOptionsAreTaken() {
        var config =
                Configs.http(
                        """
                        endpoint: https://mimir.example:8443/otlp/
                        logs_endpoint: http://loki:3100/otlp/v1/logs
                        encoding: proto
                        compression: zstd
                        compression_params: {level: 3}
                        timeout: 10s
                        headers: {X-Scope-OrgID: home}
                        read_buffer_size: 0
                        write_buffer_size: 524288
                        max_idle_conns: 100
                        idle_conn_timeout: 90s
                        force_attempt_http2: true
                        tls: {insecure_skip_verify: false, ca_file: /etc/ca.pem}
                        retry_on_failure:
                          enabled: true
                          initial_interval: 1s
                          randomization_factor: 0.1
                          multiplier: 2
                          max_interval: 1m
                          max_elapsed_time: 300s
                        sending_queue:
                          enabled: true
                          num_consumers: 10
                          queue_size: 1000
                          block_on_overflow: true
                          batch: {flush_timeout: 1s, min_size: 1000, max_size: 0, sizer: items}
                        """);
        var metrics = Configs.endpoint(config, Signal.Type.METRICS);
        assertThat(metrics.url()).hasToString("https://mimir.example:8443/otlp/v1/metrics");
        assertThat(Configs.endpoint(config, Signal.Type.LOGS).url())
                .hasToString("http://loki:3100/otlp/v1/logs");
        assertThat(metrics.compression()).isEqualTo(Compression.ZSTD);
        assertThat(config.compressionLevel()).isEqualTo(3);
        assertThat(metrics.headers().get("X-Scope-OrgID")).hasToString("[REDACTED]");
        assertThat(metrics.tls().ca().isSet()).isTrue();
        assertThat(config.retry().multiplier()).isEqualTo(2);
        assertThat(config.queue())
                .isEqualTo(
                        new QueueConfig(
                                1000,
                                Sizer.REQUESTS,
                                Overflow.BLOCK,
                                "",
                                Duration.ZERO,
                                1000,
                                Duration.ofSeconds(1)));
    }

    @Test
    void mistakesAreNamed() {
        assertThat(Configs.problems(OtlpConfig::readHttp, "encoding: json"))
                .contains("encoding: must be `proto`");
        assertThat(Configs.problems(OtlpConfig::readHttp, "endpont: http://a"))
                .contains("did you mean `endpoint`?");
        assertThat(
                        Configs.problems(
                                OtlpConfig::readHttp,
                                "retry_on_failure: {initial_interval: 1m, retry_on_status: [200]}"))
                .contains("max_interval: must be at least as long as `initial_interval`")
                .contains("retry_on_status: must be statuses such as 429 and 503");
        assertThat(
                        Configs.problems(
                                OtlpConfig::readHttp,
                                "sending_queue: {queue_size: 1000, sizer: bytes}"))
                .contains("queue_size: must be at least 1MiB where `sizer` is bytes");
        assertThat(
                        Configs.problems(
                                OtlpConfig::readHttp,
                                "auth: {basic: {username: a, password: b}, bearer: {token: c}}"))
                .contains("bearer: cannot stand beside `basic`");
        assertThat(Configs.problems(OtlpConfig::readGrpc, "endpoint: alloy"))
                .contains("endpoint: must be a host and port such as `alloy:4317`");
    }

    @Test
    void grpcEndpointsAreWrittenInManyWays() {
        String path = "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";
        assertThat(grpcUrl("endpoint: alloy:4317")).isEqualTo("https://alloy:4317" + path);
        assertThat(grpcUrl("{endpoint: \"alloy:4317\", tls: {insecure: true}}"))
                .isEqualTo("http://alloy:4317" + path);
        assertThat(grpcUrl("endpoint: http://alloy:4317/")).isEqualTo("http://alloy:4317" + path);
        assertThat(grpcUrl("endpoint: dns:///alloy:4317")).isEqualTo("https://alloy:4317" + path);
        assertThat(grpcUrl("endpoint: https://[::1]:4317")).isEqualTo("https://[::1]:4317" + path);
        assertThat(grpcUrl("endpoint: http://my_alloy:4317"))
                .isEqualTo("http://my_alloy:4317" + path);
        assertThat(grpcUrl("{}")).isEqualTo("http://localhost:4317" + path);
    }

    private static String grpcUrl(String yaml) {
        return Configs.endpoint(Configs.grpc(yaml), Signal.Type.METRICS).url().toString();
    }

    @Test
    void theReadmeListsTheOptions() throws IOException {
        var manual = new ManualSection();
        var _ = OtlpConfig.readHttp(manual, new OtlpDefaults(_ -> null));
        Golden.checkBetweenMarkers(Path.of("README.md"), "options", manual.markdown());

        theReadmeLists(FileStorage.TYPE);
        theReadmeLists(AuthExtension.BASIC);
        theReadmeLists(AuthExtension.BEARER);
    }

    private static void theReadmeLists(ComponentType<?, ?> extension) throws IOException {
        var manual = new ManualSection();
        var _ = extension.configure(manual);
        Golden.checkBetweenMarkers(Path.of("README.md"), extension.name(), manual.markdown());
    }
}
