package dev.ingot.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingot.component.Context;
import dev.ingot.component.Verdict;
import dev.ingot.telemetry.Telemetry;
import dev.ingot.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStorageTest {
    @TempDir private Path directory = Path.of("");
    private Backend backend = new Backend();

    @BeforeEach
    void start() throws IOException {
        backend = Backend.start();
    }

    @AfterEach
    void stop() {
        backend.close();
    }

    private static OtlpConfig config(Backend backend) {
        return Configs.http(
                "endpoint: "
                        + backend.url()
                        + "\nretry_on_failure: {initial_interval: 10ms, max_interval: 50ms}"
                        + "\nsending_queue: {storage: file_storage, batch: {max_size: 100}}");
    }

    private FileStorage.Config storage() {
        return new FileStorage.Config(directory, 64 << 20, Fsync.INTERVAL);
    }

    @Test
    void everyComponentHasAFolderOfItsOwn() throws IOException {
        var clock = InstantSource.system();
        var context = new Context("file_storage", clock, new Telemetry().tally(), Duration.ZERO);
        try (var files = new FileStorage(storage(), context)) {
            assertThat(files.folder("truenas/a"))
                    .isDirectory()
                    .isEqualTo(files.folder("truenas/a"));
            assertThat(files.folder("truenas_a")).isNotEqualTo(files.folder("truenas/a"));
        }
        Files.writeString(directory.resolve("file"), "");
        var below = new FileStorage.Config(directory.resolve("file"), 64 << 20, Fsync.INTERVAL);
        try (var files = new FileStorage(below, context)) {
            assertThatThrownBy(() -> files.folder("truenas"))
                    .hasMessageStartingWith("cannot use " + directory + "/file/truenas.state: ");
        }
    }

    @Test
    void whatWasNotSentIsSentAfterARestart() throws IOException {
        backend.usual = new MockResponse.Builder().code(503).build();
        try (var push = new Push(config(backend), storage())) {
            push.accept(Push.points(0, 5000));
            push.exporter.close();
            assertThat(push.counters()).doesNotContain("shutdown").doesNotContain("sent_metric");
            push.log.await("closed with 5000 metric points for");
        }
        try (var later = Backend.start();
                var push = new Push(config(later), storage())) {
            push.awaitCounter("otelcol_exporter_sent_metric_points{} 5000");
            assertThat(later.values()).isEqualTo(LongStream.range(0, 5000).boxed().toList());
        }
    }

    @Test
    void aLongOutageUnderLoadLosesNothingAndKeepsTheOrder() throws IOException {
        backend.usual = new MockResponse.Builder().code(503).build();
        try (var push = new Push(config(backend), storage())) {
            for (int i = 0; i < 600; i++) {
                push.push(Push.points(100 * i, 100 * i + 100));
            }
            push.awaitCounter("retries_total{reason=http_503} 5");
            backend.usual = new MockResponse.Builder().code(200).build();
            push.awaitCounter("otelcol_exporter_sent_metric_points{} 60000");
        }
        List<Long> values = backend.values();
        assertThat(values.subList(values.size() - 60_000 + 100, values.size()))
                .isEqualTo(LongStream.range(100, 60_000).boxed().toList());
    }

    @Test
    void theStorageHasALimitOfItsOwn() throws IOException {
        backend.usual =
                new MockResponse.Builder().code(503).headersDelay(1, TimeUnit.SECONDS).build();
        var small = new FileStorage.Config(directory, 1 << 20, Fsync.NEVER);
        var config =
                Configs.http(
                        "endpoint: "
                                + backend.url()
                                + "\ncompression: none"
                                + "\nsending_queue: {storage: file_storage, batch: {max_size: 1000}}");
        try (var push = new Push(config, small)) {
            Await.until(
                    "push-back", () -> push.accept(Push.points(0, 1000)) instanceof Verdict.Retry);
            Await.until("a nearly full storage", () -> size(directory) > 500_000);
            assertThat(size(directory)).isLessThan(3 << 20);
        }
    }

    private static long size(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    @Test
    void aDirectoryThatCannotBeUsedLeavesTheQueueInMemory() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        var storage = new FileStorage.Config(file, 64 << 20, Fsync.NEVER);
        try (var push = new Push(config(backend), storage)) {
            push.log.await("it is in memory until the next start");
            push.accept(Push.points(0, 10));
            push.awaitCounter("otelcol_exporter_sent_metric_points{} 10");
        }
    }

    @Test
    void anUnknownStorageIsAnError() {
        assertThatThrownBy(() -> new Push(config(backend)))
                .hasMessage(
                        "cannot keep the queue in `file_storage`: there is no `file_storage`"
                                + " extension of that id in `service.extensions`");
    }
}
