package dev.ingot.receiver.zfs;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A table of named kernel statistics, as OpenZFS prints them under `/proc/spl/kstat/zfs`.
///
/// The first line is a header; the second names the columns; then a row is name, type and the rest
/// of the line. Types 1 to 6 are numbers, 7 is text, which may contain blanks.
///
/// @param numbers by name, in the file's order: `Long`, or `Double` for what a long cannot hold
/// @param texts by name
record Kstat(Map<String, Number> numbers, Map<String, String> texts) {
    private static final int HEADER_LINES = 2;
    private static final int TEXT = 7;

    /// Reads a file's text. Rows that cannot be read are left out.
    static Kstat parse(String file) {
        var numbers = new LinkedHashMap<String, Number>();
        var texts = new LinkedHashMap<String, String>();
        file.lines()
                .skip(HEADER_LINES)
                .forEach(line -> {
                    String[] row = line.strip().split("\\s+", 3);
                    if (row.length == 3) {
                        read(row[0], row[1], row[2], numbers, texts);
                    }
                });
        return new Kstat(numbers, texts);
    }

    private static void read(
            String name,
            String type,
            String value,
            Map<String, Number> numbers,
            Map<String, String> texts) {
        if (type.equals(String.valueOf(TEXT))) {
            texts.put(name, value);
            return;
        }
        Number number = number(value);
        if (number != null && type.length() == 1) {
            numbers.put(name, number);
        }
    }

    private static @Nullable Number number(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException longerThanALong) {
            try {
                return Double.valueOf(text);
            } catch (NumberFormatException notANumber) {
                return null;
            }
        }
    }
}
