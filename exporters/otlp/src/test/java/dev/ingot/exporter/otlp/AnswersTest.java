package dev.ingot.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.testkit.ManualClock;
import dev.ingot.wire.ProtoWriter;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of a request, by what the server answers.
class AnswersTest {
    @RegisterExtension private final Backend backend = new Backend();

    @ParameterizedTest
    @ValueSource(ints = {429, 502, 503, 504})
    void whatMayWorkLaterIsSentAgainInOrder(int status) throws IOException {
        backend.then(status, "").then(status, "").then(status, "");
        try (var push = new Push(backend.config("sending_queue: {batch: {max_size: 10}}"))) {
            push.accept(Push.points(0, 100));
            push.awaitCounter("otelcol_exporter_sent_metric_points{} 100");
            assertThat(push.counters())
                    .contains("ingot_exporter_retries_total{reason=http_" + status + "} 3");
        }
        assertThat(backend.values()).isEqualTo(Push.numbers(100));
    }

    @Test
    void aStatusCanBeAddedToTheRetries() throws IOException {
        backend.then(500, "").then(500, "");
        var config =
                Configs.http(
                        "endpoint: "
                                + backend.url()
                                + "\nretry_on_failure: {retry_on_status: [500], initial_interval:"
                                + " 1ms}");
        try (var push = new Push(config)) {
            push.accept(Push.points(0, 5));
            push.awaitCounter("otelcol_exporter_sent_metric_points{} 5");
        }
    }

    @Test
    void retryAfterInSecondsIsKept() throws IOException {
        backend.then(429, "", "Retry-After", "1");
        long began = System.nanoTime();
        try (var push = new Push(backend.config(""))) {
            push.accept(Push.points(0, 5));
            push.awaitCounter("otelcol_exporter_sent_metric_points{} 5");
        }
        assertThat(System.nanoTime() - began).isGreaterThan(TimeUnit.SECONDS.toNanos(1));
    }

    @Test
    void retryAfterAsADateIsKept() throws IOException {
        var date =
                ZonedDateTime.now(ZoneOffset.UTC)
                        .plusSeconds(2)
                        .format(DateTimeFormatter.RFC_1123_DATE_TIME);
        backend.then(429, "", "Retry-After", date);
        long began = System.nanoTime();
        try (var push = new Push(backend.config(""))) {
            push.accept(Push.points(0, 5));
            push.awaitCounter("otelcol_exporter_sent_metric_points{} 5");
        }
        assertThat(System.nanoTime() - began).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(900));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CloseSocket", "CloseBeforeAnswer", "Stall"})
    void aBrokenAnswerIsTriedAgain(String effect) throws IOException {
        var broken = new MockResponse.Builder().code(200).body("0123456789");
        switch (effect) {
            case "CloseSocket" -> broken.onResponseBody(new SocketEffect.CloseSocket());
            case "Stall" -> broken.onResponseStart(SocketEffect.Stall.INSTANCE);
            default -> broken.onResponseStart(new SocketEffect.CloseSocket());
        }
        backend.then(broken.build());
        try (var push = new Push(backend.config("timeout: 500ms"))) {
            push.accept(Push.points(0, 5));
            push.awaitCounter("otelcol_exporter_sent_metric_points{} 5");
        }
        assertThat(backend.values()).contains(0L, 1L, 2L, 3L, 4L);
    }

    @Test
    void aSlowAnswerIsWaitedFor() throws IOException {
        backend.usual =
                new MockResponse.Builder()
                        .code(200)
                        .headersDelay(300, TimeUnit.MILLISECONDS)
                        .build();
        try (var push = new Push(backend.config("timeout: 5s"))) {
            push.accept(Push.points(0, 5));
            push.awaitCounter("otelcol_exporter_sent_metric_points{} 5");
            assertThat(push.log.all()).isEmpty();
        }
    }

    @Test
    void aRefusalIsCountedAndSaidOnceAMinuteWithTheServersWords() throws IOException {
        backend.then(400, "out of order sample\u0007 for secret-token")
                .then(400, "again")
                .then(400, "");
        var clock = new ManualClock("2026-11-21T12:00:00Z");
        var config =
                Configs.http(
                        "endpoint: "
                                + backend.url()
                                + "\nheaders: {Authorization: secret-token}"
                                + "\nsending_queue: {batch: {max_size: 10}}");
        try (var push = new Push(config, Duration.ofSeconds(5), clock)) {
            push.accept(Push.points(0, 20));
            push.awaitCounter("otelcol_exporter_send_failed_metric_points{reason=http_400} 20");
            assertThat(push.log.all())
                    .containsExactly(
                            "cannot send 10 metric points to "
                                    + backend.url()
                                    + "/v1/metrics: it answers 400: out of order sample for"
                                    + " [REDACTED]");
            clock.advance(Duration.ofMinutes(1));
            push.accept(Push.points(20, 30));
            push.awaitCounter("otelcol_exporter_send_failed_metric_points{reason=http_400} 30");
            assertThat(push.log.all().getLast())
                    .isEqualTo(
                            "cannot send 10 metric points to "
                                    + backend.url()
                                    + "/v1/metrics: it answers 400 (and 1 times before)");
        }
    }

    @Test
    void aRefusalSaysWhatToCheck() throws IOException {
        backend.then(401, "")
                .then(403, "")
                .then(404, "404 page not found")
                .then(308, "", "Location", "https://example.org/otlp")
                .then(400, "unsupported path requested: \"/v1/metrics\""); // VictoriaMetrics
        try (var push = new Push(backend.config("sending_queue: {batch: {max_size: 10}}"))) {
            push.accept(Push.points(0, 50));
            push.awaitCounter("send_failed_metric_points{reason=http_401} 10");
            push.awaitCounter("send_failed_metric_points{reason=http_403} 10");
            push.awaitCounter("send_failed_metric_points{reason=http_404} 10");
            push.awaitCounter("send_failed_metric_points{reason=http_308} 10");
            push.log.await("401; check `auth` and `headers`");
            push.log.await("403; check the rights of the user");
            push.log.await("404: 404 page not found; check the path of the endpoint");
            push.log.await("308; it redirects to `https://example.org/otlp`, set that as endpoint");
            push.log.await("400: unsupported path requested: \"/v1/metrics\"; check the path");
        }
    }

    @Test
    void lokisRefusalsAreSaidInItsWords() throws IOException {
        String behind =
                "entry with timestamp 2026-11-21 16:24:58.52839 +0000 UTC ignored, reason: 'entry"
                        + " too far behind',\nuser 'fake', total ignored: 1 out of 10 for stream:"
                        + " {host_name=\"nas01.home\"}";
        // A google.rpc.Status without a code, as recorded from Loki 3.7.8.
        var status = new ProtoWriter(behind.length() + 8);
        status.string(2, behind);
        backend.then(
                        new MockResponse.Builder()
                                .code(400)
                                .addHeader("Content-Type", "application/octet-stream")
                                .body(new Buffer().write(status.toByteArray()))
                                .build())
                .then(401, "no org id\n", "Content-Type", "text/plain; charset=utf-8");
        String tenant = "headers: {X-Scope-OrgID: home}\nsending_queue: {batch: {max_size: 10}}";
        try (var push = new Push(backend.config(tenant))) {
            push.accept(Push.logs(0, 20));
            push.awaitCounter("send_failed_log_records{reason=http_400} 10");
            push.awaitCounter("send_failed_log_records{reason=http_401} 10");
            push.log.await("400: " + behind.replace('\n', ' '));
            push.log.await("401: no org id; name a tenant: `headers: {X-Scope-OrgID: home}`");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "received a series whose number of labels exceeds the limit (actual: 42, limit: 30)"
                        + " series: 'x{}' (err-mimir-max-label-names-per-series)",
                "stream '{}' has structured metadata too large: '100205' bytes, limit: '65536'"
            })
    void aRequestWithOneRecordThatIsTooLargeIsNotSentInHalves(String words) throws IOException {
        backend.then(400, words);
        try (var push = new Push(backend.config(""))) {
            push.accept(Push.points(0, 10));
            push.awaitCounter("send_failed_metric_points{reason=http_400} 10");
            push.log.await("400: " + words);
        }
    }

    private static MockResponse partialSuccess(long rejected, String message) {
        var answer = ExportMetricsServiceResponse.newBuilder();
        answer.getPartialSuccessBuilder().setRejectedDataPoints(rejected).setErrorMessage(message);
        return new MockResponse.Builder()
                .code(200)
                .addHeader("Content-Type", "application/x-protobuf")
                .body(new Buffer().write(answer.build().toByteArray()))
                .build();
    }

    @Test
    void partialSuccessIsCountedAndSaid() throws IOException {
        backend.then(partialSuccess(3, "too old"));
        try (var push = new Push(backend.config(""))) {
            push.accept(Push.points(0, 10));
            push.awaitCounter("otelcol_exporter_sent_metric_points{} 7");
            push.awaitCounter(
                    "otelcol_exporter_send_failed_metric_points{reason=partial_success} 3");
            push.log.await("refused 3 of 10 metric points: too old");
        }
    }

    @Test
    void aWarningOfTheBackendIsSaidAndNothingCountsAsRefused() throws IOException {
        backend.then(partialSuccess(0, "a series has too many labels"));
        try (var push = new Push(backend.config(""))) {
            push.accept(Push.points(0, 10));
            push.awaitCounter("otelcol_exporter_sent_metric_points{} 10");
            push.log.await("has a warning about 10 metric points: a series has too many labels");
            assertThat(push.counters()).asString().doesNotContain("partial_success");
        }
    }

    @Test
    void aWebPageIsNotADelivery() throws IOException {
        backend.then(200, "<!doctype html><title>Login</title>", "Content-Type", "text/html");
        try (var push = new Push(backend.config(""))) {
            push.accept(Push.points(0, 10));
            push.awaitCounter("otelcol_exporter_send_failed_metric_points{reason=not_otlp} 10");
            push.log.await("it answers with a web page; is that an OTLP endpoint?");
        }
    }

    @Test
    void noContentIsADelivery() throws IOException {
        backend.usual = new MockResponse.Builder().code(204).build();
        try (var push = new Push(backend.config(""))) {
            push.accept(Push.logs(0, 10));
            push.awaitCounter("otelcol_exporter_sent_log_records{} 10");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {413, 400})
    void aRequestThatIsTooLargeGoesInHalves(int status) throws IOException {
        String words = "http: request body too large";
        backend.then(status, words).then(status, words).then(status, words);
        try (var push = new Push(backend.config(""))) {
            push.accept(Push.points(0, 101));
            push.awaitCounter("otelcol_exporter_sent_metric_points{} 101");
            assertThat(push.log.with("in halves")).hasSize(1);
        }
        assertThat(backend.values()).isEqualTo(Push.numbers(101));
    }

    @Test
    void aRecordThatIsTooLargeByItselfIsCounted() throws IOException {
        for (int i = 0; i < 7; i++) {
            backend.then(413, "");
        }
        try (var push = new Push(backend.config(""))) {
            push.accept(Push.logs(0, 4));
            push.awaitCounter("otelcol_exporter_send_failed_log_records{reason=too_large} 4");
        }
        assertThat(backend.taken()).isZero();
    }

    @Test
    void retryCanBeSwitchedOffOrLimited() throws IOException {
        backend.usual = new MockResponse.Builder().code(503).build();
        for (String retry :
                List.of("{enabled: false}", "{initial_interval: 10ms, max_elapsed_time: 100ms}")) {
            var config =
                    Configs.http("endpoint: " + backend.url() + "\nretry_on_failure: " + retry);
            try (var push = new Push(config)) {
                push.accept(Push.points(0, 10));
                push.awaitCounter("send_failed_metric_points{reason=http_503} 10");
            }
        }
    }
}
