package dev.ingot.exporter.prometheus;

import java.nio.charset.StandardCharsets;

/// Numbers as Prometheus reads them: whole numbers as whole numbers, others in a short form that
/// reads back as the same double, `NaN`, `+Inf`, `-Inf`.
final class NumberText {
    /// No number is longer.
    static final int MAX_LENGTH = 26;

    /// Decimals tried before the general way is taken: what sensors and rates are rounded to.
    private static final int DECIMALS = 6;

    private static final double EXACT = 1L << 53;
    private static final byte[] LOWEST = ascii("-9223372036854775808");
    private static final byte[] NAN = ascii("NaN");
    private static final byte[] PLUS_INF = ascii("+Inf");
    private static final byte[] MINUS_INF = ascii("-Inf");
    private static final byte[] MINUS_ZERO = ascii("-0");
    private static final byte[] PAIRS = pairs();

    private NumberText() {}

    /// Writes a number at `at` and returns where it ends.
    static int write(double value, byte[] into, int at) {
        long whole = (long) value;
        if (whole == value && whole != Long.MAX_VALUE) {
            return whole == 0 && Double.doubleToRawLongBits(value) != 0
                    ? put(MINUS_ZERO, into, at)
                    : write(whole, into, at);
        }
        double size = Math.abs(value);
        if (size < EXACT && size >= 1e-3) {
            int end = decimals(value, size, into, at);
            if (end > 0) {
                return end;
            }
        }
        return general(value, into, at);
    }

    /// A quotient of two whole numbers that doubles hold exactly is rounded as a decimal is when it
    /// is read, so if it equals the value, the decimal reads back as the value.
    private static int decimals(double value, double size, byte[] into, int at) {
        double scale = 1;
        for (int places = 1; places <= DECIMALS; places++) {
            scale *= 10;
            double scaled = Math.rint(size * scale);
            if (scaled >= EXACT) {
                return 0;
            }
            if (scaled / scale == size) {
                return decimal((long) scaled, (long) scale, places, value < 0, into, at);
            }
        }
        return 0;
    }

    private static int decimal(
            long scaled, long scale, int places, boolean negative, byte[] into, int at) {
        int to = at;
        if (negative) {
            into[to++] = '-';
        }
        long whole = scaled / scale;
        to = write(whole, into, to);
        into[to] = '.';
        long rest = scaled - whole * scale;
        for (int i = places; i > 0; i--) {
            into[to + i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return to + places + 1;
    }

    @SuppressWarnings("deprecation") // the text is ASCII, and this copies it without an encoder
    private static int general(double value, byte[] into, int at) {
        if (Double.isNaN(value)) {
            return put(NAN, into, at);
        }
        if (Double.isInfinite(value)) {
            return put(value > 0 ? PLUS_INF : MINUS_INF, into, at);
        }
        String text = Double.toString(value);
        text.getBytes(0, text.length(), into, at);
        return at + text.length();
    }

    static int write(long value, byte[] into, int at) {
        if (value < 0) {
            if (value == Long.MIN_VALUE) {
                return put(LOWEST, into, at);
            }
            into[at] = '-';
            return write(-value, into, at + 1);
        }
        int end = at + length(value);
        int to = end;
        long rest = value;
        while (rest >= 100) {
            long next = rest / 100;
            int pair = (int) (rest - next * 100) * 2;
            into[--to] = PAIRS[pair + 1];
            into[--to] = PAIRS[pair];
            rest = next;
        }
        if (rest >= 10) {
            into[--to] = PAIRS[(int) rest * 2 + 1];
            into[--to] = PAIRS[(int) rest * 2];
        } else {
            into[--to] = (byte) ('0' + rest);
        }
        return end;
    }

    private static int length(long value) {
        int length = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            length++;
        }
        return length;
    }

    private static int put(byte[] text, byte[] into, int at) {
        System.arraycopy(text, 0, into, at, text.length);
        return at + text.length;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] pairs() {
        byte[] pairs = new byte[200];
        for (int i = 0; i < 100; i++) {
            pairs[2 * i] = (byte) ('0' + i / 10);
            pairs[2 * i + 1] = (byte) ('0' + i % 10);
        }
        return pairs;
    }
}
