package dev.ingot.config;

import dev.ingot.config.Parsed.Bad;
import dev.ingot.config.Parsed.Good;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Time spans as Go's `time.ParseDuration` reads them: `300ms`, `1h30m`, `1.5h`, `0`. Nothing
/// negative, since no option has a use for it.
final class Durations {
    static final String EXPECTED = "a duration such as 30s";

    private static final int MAX_LENGTH = 100;
    private static final BigDecimal MAX_NANOS = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final Pattern TERM =
            Pattern.compile("([0-9]+\\.?[0-9]*|\\.[0-9]+)(ns|us|µs|μs|ms|s|m|h)");

    private Durations() {}

    static Parsed<Duration> parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return new Bad<>("is not " + EXPECTED);
        }
        if (text.startsWith("-")) {
            return parse(text.substring(1)) instanceof Good
                    ? new Bad<>("is negative; a duration such as 30s is expected")
                    : new Bad<>("is not " + EXPECTED);
        }
        String terms = text.startsWith("+") ? text.substring(1) : text;
        return terms.equals("0") ? new Good<>(Duration.ZERO) : sum(terms);
    }

    private static Parsed<Duration> sum(String terms) {
        BigDecimal nanos = BigDecimal.ZERO;
        Matcher term = TERM.matcher(terms);
        int end = 0;
        while (end < terms.length() && term.find(end) && term.start() == end) {
            nanos = nanos.add(number(term.group(1)).multiply(nanosPer(term.group(2))));
            end = term.end();
        }
        if (end == 0 || end < terms.length()) {
            return new Bad<>("is not " + EXPECTED);
        }
        return nanos.compareTo(MAX_NANOS) > 0
                ? new Bad<>("is too long; the longest duration is 292 years")
                : new Good<>(Duration.ofNanos(nanos.longValue()));
    }

    private static BigDecimal number(String digits) {
        return new BigDecimal(digits.endsWith(".") ? digits + "0" : digits);
    }

    private static BigDecimal nanosPer(String unit) {
        return BigDecimal.valueOf(
                switch (unit) {
                    case "ns" -> 1L;
                    case "ms" -> 1_000_000L;
                    case "s" -> 1_000_000_000L;
                    case "m" -> 60_000_000_000L;
                    case "h" -> 3_600_000_000_000L;
                    default -> 1_000L;
                });
    }
}
