package dev.ingot.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills a process that uses a queue on disk, again and again.
class CrashTest {
    private static final int ROUNDS = 50;

    @TempDir private Path directory = Path.of("");
    private final TreeSet<Long> put = new TreeSet<>();
    private final List<Long> sent = new ArrayList<>();

    @Test
    void whatWasStoredArrivesAndAtMostOneRequestARoundIsRepeated() throws Exception {
        var random = new Random(20261121);
        for (int round = 0; round < ROUNDS; round++) {
            long first = round * 1_000_000L;
            runAndKill(first, random.nextInt(400));
        }
        try (var stored = new Stored(directory)) {
            sent.addAll(stored.drain());
            assertThat(stored.losses).isEmpty();
        }
        var arrived = new TreeSet<>(sent);
        assertThat(arrived).as("damaged").doesNotContain(-1L);
        assertThat(arrived).as("acknowledged requests arrive").containsAll(put);
        assertThat(sent.size() - arrived.size())
                .as("repeated, of %d", sent.size())
                .isLessThanOrEqualTo(ROUNDS);
        assertThat(sent).as("in order").isSorted();
        assertThat(put).hasSizeGreaterThan(ROUNDS * 10);
    }

    /// Runs the program until it has said so many lines, then kills it and reads what else it said.
    private void runAndKill(long first, int lines) throws IOException, InterruptedException {
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Xmx64m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                CrashingQueue.class.getName(),
                                directory.toString(),
                                Long.toString(first))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            int seen = 0;
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                note(line);
                if (seen++ == lines) {
                    boolean _ = child.toHandle().destroyForcibly();
                }
            }
        }
        assertThat(child.waitFor()).as("killed").isEqualTo(128 + 9);
    }

    /// The last line may be half a one; a full one has its number behind a space.
    private void note(String line) {
        String[] words = line.split(" ", 2);
        if (words.length == 2 && words[1].matches("-?[0-9]+")) {
            long number = Long.parseLong(words[1]);
            if (words[0].equals("put")) {
                put.add(number);
            } else {
                sent.add(number);
            }
        }
    }
}
