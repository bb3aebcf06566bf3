package dev.ingot.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.component.Verdict;
import dev.ingot.component.WhenFull;
import dev.ingot.record.Points;
import dev.ingot.testkit.Await;
import dev.ingot.testkit.ManualClock;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.LongStream;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What happens when records come faster than they go.
class QueueLimitsTest {
    @RegisterExtension private final Backend backend = new Backend();

    @Test
    void aFullQueuePushesBackAndTakesAgainWhenThereIsRoom() throws IOException {
        backend.usual = new MockResponse.Builder().code(503).build();
        var config =
                backend.config(
                        "sending_queue: {sizer: items, queue_size: 100, batch: {max_size: 10}}");
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
    void sourcesWaitForAsLongAgainAsNothingWasTakenIn() throws IOException {
        backend.away = () -> true;
        var config = backend.config("sending_queue: {sizer: requests, queue_size: 1}");
        try (var push = new Push(config)) {
            push.push(Push.points(0, 10));
            assertThat(wait(push)).isEqualTo(Batcher.SHORTEST_PAUSE);
            Await.until("longer waits", () -> wait(push).equals(Batcher.LONGEST_PAUSE));

            backend.away = () -> false;
            push.awaitCounter("otelcol_exporter_sent_metric_points{} 10");
            backend.away = () -> true;
            push.push(Push.points(20, 30));
            assertThat(wait(push)).isEqualTo(Batcher.SHORTEST_PAUSE);
        }
    }

    private static Duration wait(Push push) {
        return switch (push.accept(Push.points(10, 20))) {
            case Verdict.Retry retry -> retry.after();
            case Verdict other -> throw new AssertionError(other.toString());
        };
    }

    /// In two bursts, so that the queue always holds something older than what is being encoded.
    @Test
    void aSourceThatCannotWaitDropsTheOldest() throws IOException {
        backend.usual = new MockResponse.Builder().code(503).build();
        var config =
                backend.config(
                        "sending_queue: {sizer: items, queue_size: 100, batch: {max_size: 10}}");
        try (var push = new Push(config)) {
            for (int end : List.of(10, 15, 20)) {
                for (int i = end == 10 ? 0 : end - 5; i < end; i++) {
                    push.makeRoom(Push.points(10 * i, 10 * i + 10));
                }
                Await.until("ten requests", () -> gauge(push, "otelcol_exporter_queue_size") == 10);
            }
            assertThat(push.counters())
                    .contains(
                            "otelcol_exporter_enqueue_failed_metric_points{reason=queue_full} 100");
            backend.usual = new MockResponse.Builder().code(200).build();
            push.awaitCounter("otelcol_exporter_sent_metric_points{} 100");
        }
        assertThat(backend.values())
                .endsWith(LongStream.range(110, 200).boxed().toArray(Long[]::new));
    }

    @Test
    void overflowCanBeChosen() throws IOException {
        backend.usual = new MockResponse.Builder().code(503).build();
        String queue = "sending_queue: {sizer: requests, queue_size: 1, overflow: %s}";
        try (var newest = new Push(backend.config(queue.formatted("drop_newest")))) {
            newest.accept(Push.points(0, 10));
            assertThat(newest.accept(Push.points(10, 20))).isEqualTo(Verdict.ACCEPTED);
            assertThat(newest.counters()).contains("{reason=queue_full} 10");
        }
        try (var block = new Push(backend.config(queue.formatted("block")))) {
            block.accept(Push.points(0, 10));
            assertThat(block.exporter.accept(Push.points(10, 20), WhenFull.MAKE_ROOM))
                    .isInstanceOf(Verdict.Retry.class);
        }
    }

    @Test
    void aSignalLargerThanTheQueueIsTakenWhenNothingWaits() throws IOException {
        var config = backend.config("sending_queue: {sizer: items, queue_size: 10}");
        try (var push = new Push(config)) {
            assertThat(push.accept(Push.points(0, 1000))).isEqualTo(Verdict.ACCEPTED);
            push.awaitCounter("otelcol_exporter_sent_metric_points{} 1000");
        }
    }

    @Test
    void oldRequestsAreDroppedAndCounted() throws IOException {
        backend.usual = new MockResponse.Builder().code(503).build();
        var clock = new ManualClock("2026-11-21T12:00:00Z");
        var config = backend.config("sending_queue: {max_age: 1h, batch: {max_size: 10}}");
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
    void gaugesTellTheStateOfTheQueue() throws IOException {
        backend.usual = new MockResponse.Builder().code(503).build();
        try (var push = new Push(backend.config("sending_queue: {batch: {max_size: 10}}"))) {
            push.accept(Push.points(0, 30));
            Await.until("three requests", () -> gauge(push, "otelcol_exporter_queue_size") == 3);
            assertThat(gauge(push, "otelcol_exporter_queue_capacity")).isEqualTo(64 << 20);
            assertThat(gauge(push, "ingot_exporter_queue_bytes")).isBetween(50.0, 1000.0);
            Await.until("age", () -> gauge(push, "ingot_exporter_queue_oldest_age_seconds") > 0);
        }
    }

    @Test
    void aRequestWithoutAnAnswerIsInFlight() throws IOException {
        backend.usual =
                new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build();
        var config = backend.config("");
        try (var push = new Push(config, Duration.ofMillis(100), InstantSource.system())) {
            assertThat(gauge(push, "otelcol_exporter_in_flight_requests")).isZero();
            push.accept(Push.points(0, 10));
            Await.until("one", () -> gauge(push, "otelcol_exporter_in_flight_requests") == 1);
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
}
