package dev.ingot.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// How idle the machine was since this was made, by the first line of `/proc/stat`.
final class Idleness {
    /// user, nice, system, idle, iowait, irq, softirq, steal: `man 5 proc_stat`.
    private static final int FIELDS = 8;

    private static final int IDLE = 3;
    private static final int WAITING = 4;

    private final long[] before = ticks();

    /// From 0 to 1.
    double share() {
        long[] after = ticks();
        long idle = 0;
        long all = 0;
        for (int i = 0; i < FIELDS; i++) {
            long passed = after[i] - before[i];
            all += passed;
            idle += i == IDLE || i == WAITING ? passed : 0;
        }
        return all == 0 ? 0 : (double) idle / all;
    }

    private static long[] ticks() {
        try (var lines = Files.lines(Path.of("/proc/stat"))) {
            String all = lines.findFirst().orElseThrow();
            return Arrays.stream(all.split(" +"))
                    .skip(1)
                    .limit(FIELDS)
                    .mapToLong(Long::parseLong)
                    .toArray();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
