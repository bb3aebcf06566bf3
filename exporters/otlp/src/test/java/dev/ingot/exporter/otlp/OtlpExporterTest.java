package dev.ingot.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.component.Verdict;
import dev.ingot.component.WhenFull;
import dev.ingot.pipeline.FanOut;
import dev.ingot.record.Points;
import dev.ingot.testkit.Await;
import dev.ingot.testkit.FreePorts;
import dev.ingot.testkit.ManualClock;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpExporterTest {
    private static final String QUICK_RETRY =
            "\nretry_on_failure: {initial_interval: 10ms, max_interval: 50ms}";

    private Backend backend = new Backend();

    @BeforeEach
    void start() throws IOException {
        backend = Backend.start();
    }

    @AfterEach
    void stop() {
        backend.close();
    }

    private OtlpConfig config(String more) {
        return Configs.http("endpoint: " + backend.url() + QUICK_RETRY + "\n" + more);
    }

    private static List<Long> upTo(int count) {
        return LongStream.range(0, count).boxed().toList();
    }

    @Test
    void pointsAndLogsArriveAtTheirPaths() throws IOException {
        try (var push = new Push(config("headers: {X-Scope-OrgID: home}"))) {
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
        try (var push = new Push(config("compression: " + compression.encoding()))) {
            push.accept(Push.points(0, 2000));
            push.awaitCounter("otelcol_exporter_sent_metric_points{} 2000");
        }
        assertThat(backend.values()).isEqualTo(upTo(2000));
    }

    @Test
    void aSignalLargerThanABatchGoesInSeveralRequests() throws IOException {
        try (var push = new Push(config("sending_queue: {batch: {max_size: 100}}"))) {
            push.accept(Push.points(0, 1050));
            push.awaitCounter("otelcol_exporter_sent_metric_points{} 1050");
        }
        assertThat(backend.values()).isEqualTo(upTo(1050));
        assertThat(backend.taken()).isEqualTo(11);
    }

    @Test
    void aLargeBatchIsSplitToTheLargestRequest() throws IOException {
        var config = config("max_request_size: 64KiB\nsending_queue: {batch: {max_size: 20000}}");
        try (var push = new Push(config)) {
            push.accept(Push.points(0, 5000));
            push.awaitCounter("otelcol_exporter_sent_metric_points{} 5000");
        }
        assertThat(backend.values()).isEqualTo(upTo(5000));
        assertThat(backend.taken()).isGreaterThan(2);
    }

    @Test
    void theCallersBatchMayBeUsedAgainAtOnce() throws IOException {
        try (var push = new Push(config(""))) {
            var points = Push.points(0, 10);
            push.accept(points);
            points.clear();
            push.awaitCounter("otelcol_exporter_sent_metric_points{} 10");
        }
        assertThat(backend.values()).isEqualTo(upTo(10));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 502, 503, 504})
    void whatMayWorkLaterIsSentAgainInOrder(int status) throws IOException {
        backend.then(status, "").then(status, "").then(status, "");
        try (var push = new Push(config("sending_queue: {batch: {max_size: 10}}"))) {
            push.accept(Push.points(0, 100));
            push.awaitCounter("otelcol_exporter_sent_metric_points{} 100");
            assertThat(push.counters())
                    .contains("ingot_exporter_retries_total{reason=http_" + status + "} 3");
        }
        assertThat(backend.values()).isEqualTo(upTo(100));
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
        try (var push = new Push(config(""))) {
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
        try (var push = new Push(config(""))) {
            push.accept(Push.points(0, 5));
            push.awaitCounter("otelcol_exporter_sent_metric_points{} 5");
        }
        assertThat(System.nanoTime() - began).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(900));
    }

    @Test
    void anAbsentBackendIsOneWarningAndOneLineWhenItComes() throws IOException {
        int port = FreePorts.one();
        var config =
                Configs.http(
                        "endpoint: http://localhost:"
                                + port
                                + QUICK_RETRY
                                + "\nsending_queue: {batch: {max_size: 10}}");
        try (var push = new Push(config)) {
            push.accept(Push.points(0, 100));
            push.accept(Push.logs(0, 50));
            push.awaitCounter("ingot_exporter_retries_total{reason=connection} 9");
            try (var late = Backend.start(port)) {
                push.awaitCounter("otelcol_exporter_sent_metric_points{} 100");
                push.awaitCounter("otelcol_exporter_sent_log_records{} 50");
                push.log.await(" again after ");
                assertThat(late.values()).isEqualTo(upTo(100));
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
        try (var push = new Push(config("timeout: 500ms"))) {
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
        try (var push = new Push(config("timeout: 5s"))) {
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
                .then(308, "", "Location", "https://example.org/otlp");
        try (var push = new Push(config("sending_queue: {batch: {max_size: 10}}"))) {
            push.accept(Push.points(0, 40));
            push.awaitCounter("send_failed_metric_points{reason=http_401} 10");
            push.awaitCounter("send_failed_metric_points{reason=http_403} 10");
            push.awaitCounter("send_failed_metric_points{reason=http_404} 10");
            push.awaitCounter("send_failed_metric_points{reason=http_308} 10");
            push.log.await("401; check `auth` and `headers`");
            push.log.await("403; check the rights of the user");
            push.log.await("404: 404 page not found; check the path of the endpoint");
            push.log.await("308; it redirects to `https://example.org/otlp`, set that as endpoint");
        }
    }

    @Test
    void partialSuccessIsCountedAndSaid() throws IOException {
        var answer =
                io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse
                        .newBuilder();
        answer.getPartialSuccessBuilder().setRejectedDataPoints(3).setErrorMessage("too old");
        backend.then(
                new MockResponse.Builder()
                        .code(200)
                        .addHeader("Content-Type", "application/x-protobuf")
                        .body(new Buffer().write(answer.build().toByteArray()))
                        .build());
        try (var push = new Push(config(""))) {
            push.accept(Push.points(0, 10));
            push.awaitCounter("otelcol_exporter_sent_metric_points{} 7");
            push.awaitCounter(
                    "otelcol_exporter_send_failed_metric_points{reason=partial_success} 3");
            push.log.await("refused 3 of 10 metric points: too old");
        }
    }

    @Test
    void aWebPageIsNotADelivery() throws IOException {
        backend.then(200, "<!doctype html><title>Login</title>", "Content-Type", "text/html");
        try (var push = new Push(config(""))) {
            push.accept(Push.points(0, 10));
            push.awaitCounter("otelcol_exporter_send_failed_metric_points{reason=not_otlp} 10");
            push.log.await("it answers with a web page; is that an OTLP endpoint?");
        }
    }

    @Test
    void noContentIsADelivery() throws IOException {
        backend.usual = new MockResponse.Builder().code(204).build();
        try (var push = new Push(config(""))) {
            push.accept(Push.logs(0, 10));
            push.awaitCounter("otelcol_exporter_sent_log_records{} 10");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {413, 400})
    void aRequestThatIsTooLargeGoesInHalves(int status) throws IOException {
        String words = "http: request body too large";
        backend.then(status, words).then(status, words).then(status, words);
        try (var push = new Push(config(""))) {
            push.accept(Push.points(0, 101));
            push.awaitCounter("otelcol_exporter_sent_metric_points{} 101");
            assertThat(push.log.with("in halves")).hasSize(1);
        }
        assertThat(backend.values()).isEqualTo(upTo(101));
    }

    @Test
    void aRecordThatIsTooLargeByItselfIsCounted() throws IOException {
        for (int i = 0; i < 7; i++) {
            backend.then(413, "");
        }
        try (var push = new Push(config(""))) {
            push.accept(Push.logs(0, 4));
            push.awaitCounter("otelcol_exporter_send_failed_log_records{reason=too_large} 4");
        }
        assertThat(backend.taken()).isZero();
    }

    @Test
    void aFullQueuePushesBackAndTakesAgainWhenThereIsRoom() throws IOException {
        backend.usual = new MockResponse.Builder().code(503).build();
        var config =
                config("sending_queue: {sizer: items, queue_size: 100, batch: {max_size: 10}}");
        try (var push = new Push(config)) {
            for (int i = 0; i < 10; i++) {
                assertThat(push.accept(Push.points(10 * i, 10 * i + 10)))
                        .isEqualTo(Verdict.ACCEPTED);
            }
            assertThat(push.accept(Push.points(100, 110))).isInstanceOf(Verdict.Retry.class);
            backend.usual = new MockResponse.Builder().code(200).build();
            Await.until("room", () -> push.accept(Push.points(100, 110)).equals(Verdict.ACCEPTED));
            push.awaitCounter("otelcol_exporter_sent_metric_points{} 110");
        }
    }

    @Test
    void aSourceThatCannotWaitDropsTheOldest() throws IOException {
        backend.usual = new MockResponse.Builder().code(503).build();
        var config =
                config("sending_queue: {sizer: items, queue_size: 100, batch: {max_size: 10}}");
        try (var push = new Push(config)) {
            for (int i = 0; i < 20; i++) {
                Points more = Push.points(10 * i, 10 * i + 10);
                assertThat(push.exporter.accept(more, WhenFull.MAKE_ROOM))
                        .isEqualTo(Verdict.ACCEPTED);
            }
            String dropped = "otelcol_exporter_enqueue_failed_metric_points{reason=queue_full} ";
            // A batch that is just being put into the queue counts twice for a moment, so that one
            // more may go than has to.
            assertThat(counted(push, dropped)).isBetween(100L, 120L);
            backend.usual = new MockResponse.Builder().code(200).build();
            Await.until(
                    "all others to be sent: " + push.counters(),
                    () ->
                            counted(push, dropped)
                                            + counted(
                                                    push, "otelcol_exporter_sent_metric_points{} ")
                                    == 200);
        }
        assertThat(backend.values())
                .endsWith(LongStream.range(120, 200).boxed().toArray(Long[]::new));
    }

    private static long counted(Push push, String counter) {
        return push.counters()
                .lines()
                .filter(line -> line.startsWith(counter))
                .mapToLong(line -> Long.parseLong(line.substring(counter.length())))
                .sum();
    }

    @Test
    void overflowCanBeChosen() throws IOException {
        backend.usual = new MockResponse.Builder().code(503).build();
        String queue = "sending_queue: {sizer: requests, queue_size: 1, overflow: %s}";
        try (var newest = new Push(config(queue.formatted("drop_newest")))) {
            newest.accept(Push.points(0, 10));
            assertThat(newest.accept(Push.points(10, 20))).isEqualTo(Verdict.ACCEPTED);
            assertThat(newest.counters()).contains("{reason=queue_full} 10");
        }
        try (var block = new Push(config(queue.formatted("block")))) {
            block.accept(Push.points(0, 10));
            assertThat(block.exporter.accept(Push.points(10, 20), WhenFull.MAKE_ROOM))
                    .isInstanceOf(Verdict.Retry.class);
        }
    }

    @Test
    void aSignalLargerThanTheQueueIsTakenWhenNothingWaits() throws IOException {
        var config = config("sending_queue: {sizer: items, queue_size: 10}");
        try (var push = new Push(config)) {
            assertThat(push.accept(Push.points(0, 1000))).isEqualTo(Verdict.ACCEPTED);
            push.awaitCounter("otelcol_exporter_sent_metric_points{} 1000");
        }
    }

    @Test
    void oldRequestsAreDroppedAndCounted() throws IOException {
        backend.usual = new MockResponse.Builder().code(503).build();
        var clock = new ManualClock("2026-11-21T12:00:00Z");
        var config = config("sending_queue: {max_age: 1h, batch: {max_size: 10}}");
        try (var push = new Push(config, Duration.ofSeconds(5), clock)) {
            push.accept(Push.points(0, 30));
            push.awaitCounter("ingot_exporter_retries_total");
            clock.advance(Duration.ofHours(2));
            backend.usual = new MockResponse.Builder().code(200).build();
            push.awaitCounter("enqueue_failed_metric_points{reason=too_old} 20");
            push.awaitCounter("sent_metric_points{} 10");
        }
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

    @Test
    void closingSendsWhatIsLeft() throws IOException {
        var push = new Push(config("sending_queue: {batch: {flush_timeout: 1h}}"));
        push.accept(Push.points(0, 10));
        push.close();
        assertThat(backend.values()).isEqualTo(upTo(10));
        assertThat(push.counters()).contains("otelcol_exporter_sent_metric_points{} 10");
    }

    @Test
    void closingWithoutABackendCountsWhatIsLost() throws IOException {
        backend.usual = new MockResponse.Builder().code(503).build();
        var push = new Push(config("sending_queue: {batch: {max_size: 10}}"));
        push.accept(Push.points(0, 100));
        push.awaitCounter("ingot_exporter_retries_total");
        push.close();
        assertThat(push.counters())
                .contains("otelcol_exporter_enqueue_failed_metric_points{reason=shutdown} 100")
                .doesNotContain("sent_metric_points");
        assertThat(push.log.with("at shutdown").size() + push.log.with("lost").size()).isEqualTo(1);
    }

    @Test
    void closingUnderASilentBackendEndsInTime() throws IOException {
        backend.usual =
                new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build();
        var push =
                new Push(
                        config("sending_queue: {batch: {max_size: 10}}"),
                        Duration.ofMillis(500),
                        InstantSource.system());
        push.accept(Push.points(0, 100));
        Await.until("a request", () -> !backend.requests.isEmpty());
        long began = System.nanoTime();
        push.close();
        assertThat(System.nanoTime() - began).isLessThan(TimeUnit.SECONDS.toNanos(3));
        assertThat(push.counters()).contains("{reason=shutdown} 100");
        assertThat(push.log.with("100 metric points")).hasSize(1);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith(push.id));
    }

    @Test
    void closeComesWithoutStartAndTwice() throws IOException {
        var push = new Push(config(""));
        push.close();
        push.close();
        assertThat(push.accept(Push.points(0, 1))).isInstanceOf(Verdict.Refused.class);
        var context =
                new dev.ingot.component.Context(
                        "otlp_http", InstantSource.system(), push.tally, Duration.ofSeconds(1));
        new OtlpExporter(config(""), context).close();
    }

    @Test
    void gaugesTellTheStateOfTheQueue() throws IOException {
        backend.usual = new MockResponse.Builder().code(503).build();
        try (var push = new Push(config("sending_queue: {batch: {max_size: 10}}"))) {
            push.accept(Push.points(0, 30));
            Await.until("three requests", () -> gauge(push, "otelcol_exporter_queue_size") == 3);
            assertThat(gauge(push, "otelcol_exporter_queue_capacity")).isEqualTo(64 << 20);
            assertThat(gauge(push, "ingot_exporter_queue_bytes")).isBetween(50.0, 1000.0);
            Await.until("age", () -> gauge(push, "ingot_exporter_queue_oldest_age_seconds") > 0);
        }
    }

    private static double gauge(Push push, String name) {
        var points = new Points();
        push.tally.telemetry().collect(points, 1);
        for (int i = 0; i < points.size(); i++) {
            if (points.series(i).toString().equals(name + "{data_type=metrics}")) {
                return points.value(i);
            }
        }
        throw new AssertionError("no gauge " + name);
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
                    var push = new Push(config(""))) {
                var both = FanOut.to(List.of(away.exporter, push.exporter));
                for (int i = 0; i < 100; i++) {
                    both.accept(Push.points(100 * i, 100 * i + 100), WhenFull.PUSH_BACK);
                }
                push.awaitCounter("otelcol_exporter_sent_metric_points{} 10000");
            }
        }
        assertThat(backend.values()).isEqualTo(upTo(10_000));
    }

    @Test
    void everythingTakenIsCountedInTheEnd() throws IOException {
        for (int i = 0; i < 40; i++) {
            backend.then(List.of(200, 503, 400, 413, 200).get(i % 5), "");
        }
        var push = new Push(config("sending_queue: {batch: {max_size: 10}}"));
        for (int i = 0; i < 50; i++) {
            push.accept(Push.points(20 * i, 20 * i + 20));
        }
        push.close();
        long counted = 0;
        for (String line : push.counters().lines().toList()) {
            if (line.contains("metric_points")) {
                counted += Long.parseLong(line.substring(line.lastIndexOf(' ') + 1));
            }
        }
        assertThat(counted).isEqualTo(1000);
    }
}
