package dev.ingot.receiver.syslog;

/// The number in angle brackets that begins a message: facility times eight plus severity.
final class Priority {
    static final int HIGHEST = 191;

    /// The answer where a message begins with no priority.
    static final int NONE = -1;

    private Priority() {}

    /// The position behind `<13>`, or [#NONE].
    static int end(byte[] in, int start, int end) {
        if (start >= end || in[start] != '<') {
            return NONE;
        }
        int digits = Digits.skip(in, start + 1, end);
        boolean fits = digits > start + 1 && digits - start <= 4;
        return fits && digits < end && in[digits] == '>' ? digits + 1 : NONE;
    }

    /// The number in a priority that ends at `end`; may be above [#HIGHEST].
    static int of(byte[] in, int start, int end) {
        return Digits.number(in, start + 1, end - 1, 3);
    }
}
