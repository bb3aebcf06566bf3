package dev.ingot.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/// What a process and its children use, by `/proc`.
///
/// @param cpu user and system time since each began
/// @param peakKibibytes the largest resident sets that each ever had, added up
public record Usage(Duration cpu, long peakKibibytes) {
    public static Usage of(ProcessHandle process) {
        Duration cpu = Duration.ZERO;
        long peak = 0;
        for (ProcessHandle each :
                Stream.concat(Stream.of(process), process.descendants()).toList()) {
            cpu = cpu.plus(cpuOf(each));
            peak += peakKibibytes(each.pid());
        }
        return new Usage(cpu, peak);
    }

    /// User and system time of one process, without its children.
    static Duration cpuOf(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static long peakKibibytes(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException ended) {
            return 0;
        }
    }
}
