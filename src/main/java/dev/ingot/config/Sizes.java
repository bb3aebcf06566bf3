package dev.ingot.config;

import dev.ingot.config.Parsed.Bad;
import dev.ingot.config.Parsed.Good;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Numbers of bytes: `1048576`, `64KB` (by 1000), `4MiB` (by 1024), `1.5GiB`. Upper and lower case
/// are the same. `4M` is refused: some programs mean one, some the other.
final class Sizes {
    static final String EXPECTED = "a size such as 4MiB, 64KB or 1048576";

    private static final BigDecimal MAX = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final Pattern SIZE =
            Pattern.compile("([0-9]{1,19}(?:\\.[0-9]{1,9})?) ?([A-Za-z]{0,3})");

    private Sizes() {}

    static Parsed<Long> parse(String text) {
        Matcher size = SIZE.matcher(text);
        if (!size.matches()) {
            return new Bad<>("is not " + EXPECTED);
        }
        long unit = unit(size.group(2).toLowerCase(Locale.ROOT));
        if (unit == 0) {
            return new Bad<>("is not " + EXPECTED);
        }
        BigDecimal bytes = new BigDecimal(size.group(1)).multiply(BigDecimal.valueOf(unit));
        if (bytes.stripTrailingZeros().scale() > 0) {
            return new Bad<>("is not a whole number of bytes");
        }
        return bytes.compareTo(MAX) > 0
                ? new Bad<>("is too large; the largest size is 8388607TiB")
                : new Good<>(bytes.longValue());
    }

    private static long unit(String name) {
        return switch (name) {
            case "", "b" -> 1L;
            case "kb" -> 1_000L;
            case "mb" -> 1_000_000L;
            case "gb" -> 1_000_000_000L;
            case "tb" -> 1_000_000_000_000L;
            case "kib" -> 1L << 10;
            case "mib" -> 1L << 20;
            case "gib" -> 1L << 30;
            case "tib" -> 1L << 40;
            default -> 0;
        };
    }
}
