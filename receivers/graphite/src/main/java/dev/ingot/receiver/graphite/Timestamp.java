package dev.ingot.receiver.graphite;

/// Reads seconds since the epoch, with or without a fraction. Used by one thread.
final class Timestamp {
    private static final long SECOND = 1_000_000_000;
    private static final long LATEST_SECOND = Long.MAX_VALUE / SECOND - 1;
    private static final int FRACTION_DIGITS = 9;

    private final Decimal decimal = new Decimal();
    private long nanos;

    /// Reads `bytes[from, to)`; whether it is a time that can be told in nanoseconds. An empty text
    /// is the time of receipt.
    boolean read(byte[] bytes, int from, int to) {
        long seconds = 0;
        int at = from;
        int digit;
        while (at < to && (digit = (bytes[at] - '0')) >= 0 && digit <= 9) {
            seconds = seconds * 10 + digit;
            if (seconds > LATEST_SECOND) {
                return false;
            }
            at++;
        }
        if (at == to) {
            nanos = seconds * SECOND;
            return true;
        }
        return (at > from && bytes[at] == '.')
                ? readFraction(bytes, from, at + 1, to, seconds)
                : readAsDecimal(bytes, from, to);
    }

    /// Nanoseconds since the epoch, or [GraphiteLine#ON_RECEIPT].
    long nanos() {
        return nanos;
    }

    private boolean readFraction(byte[] bytes, int from, int point, int to, long seconds) {
        long fraction = 0;
        int at = point;
        for (; at < to && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
            if (at < point + FRACTION_DIGITS) {
                fraction = fraction * 10 + (bytes[at] - '0');
            }
        }
        if (at < to) {
            return readAsDecimal(bytes, from, to);
        }
        for (int i = Math.min(to, point + FRACTION_DIGITS); i < point + FRACTION_DIGITS; i++) {
            fraction *= 10;
        }
        nanos = seconds * SECOND + fraction;
        return true;
    }

    /// The rare forms: `-1`, `1.7e9`.
    private boolean readAsDecimal(byte[] bytes, int from, int to) {
        if (!decimal.read(bytes, from, to)) {
            return false;
        }
        double seconds = decimal.value();
        if (seconds == -1) {
            nanos = GraphiteLine.ON_RECEIPT;
            return true;
        }
        nanos = Math.round(seconds * SECOND);
        return seconds >= 0 && seconds <= LATEST_SECOND;
    }
}
