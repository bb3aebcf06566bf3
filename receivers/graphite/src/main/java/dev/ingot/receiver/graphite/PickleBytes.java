package dev.ingot.receiver.graphite;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ingot.receiver.graphite.PickleMessage.Unreadable;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A cursor over the arguments of pickle's opcodes. Never reads beyond its end.
final class PickleBytes {
    private static final Pattern ESCAPE =
            Pattern.compile("\\\\(?:u([0-9a-fA-F]{4})|U000([0-9a-fA-F]{5}))");

    private final byte[] bytes;
    private final int to;
    private int at;

    PickleBytes(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.to = to;
    }

    void skip(int length) throws Unreadable {
        if (length > to - at) {
            throw new Unreadable("it is cut short");
        }
        at += length;
    }

    /// A number of up to eight bytes; without a sign where it has fewer.
    long littleEndian(int size) throws Unreadable {
        if (size > to - at) {
            throw new Unreadable("it is cut short");
        }
        long value = 0;
        for (int i = size - 1; i >= 0; i--) {
            value = (value << 8) | (bytes[at + i] & 0xFF);
        }
        at += size;
        return value;
    }

    /// A number of up to eight bytes in two's complement.
    long signed(int size) throws Unreadable {
        if (size > 8) {
            throw new Unreadable("a number is too large");
        }
        long value = littleEndian(size);
        int unused = 64 - 8 * size;
        return size == 0 ? 0L : value << unused >> unused;
    }

    String utf8(long length) throws Unreadable {
        if (length < 0 || length > to - at) {
            throw new Unreadable("it is cut short");
        }
        String text = new String(bytes, at, (int) length, UTF_8);
        at += (int) length;
        return text;
    }

    /// The text up to the end of the line, as protocol 0 writes its arguments: Latin-1.
    String line() throws Unreadable {
        int end = at;
        while (end < to && bytes[end] != '\n') {
            end++;
        }
        if (end == to) {
            throw new Unreadable("it is cut short");
        }
        String text = new String(bytes, at, end - at, ISO_8859_1);
        at = end + 1;
        return text;
    }

    /// Protocol 0's text: what is beyond Latin-1 stands there as `\u0416`.
    static String unescaped(String text) {
        return ESCAPE.matcher(text).replaceAll(PickleBytes::character);
    }

    private static String character(MatchResult escape) {
        String digits = escape.group(1) == null ? escape.group(2) : escape.group(1);
        int code = Math.min(Integer.parseInt(digits, 16), Character.MAX_CODE_POINT);
        return Matcher.quoteReplacement(Character.toString(code));
    }
}
