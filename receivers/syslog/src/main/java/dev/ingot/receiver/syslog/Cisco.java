package dev.ingot.receiver.syslog;

/// What Cisco's devices put before the time: `45: host: *Mar 1 00:00:45.123 UTC: %SYS-5-…`.
final class Cisco {
    private static final int MOST_DIGITS = 10;

    private Cisco() {}

    /// The position behind a sequence number and its colon, or `start` where there is none.
    static int skipSequence(byte[] in, int start, int end) {
        int at = Digits.skip(in, start, Math.min(end, start + MOST_DIGITS));
        return at + 1 < end && in[at] == ':' ? Bytes.skipBlanks(in, at + 1, end) : start;
    }

    /// The position behind the mark of a clock that is not synchronised.
    static int skipMark(byte[] in, int at, int end) {
        return at < end && (in[at] == '*' || in[at] == '.') ? at + 1 : at;
    }

    /// The position of the colon behind the device's name, or `start` where there is none.
    static int originEnd(byte[] in, int start, int end) {
        int at = start;
        while (at < end && in[at] != ' ' && in[at] != ':') {
            at++;
        }
        return at < end && in[at] == ':' ? at : start;
    }
}
