package dev.ingot.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.component.Verdict;
import dev.ingot.testkit.Await;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The end of an exporter, in time and with nothing lost in silence.
class ClosingTest {
    @RegisterExtension private final Backend backend = new Backend();

    @Test
    void closingSendsWhatIsLeft() throws IOException {
        var push = new Push(backend.config("sending_queue: {batch: {flush_timeout: 1h}}"));
        push.accept(Push.points(0, 10));
        push.close();
        assertThat(backend.values()).isEqualTo(Push.numbers(10));
        assertThat(push.counters()).contains("otelcol_exporter_sent_metric_points{} 10");
    }

    @Test
    void closingWithoutABackendCountsWhatIsLost() throws IOException {
        backend.usual = new MockResponse.Builder().code(503).build();
        var push = new Push(backend.config("sending_queue: {batch: {max_size: 10}}"));
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
                        backend.config("sending_queue: {batch: {max_size: 10}}"),
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
        var push = new Push(backend.config(""));
        push.close();
        push.close();
        assertThat(push.accept(Push.points(0, 1))).isInstanceOf(Verdict.Refused.class);
        var context =
                new dev.ingot.component.Context(
                        "otlp_http", InstantSource.system(), push.tally, Duration.ofSeconds(1));
        new OtlpExporter(backend.config(""), context).close();
    }

    @Test
    void everythingTakenIsCountedInTheEnd() throws IOException {
        for (int i = 0; i < 40; i++) {
            backend.then(List.of(200, 503, 400, 413, 200).get(i % 5), "");
        }
        var push = new Push(backend.config("sending_queue: {batch: {max_size: 10}}"));
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
