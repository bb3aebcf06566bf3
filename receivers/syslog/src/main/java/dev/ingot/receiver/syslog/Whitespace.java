package dev.ingot.receiver.syslog;

import dev.ingot.config.Section;

/// Which blanks around a message are its own.
record Whitespace(boolean leading, boolean trailing) {
    static Whitespace read(Section in) {
        return new Whitespace(
                in.flag(
                        "preserve_leading_whitespaces",
                        false,
                        "Whether blanks before a message are kept."),
                in.flag(
                        "preserve_trailing_whitespaces",
                        false,
                        "Whether blanks behind a message are kept."));
    }

    int start(byte[] in, int start, int end) {
        int at = start;
        while (!leading && at < end && isBlank(in[at])) {
            at++;
        }
        return at;
    }

    /// The end of a message without its trailer, which is no part of it in any case.
    int end(byte[] in, int start, int end) {
        int at = end;
        while (at > start && (isTrailer(in[at - 1]) || (!trailing && isBlank(in[at - 1])))) {
            at--;
        }
        return at;
    }

    private static boolean isTrailer(byte b) {
        return b == '\n' || b == '\r' || b == 0;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || isTrailer(b);
    }
}
