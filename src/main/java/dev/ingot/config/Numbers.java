package dev.ingot.config;

import dev.ingot.config.Parsed.Bad;
import dev.ingot.config.Parsed.Good;
import java.math.BigInteger;
import java.util.regex.Pattern;

/// Numbers and flags as YAML 1.2 writes them: no `yes`, no `1_000`, and a leading zero means
/// nothing.
final class Numbers {
    static final String FLAG = "true or false";

    private static final int MAX_LENGTH = 100;
    private static final Pattern DECIMAL =
            Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]{1,4})?");

    private Numbers() {}

    static Parsed<Boolean> flag(String text) {
        return switch (text) {
            case "true", "True", "TRUE" -> new Good<>(true);
            case "false", "False", "FALSE" -> new Good<>(false);
            default -> new Bad<>("is not " + FLAG);
        };
    }

    /// What is expected where a whole number is wanted.
    static String whole(long example) {
        return "a whole number such as " + example;
    }

    static Parsed<Long> whole(String text, long example, long min, long max) {
        BigInteger number;
        try {
            number = integer(text.length() > MAX_LENGTH ? "" : text);
        } catch (NumberFormatException notOne) {
            return new Bad<>("is not " + whole(example));
        }
        return number.compareTo(BigInteger.valueOf(min)) < 0
                        || number.compareTo(BigInteger.valueOf(max)) > 0
                ? new Bad<>("is out of range; " + range(min, max))
                : new Good<>(number.longValue());
    }

    private static BigInteger integer(String text) {
        if (text.startsWith("0x")) {
            return unsigned(text.substring(2), 16);
        }
        return text.startsWith("0o") ? unsigned(text.substring(2), 8) : new BigInteger(text);
    }

    private static BigInteger unsigned(String digits, int radix) {
        if (digits.startsWith("-") || digits.startsWith("+")) {
            throw new NumberFormatException(digits);
        }
        return new BigInteger(digits, radix);
    }

    private static String range(long min, long max) {
        if (max == Long.MAX_VALUE) {
            return "it must be at least " + min;
        }
        return min == Long.MIN_VALUE
                ? "it must be at most " + max
                : "it must be between " + min + " and " + max;
    }

    /// What is expected where a number with a fraction is wanted.
    static String decimal(double example) {
        return "a number such as " + show(example);
    }

    static Parsed<Double> decimal(String text, double example, double min, double max) {
        if (text.length() > MAX_LENGTH || !DECIMAL.matcher(text).matches()) {
            return new Bad<>("is not " + decimal(example));
        }
        double number = Double.parseDouble(text);
        return number >= min && number <= max
                ? new Good<>(number)
                : new Bad<>(
                        "is out of range; it must be between " + show(min) + " and " + show(max));
    }

    /// A number as a user would write it: `1`, not `1.0`.
    static String show(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? String.valueOf((long) number)
                : String.valueOf(number);
    }
}
