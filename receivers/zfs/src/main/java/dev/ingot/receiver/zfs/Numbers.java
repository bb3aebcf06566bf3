package dev.ingot.receiver.zfs;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Numbers as `zpool` prints them: `-` where there is none, and `1.23T` where nobody asked for
/// bytes.
final class Numbers {
    private static final Pattern SIZE = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)([KMGTPEZ]?)B?");
    private static final String UNITS = "KMGTPEZ";

    private Numbers() {}

    static @Nullable Long whole(String text) {
        try {
            return Long.valueOf(text.endsWith("%") ? text.substring(0, text.length() - 1) : text);
        } catch (NumberFormatException none) {
            return null;
        }
    }

    static @Nullable Double decimal(String text) {
        try {
            return Double.valueOf(text.endsWith("x") ? text.substring(0, text.length() - 1) : text);
        } catch (NumberFormatException none) {
            return null;
        }
    }

    /// Bytes, as exact as three digits can be.
    static @Nullable Long size(String text) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        double number = Double.parseDouble(matcher.group(1));
        String unit = matcher.group(2);
        int power = unit.isEmpty() ? 0 : UNITS.indexOf(unit) + 1;
        return (long) (number * Math.pow(1024, power));
    }
}
