package dev.ingot.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import dev.ingot.wire.ProtoWriter;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrpcTest {
    private static final byte[] EMPTY = {};

    private Backend backend = new Backend();

    @BeforeEach
    void start() throws IOException {
        backend = Backend.startGrpc();
    }

    @AfterEach
    void stop() {
        backend.close();
    }

    private OtlpConfig config(String more) {
        return Configs.grpc(
                "endpoint: "
                        + backend.url()
                        + "\nretry_on_failure: {initial_interval: 10ms, max_interval: 50ms}\n"
                        + more);
    }

    private static List<Long> upTo(int count) {
        return LongStream.range(0, count).boxed().toList();
    }

    @ParameterizedTest
    @EnumSource
    void everyCompressionArrives(Compression compression) throws IOException {
        var config = config("headers: {x-tenant: home}\ncompression: " + compression.encoding());
        try (var push = new Push(config)) {
            push.accept(Push.points(0, 2000));
            push.accept(Push.logs(0, 3));
            push.awaitCounter("otelcol_exporter_sent_metric_points{} 2000");
            push.awaitCounter("otelcol_exporter_sent_log_records{} 3");
        }
        assertThat(backend.values()).isEqualTo(upTo(2000));
        assertThat(backend.bodies()).containsExactly("line 0", "line 1", "line 2");
        assertThat(backend.requests)
                .extracting(request -> request.getTarget())
                .containsExactlyInAnyOrder(
                        "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export",
                        "/opentelemetry.proto.collector.logs.v1.LogsService/Export");
        var headers = backend.requests.getFirst().getHeaders();
        assertThat(headers.get("content-type")).isEqualTo("application/grpc");
        assertThat(headers.get("te")).isEqualTo("trailers");
        assertThat(headers.get("x-tenant")).isEqualTo("home");
        assertThat(headers.get("grpc-timeout")).isEqualTo("10000m");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 10, 11, 14, 15})
    void whatMayWorkLaterIsSentAgain(int status) throws IOException {
        backend.then(Backend.grpc(status, "busy", EMPTY)).then(Backend.grpc(status, "busy", EMPTY));
        try (var push = new Push(config(""))) {
            push.accept(Push.points(0, 10));
            push.awaitCounter("otelcol_exporter_sent_metric_points{} 10");
            assertThat(push.counters()).contains("retries_total{reason=grpc_" + status + "} 2");
        }
        assertThat(backend.values()).isEqualTo(upTo(10));
    }

    @Test
    void resourceExhaustedIsSentAgainWhereItSaysWhen() throws IOException {
        backend.then(Backend.grpc(8, "slow down", EMPTY, "grpc-status-details-bin", retryAfter(1)));
        long began = System.nanoTime();
        try (var push = new Push(config(""))) {
            push.accept(Push.points(0, 10));
            push.awaitCounter("otelcol_exporter_sent_metric_points{} 10");
        }
        assertThat(System.nanoTime() - began).isGreaterThan(TimeUnit.SECONDS.toNanos(1));
    }

    @Test
    void resourceExhaustedWithoutATimeIsFinal() throws IOException {
        backend.then(Backend.grpc(8, "quota used up", EMPTY));
        try (var push = new Push(config(""))) {
            push.accept(Push.points(0, 10));
            push.awaitCounter("send_failed_metric_points{reason=grpc_8} 10");
            push.log.await("it answers RESOURCE_EXHAUSTED: quota used up");
        }
    }

    @Test
    void aMessageThatIsTooLargeGoesInHalves() throws IOException {
        String words = "grpc: received message larger than max (5000000 vs. 4194304)";
        backend.then(Backend.grpc(8, words, EMPTY)).then(Backend.grpc(8, words, EMPTY));
        try (var push = new Push(config(""))) {
            push.accept(Push.points(0, 10));
            push.awaitCounter("otelcol_exporter_sent_metric_points{} 10");
        }
        assertThat(backend.values()).isEqualTo(upTo(10));
    }

    @Test
    void aRefusalSaysWhatToCheck() throws IOException {
        backend.then(Backend.grpc(16, "no%20token", EMPTY)).then(Backend.grpc(12, "", EMPTY));
        try (var push = new Push(config("sending_queue: {batch: {max_size: 10}}"))) {
            push.accept(Push.points(0, 20));
            push.awaitCounter("send_failed_metric_points{reason=grpc_16} 10");
            push.awaitCounter("send_failed_metric_points{reason=grpc_12} 10");
            push.log.await("it answers UNAUTHENTICATED: no token; check `auth` and `headers`");
            push.log.await("the server does not take this kind of signal");
        }
    }

    @Test
    void partialSuccessIsCounted() throws IOException {
        var answer = ExportMetricsServiceResponse.newBuilder();
        answer.getPartialSuccessBuilder().setRejectedDataPoints(4).setErrorMessage("too old");
        backend.then(Backend.grpc(0, "", answer.build().toByteArray()));
        try (var push = new Push(config(""))) {
            push.accept(Push.points(0, 10));
            push.awaitCounter("sent_metric_points{} 6");
            push.awaitCounter("send_failed_metric_points{reason=partial_success} 4");
            push.log.await("refused 4 of 10 metric points: too old");
        }
    }

    @Test
    void aResetStreamIsTriedAgain() throws IOException {
        backend.then(Backend.RESET);
        try (var push = new Push(config(""))) {
            push.accept(Push.points(0, 10));
            push.awaitCounter("otelcol_exporter_sent_metric_points{} 10");
            push.log.await("the server reset the stream: INTERNAL_ERROR");
        }
    }

    @Test
    void aWebServerIsNotAGrpcServer() throws IOException {
        backend.then(new MockResponse.Builder().code(200).body("<html>").build())
                .then(new MockResponse.Builder().code(404).body("no").build());
        try (var push = new Push(config("sending_queue: {batch: {max_size: 10}}"))) {
            push.accept(Push.points(0, 20));
            push.awaitCounter("send_failed_metric_points{reason=not_otlp} 10");
            push.awaitCounter("send_failed_metric_points{reason=http_404} 10");
        }
    }

    @Test
    void aServerThatKnowsOnlyHttp1IsNamed() throws IOException {
        try (var old = Backend.start()) {
            var config =
                    Configs.grpc(
                            "endpoint: "
                                    + old.url()
                                    + "\ntimeout: 1s\nretry_on_failure: {enabled: false}");
            try (var push = new Push(config)) {
                push.accept(Push.points(0, 10));
                push.awaitCounter("send_failed_metric_points{reason=connection} 10");
            }
        }
    }

    /// google.rpc.Status with a RetryInfo.
    private static String retryAfter(long seconds) {
        var duration = com.google.protobuf.Duration.newBuilder().setSeconds(seconds).build();
        var retryInfo = new ProtoWriter(16);
        retryInfo.bytes(1, duration.toByteArray(), 0, duration.getSerializedSize());
        var any =
                Any.newBuilder()
                        .setTypeUrl("type.googleapis.com/google.rpc.RetryInfo")
                        .setValue(com.google.protobuf.ByteString.copyFrom(retryInfo.toByteArray()))
                        .build();
        var status = new ProtoWriter(64);
        status.varint(1, 8);
        status.bytes(3, any.toByteArray(), 0, any.getSerializedSize());
        assertThat(GrpcStatus.answer(8, "", status.toByteArray()))
                .isInstanceOfSatisfying(
                        Answer.Later.class,
                        later -> assertThat(later.after()).isEqualTo(Duration.ofSeconds(seconds)));
        return Base64.getEncoder().withoutPadding().encodeToString(status.toByteArray());
    }
}
