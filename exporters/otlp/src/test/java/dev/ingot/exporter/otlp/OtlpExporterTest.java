package dev.ingot.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.component.Verdict;
import dev.ingot.component.WhenFull;
import dev.ingot.pipeline.FanOut;
import dev.ingot.testkit.FreePorts;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OtlpExporterTest {
    @RegisterExtension private final Backend backend = new Backend();

    @Test
    void pointsAndLogsArriveAtTheirPaths() throws IOException {
        try (var push = new Push(backend.config("headers: {X-Scope-OrgID: home}"))) {
            assertThat(push.accept(Push.points(0, 3))).isEqualTo(Verdict.ACCEPTED);
            assertThat(push.accept(Push.logs(0, 2))).isEqualTo(Verdict.ACCEPTED);
            push.awaitCounter("otelcol_exporter_sent_metric_points{} 3");
            push.awaitCounter("otelcol_exporter_sent_log_records{} 2");
        }
        assertThat(backend.values()).containsExactly(0L, 1L, 2L);
        assertThat(backend.bodies()).containsExactly("line 0", "line 1");
        assertThat(backend.requests)
                .extracting(request -> request.getTarget())
                .containsExactlyInAnyOrder("/v1/metrics", "/v1/logs");
        var request = backend.requests.getFirst();
        assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/x-protobuf");
        assertThat(request.getHeaders().get("Content-Encoding")).isEqualTo("gzip");
        assertThat(request.getHeaders().get("X-Scope-OrgID")).isEqualTo("home");
    }

    @ParameterizedTest
    @EnumSource
    void everyCompressionArrives(Compression compression) throws IOException {
        try (var push = new Push(backend.config("compression: " + compression.encoding()))) {
            push.accept(Push.points(0, 2000));
            push.awaitCounter("otelcol_exporter_sent_metric_points{} 2000");
        }
        assertThat(backend.values()).isEqualTo(Push.numbers(2000));
    }

    @Test
    void aSignalLargerThanABatchGoesInSeveralRequests() throws IOException {
        try (var push = new Push(backend.config("sending_queue: {batch: {max_size: 100}}"))) {
            push.accept(Push.points(0, 1050));
            push.awaitCounter("otelcol_exporter_sent_metric_points{} 1050");
        }
        assertThat(backend.values()).isEqualTo(Push.numbers(1050));
        assertThat(backend.taken()).isEqualTo(11);
    }

    @Test
    void aLargeBatchIsSplitToTheLargestRequest() throws IOException {
        var config =
                backend.config(
                        "max_request_size: 64KiB\nsending_queue: {batch: {max_size: 20000}}");
        try (var push = new Push(config)) {
            push.accept(Push.points(0, 5000));
            push.awaitCounter("otelcol_exporter_sent_metric_points{} 5000");
        }
        assertThat(backend.values()).isEqualTo(Push.numbers(5000));
        assertThat(backend.taken()).isGreaterThan(2);
    }

    @Test
    void theCallersBatchMayBeUsedAgainAtOnce() throws IOException {
        try (var push = new Push(backend.config(""))) {
            var points = Push.points(0, 10);
            push.accept(points);
            points.clear();
            push.awaitCounter("otelcol_exporter_sent_metric_points{} 10");
        }
        assertThat(backend.values()).isEqualTo(Push.numbers(10));
    }

    @Test
    void anAbsentBackendIsOneWarningAndOneLineWhenItComes() throws IOException {
        int port = FreePorts.one();
        var config =
                Configs.http(
                        "endpoint: http://localhost:"
                                + port
                                + "\n"
                                + Backend.QUICK_RETRY
                                + "\nsending_queue: {batch: {max_size: 10}}");
        try (var push = new Push(config)) {
            push.accept(Push.points(0, 100));
            push.accept(Push.logs(0, 50));
            push.awaitCounter("ingot_exporter_retries_total{reason=connection} 9");
            try (var late = Backend.start(port)) {
                push.awaitCounter("otelcol_exporter_sent_metric_points{} 100");
                push.awaitCounter("otelcol_exporter_sent_log_records{} 50");
                push.log.await(" again after ");
                assertThat(late.values()).isEqualTo(Push.numbers(100));
                assertThat(late.bodies())
                        .isEqualTo(IntStream.range(0, 50).mapToObj(i -> "line " + i).toList());
            }
            assertThat(push.log.with("cannot send"))
                    .singleElement()
                    .asString()
                    .matches(
                            "cannot send to http://localhost:"
                                    + port
                                    + "/v1/(metrics|logs): Connection refused; keeping up to 64"
                                    + " MiB and trying again");
            assertThat(push.log.all()).hasSize(2);
        }
    }

    @Test
    void aDeadBackendDoesNotDelayAnother() throws IOException {
        var stalled =
                new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build();
        try (var dead = Backend.start()) {
            dead.usual = stalled;
            var small =
                    Configs.http(
                            "endpoint: "
                                    + dead.url()
                                    + "\nsending_queue: {sizer: items, queue_size: 100}");
            try (var away = new Push(small, Duration.ofMillis(100), InstantSource.system());
                    var push = new Push(backend.config(""))) {
                var both = FanOut.to(List.of(away.exporter, push.exporter));
                for (int i = 0; i < 100; i++) {
                    both.accept(Push.points(100 * i, 100 * i + 100), WhenFull.PUSH_BACK);
                }
                push.awaitCounter("otelcol_exporter_sent_metric_points{} 10000");
            }
        }
        assertThat(backend.values()).isEqualTo(Push.numbers(10_000));
    }
}
