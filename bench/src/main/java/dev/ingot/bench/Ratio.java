package dev.ingot.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How much faster one benchmark is than another of the same run. A ratio says the same on a slow
/// machine and on a fast one, so it can be kept in a file and compared.
///
/// @param faster the part of a benchmark's name after the package, such as `TextBench.bridge`
/// @param slower what it is compared with
/// @param expected the ratio when the file was written
record Ratio(String faster, String slower, double expected) {
    /// A machine shared with others is noisy; a real loss is larger than this.
    static final double TOLERANCE = 0.5;

    static List<Ratio> read(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Ratio::parse)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static Ratio parse(String line) {
        String[] fields = line.split("\t", -1);
        if (fields.length != 3) {
            throw new IllegalArgumentException(
                    "`" + line + "` is not `faster<tab>slower<tab>ratio`");
        }
        return new Ratio(fields[0], fields[1], Double.parseDouble(fields[2]));
    }

    /// One line for people; empty where the run had not both.
    ///
    /// @param perSecond operations per second by name
    String report(Map<String, Double> perSecond) {
        Double fast = perSecond.get(faster);
        Double slow = perSecond.get(slower);
        if (fast == null || slow == null) {
            return "";
        }
        double ratio = fast / slow;
        String verdict = ratio < expected * TOLERANCE ? "  LESS THAN HALF OF WHAT IT WAS" : "";
        return String.format(
                Locale.ROOT,
                "%-40s %8.1f x %-40s (%.1f in the baseline)%s",
                faster,
                ratio,
                slower,
                expected,
                verdict);
    }
}
