package dev.ingot.receiver.syslog;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/// Searches in byte ranges.
final class Bytes {
    static final Charset ASCII = StandardCharsets.US_ASCII;

    private Bytes() {}

    static int skipBlanks(byte[] in, int start, int end) {
        int at = start;
        while (at < end && in[at] == ' ') {
            at++;
        }
        return at;
    }

    /// The position behind the word that begins at `start`.
    static int word(byte[] in, int start, int end) {
        int at = start;
        while (at < end && in[at] != ' ') {
            at++;
        }
        return at;
    }

    static boolean startsWith(byte[] in, int at, int end, byte[] prefix) {
        return end - at >= prefix.length
                && java.util.Arrays.equals(in, at, at + prefix.length, prefix, 0, prefix.length);
    }
}
