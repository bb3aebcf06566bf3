package dev.ingot.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.component.Verdict;
import dev.ingot.component.WhenFull;
import dev.ingot.record.Labels;
import dev.ingot.record.LogRecord;
import dev.ingot.record.Logs;
import dev.ingot.record.Metric;
import dev.ingot.record.Origin;
import dev.ingot.record.Points;
import dev.ingot.record.Series;
import dev.ingot.record.Signal;
import dev.ingot.testkit.Await;
import dev.ingot.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Ten minutes without a backend, on a clock that only the exporter's own waits move: each second
/// of a wait brings the records of that second.
class OutageTest implements Waiting {
    private static final Duration OUTAGE = Duration.ofMinutes(10);
    private static final Duration AFTERWARDS = Duration.ofMinutes(1);
    private static final int SERIES = 5;
    private static final int POINTS_A_SECOND = 10 * SERIES;
    private static final int LOGS_A_SECOND = 20;

    @RegisterExtension private final Backend backend = new Backend();
    @TempDir private Path directory = Path.of("");

    private final ManualClock clock = new ManualClock("2026-11-21T12:00:00Z");
    private final Instant began = clock.instant();
    private final Series[] series = series();
    private @Nullable Push push;
    private int seconds;

    private static Series[] series() {
        var series = new Series[SERIES];
        for (int i = 0; i < SERIES; i++) {
            var metric = Metric.gauge("pool_size_bytes", "By", "Size of the pool.");
            series[i] = Series.of(Origin.NONE, metric, Labels.of("pool", "tank" + i));
        }
        return series;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "storage: file_storage,"})
    void everyRecordOfTenMinutesArrivesInOrderWithItsOwnTime(String storage) throws IOException {
        backend.away = () -> clock.instant().isBefore(began.plus(OUTAGE));
        var config =
                Configs.http(
                        "endpoint: "
                                + backend.url()
                                + "\nsending_queue: {"
                                + storage
                                + " batch: {max_size: 200}}");
        var files = new FileStorage.Config(directory, 64 << 20, Fsync.INTERVAL);
        try (var running = new Push(config, files, clock, this)) {
            push = running;
            oneSecond();
            Await.until("the end", () -> !backend.away.getAsBoolean());
            while (clock.instant().isBefore(began.plus(OUTAGE).plus(AFTERWARDS))) {
                oneSecond();
            }
            assertThat(seconds).isGreaterThanOrEqualTo(660);
            Await.until("everything to arrive", this::isAllSent);
            assertThat(running.counters()).doesNotContain("failed");
            assertThat(running.log.with("keeping up to")).hasSize(1);
            assertThat(running.log.with(" again after 6")).hasSize(1);
        }
        assertThat(backend.requests.size() - backend.taken())
                .as("tries, at most 30 s apart and mostly so")
                .isBetween(20, 200);
        assertPoints(backend.points().size());
        assertLogs(backend.records().size());
    }

    /// A sender that is back from its last wait late brings some more.
    private boolean isAllSent() {
        String counters = Objects.requireNonNull(push).counters();
        return counters.contains("sent_metric_points{} " + seconds * POINTS_A_SECOND + "\n")
                && counters.contains("sent_log_records{} " + seconds * LOGS_A_SECOND + "\n");
    }

    private void assertPoints(int count) {
        assertThat(count).isEqualTo(seconds * POINTS_A_SECOND);
        var next = new long[SERIES];
        for (var point : backend.points()) {
            int of = point.getAttributes(0).getValue().getStringValue().charAt(4) - '0';
            assertThat(point.getAsInt()).isEqualTo(of + SERIES * next[of]++);
            assertThat(point.getTimeUnixNano()).isEqualTo(time(point.getAsInt(), POINTS_A_SECOND));
        }
    }

    private void assertLogs(int count) {
        assertThat(count).isEqualTo(seconds * LOGS_A_SECOND);
        long number = 0;
        for (var log : backend.records()) {
            assertThat(log.getBody().getStringValue()).isEqualTo("line " + number);
            assertThat(log.getTimeUnixNano()).isEqualTo(time(number, LOGS_A_SECOND));
            number++;
        }
    }

    private long time(long number, int aSecond) {
        return began.getEpochSecond() * 1_000_000_000L + number * (1_000_000_000L / aSecond);
    }

    @Override
    public void await(CountDownLatch closing, Duration time) {
        for (long i = time.toMillis(); i > 0 && closing.getCount() > 0; i -= 1000) {
            oneSecond();
        }
    }

    /// What a second brings; both senders come here while they wait.
    private synchronized void oneSecond() {
        var points = new Points();
        for (int i = 0; i < POINTS_A_SECOND; i++) {
            long number = (long) seconds * POINTS_A_SECOND + i;
            points.addLong(series[i % SERIES], time(number, POINTS_A_SECOND), number);
        }
        var logs = new Logs();
        for (int i = 0; i < LOGS_A_SECOND; i++) {
            long number = (long) seconds * LOGS_A_SECOND + i;
            logs.add(
                    LogRecord.builder()
                            .timeNanos(time(number, LOGS_A_SECOND))
                            .body("line " + number)
                            .build());
        }
        seconds++;
        accept(points);
        accept(logs);
        clock.advance(Duration.ofSeconds(1));
    }

    private void accept(Signal signal) {
        var exporter = Objects.requireNonNull(push).exporter;
        Await.until(
                "room", () -> exporter.accept(signal, WhenFull.PUSH_BACK).equals(Verdict.ACCEPTED));
    }
}
