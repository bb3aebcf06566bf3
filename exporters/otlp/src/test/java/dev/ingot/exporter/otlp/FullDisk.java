package dev.ingot.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.component.Verdict;
import dev.ingot.component.WhenFull;
import dev.ingot.record.LogRecord;
import dev.ingot.record.Logs;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import mockwebserver3.MockResponse;

/// A program that fills the small disk it is given, with a backend that is away, and then lets the
/// backend come back. Says `recovered` when everything that was accepted has arrived.
final class FullDisk {
    static final int BATCH = 100;

    private FullDisk() {}

    public static void main(String[] arguments) throws Exception {
        var storage = new FileStorage.Config(Path.of(arguments[0]), 1 << 30, Fsync.INTERVAL);
        try (var backend = Backend.start()) {
            backend.usual = new MockResponse.Builder().code(503).build();
            var config =
                    Configs.http(
                            "endpoint: "
                                    + backend.url()
                                    + "\ncompression: none"
                                    + "\nretry_on_failure: {initial_interval: 100ms, max_interval:"
                                    + " 100ms}"
                                    + "\nsending_queue: {storage: file_storage, batch: {max_size:"
                                    + " 100}}");
            try (var push = new Push(config, storage)) {
                fillAndRecover(backend, push);
            }
        }
        System.out.println("recovered");
    }

    private static void fillAndRecover(Backend backend, Push push) {
        int accepted = 0;
        while (push.log.with("No space left on device; trying again").isEmpty()) {
            while (push.accept(logs(accepted)).equals(Verdict.ACCEPTED)) {
                accepted += BATCH;
            }
            assertThat(accepted).isLessThan(1_000_000);
        }
        while (push.accept(logs(accepted)).equals(Verdict.ACCEPTED)) {
            accepted += BATCH;
        }
        while (!push.counters().contains("enqueue_failed_log_records{reason=queue_full} 100")) {
            assertThat(push.exporter.accept(logs(accepted), WhenFull.MAKE_ROOM))
                    .isEqualTo(Verdict.ACCEPTED);
            accepted += BATCH;
            assertThat(accepted).isLessThan(1_000_000);
        }

        backend.usual = new MockResponse.Builder().code(200).build();
        push.awaitCounter("otelcol_exporter_sent_log_records{} " + (accepted - BATCH));
        assertThat(push.accept(logs(accepted))).isEqualTo(Verdict.ACCEPTED);
        push.awaitCounter("otelcol_exporter_sent_log_records{} " + accepted);
        List<String> bodies = backend.bodies();
        assertThat(bodies.getLast()).startsWith("line " + (accepted + BATCH - 1) + " ");
    }

    /// A batch of about 85 KB that no compression makes much smaller.
    static Logs logs(int from) {
        var random = new Random(from);
        var logs = new Logs();
        IntStream.range(from, from + BATCH)
                .forEach(i -> {
                    byte[] noise = new byte[600];
                    random.nextBytes(noise);
                    logs.add(
                            LogRecord.builder()
                                    .timeNanos(i + 1)
                                    .body(
                                            "line "
                                                    + i
                                                    + " "
                                                    + Base64.getEncoder().encodeToString(noise))
                                    .build());
                });
        return logs;
    }
}
