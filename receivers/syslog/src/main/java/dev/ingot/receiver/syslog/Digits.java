package dev.ingot.receiver.syslog;

/// Decimal numbers in bytes. A method answers with -1 where there is no number.
final class Digits {
    private Digits() {}

    static boolean is(byte b) {
        return b >= '0' && b <= '9';
    }

    /// The position behind the digits that begin at `at`.
    static int skip(byte[] in, int at, int end) {
        int next = at;
        while (next < end && is(in[next])) {
            next++;
        }
        return next;
    }

    static int two(byte[] in, int at) {
        int tens = in[at] - '0';
        int ones = in[at + 1] - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
    }

    static int four(byte[] in, int at) {
        int high = two(in, at);
        int low = two(in, at + 2);
        return high < 0 || low < 0 ? -1 : high * 100 + low;
    }

    /// A number of one to `most` digits that fills the range.
    static int number(byte[] in, int start, int end, int most) {
        if (end <= start || end - start > most) {
            return -1;
        }
        int value = 0;
        for (int i = start; i < end; i++) {
            if (!is(in[i])) {
                return -1;
            }
            value = value * 10 + (in[i] - '0');
        }
        return value;
    }
}
