package dev.ingot.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.component.Verdict;
import dev.ingot.record.LogRecord;
import dev.ingot.record.Logs;
import dev.ingot.testkit.Await;
import java.io.IOException;
import java.util.Base64;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Which thread compresses, seen from outside while an exporter has much to compress.
class CompressingThreadTest {
    private static final int SIGHTINGS = 20;
    private static final int MEGABYTES = 60;

    @RegisterExtension private final Backend backend = new Backend();

    @Test
    void onlyTheEncodingThreadCompresses() throws IOException {
        var config = backend.config("compression_params: {level: 9}");
        Set<String> compressing = ConcurrentHashMap.newKeySet();
        var sightings = new AtomicInteger();
        try (var push = new Push(config)) {
            Thread source = Thread.ofPlatform().name("reads-a-socket").start(() -> hand(push));
            Await.until(
                    SIGHTINGS + " sightings",
                    () -> {
                        Thread.getAllStackTraces()
                                .forEach((thread, stack) -> {
                                    if (isInDeflater(stack)) {
                                        compressing.add(thread.getName());
                                        sightings.incrementAndGet();
                                    }
                                });
                        return sightings.get() >= SIGHTINGS;
                    });
            source.interrupt();
            assertThat(compressing).containsExactly(push.id + "-logs-encode");
        }
    }

    private static void hand(Push push) {
        Logs logs = noise();
        for (int taken = 0; taken < MEGABYTES && !Thread.currentThread().isInterrupted(); ) {
            if (push.accept(logs) instanceof Verdict.Accepted) {
                taken++;
            }
        }
    }

    private static boolean isInDeflater(StackTraceElement[] stack) {
        return Stream.of(stack)
                .anyMatch(frame -> frame.getClassName().equals("java.util.zip.Deflater"));
    }

    /// A megabyte that compresses slowly.
    private static Logs noise() {
        var random = new Random(1);
        var logs = new Logs();
        for (int i = 0; i < 1000; i++) {
            byte[] bytes = new byte[750];
            random.nextBytes(bytes);
            String body = Base64.getEncoder().encodeToString(bytes);
            logs.add(LogRecord.builder().timeNanos(i + 1).body(body).build());
        }
        return logs;
    }
}
