package dev.ingot.receiver.graphite;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/// Reads a number as the senders of Graphite print it: `12`, `-0.5`, `.5`, `3.`, `1.5e-7`, `inf`,
/// `nan`. Hexadecimal forms, `_` between digits and type suffixes are not numbers.
///
/// Fractions are rounded correctly, to the nearest double. A reader is used again and again by one
/// thread; it allocates only for numbers of more than 19 digits that lie on the edge between two
/// doubles, and for those beyond 1e±64.
final class Decimal {
    private static final int SAFE_DIGITS = 18;
    private static final int KEPT_DIGITS = 19;
    private static final int LARGEST_EXPONENT = 9999;

    private boolean whole;
    private long bits;

    private int exponent;

    /// Reads `bytes[from, to)`; whether it is a number.
    boolean read(byte[] bytes, int from, int to) {
        int at = from;
        boolean negative = false;
        if (at < to && (bytes[at] == '-' || bytes[at] == '+')) {
            negative = bytes[at] == '-';
            at++;
        }
        int first = at;
        long digits = 0;
        int digit;
        while (at < to && (digit = bytes[at] - '0') >= 0 && digit <= 9) {
            digits = digits * 10 + digit;
            at++;
        }
        int count = at - first;
        if (at == to && count > 0 && count <= SAFE_DIGITS) {
            return answerWhole(negative ? -digits : digits);
        }
        int fraction = 0;
        if (at < to && bytes[at] == '.') {
            int point = at++;
            while (at < to && (digit = bytes[at] - '0') >= 0 && digit <= 9) {
                digits = digits * 10 + digit;
                at++;
            }
            fraction = at - point - 1;
            count += fraction;
        }
        if (count == 0) {
            return readName(bytes, first, to, negative);
        }
        if (!readExponent(bytes, at, to)) {
            return false;
        }
        if (count > SAFE_DIGITS) {
            return readMany(bytes, from, first, to, negative);
        }
        return answer(digits, exponent - fraction, bytes, from, to, negative);
    }

    /// Whether the text was a whole number that fits into a long.
    boolean isLong() {
        return whole;
    }

    /// The long, or the bits of the double.
    long bits() {
        return bits;
    }

    double value() {
        return whole ? (double) bits : Double.longBitsToDouble(bits);
    }

    boolean isNaN() {
        return !whole && Double.isNaN(Double.longBitsToDouble(bits));
    }

    private boolean readExponent(byte[] bytes, int from, int to) {
        exponent = 0;
        if (from == to) {
            return true;
        }
        int at = from;
        if ((bytes[at++] | 0x20) != 'e') {
            return false;
        }
        boolean negative = at < to && bytes[at] == '-';
        if (at < to && (bytes[at] == '-' || bytes[at] == '+')) {
            at++;
        }
        if (at == to) {
            return false;
        }
        for (; at < to; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            exponent = Math.min(LARGEST_EXPONENT, exponent * 10 + digit);
        }
        if (negative) {
            exponent = -exponent;
        }
        return true;
    }

    /// Reads more digits than a long takes for sure: keeps the first that count and sees whether
    /// the others can matter.
    private boolean readMany(byte[] bytes, int from, int first, int to, boolean negative) {
        long digits = 0;
        int kept = 0;
        int scale = exponent;
        boolean more = false;
        boolean point = false;
        int at = first;
        for (; at < to && (bytes[at] | 0x20) != 'e'; at++) {
            if (bytes[at] == '.') {
                point = true;
                continue;
            }
            int digit = bytes[at] - '0';
            if (kept < KEPT_DIGITS) {
                digits = digits * 10 + digit;
                kept += kept > 0 || digit > 0 ? 1 : 0;
                scale -= point ? 1 : 0;
            } else {
                more |= digit > 0;
                scale += point ? 0 : 1;
            }
        }
        boolean plain = !point && at == to && scale == 0;
        if (plain && (digits >= 0 || (negative && digits == Long.MIN_VALUE))) {
            return answerWhole(negative ? -digits : digits);
        }
        if (more && RoundedDecimal.bits(digits, scale) != RoundedDecimal.bits(digits + 1, scale)) {
            return answerSlowly(bytes, from, to);
        }
        return answer(digits, scale, bytes, from, to, negative);
    }

    private boolean readName(byte[] bytes, int from, int to, boolean negative) {
        if (named(bytes, from, to, "nan")) {
            return answerBits(Double.doubleToRawLongBits(Double.NaN));
        }
        if (named(bytes, from, to, "inf") || named(bytes, from, to, "infinity")) {
            return answerBits(
                    Double.doubleToRawLongBits(
                            negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY));
        }
        return false;
    }

    private static boolean named(byte[] bytes, int from, int to, String name) {
        if (to - from != name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if ((bytes[from + i] | 0x20) != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean answer(
            long digits, int scale, byte[] bytes, int from, int to, boolean negative) {
        long rounded = RoundedDecimal.bits(digits, scale);
        if (rounded == RoundedDecimal.UNDECIDED) {
            return answerSlowly(bytes, from, to);
        }
        return answerBits(negative ? rounded | Long.MIN_VALUE : rounded);
    }

    private boolean answerSlowly(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, to - from, ISO_8859_1);
        return answerBits(Double.doubleToRawLongBits(Double.parseDouble(text)));
    }

    private boolean answerWhole(long value) {
        whole = true;
        bits = value;
        return true;
    }

    private boolean answerBits(long doubleBits) {
        whole = false;
        bits = doubleBits;
        return true;
    }
}
