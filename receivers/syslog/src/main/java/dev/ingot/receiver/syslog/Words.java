package dev.ingot.receiver.syslog;

import java.util.Arrays;

/// The short texts that a sender repeats in every message, such as its host's name: equal bytes
/// give the same string.
///
/// A table of fixed size in which a newer word takes the place of an older one. Not safe for
/// several threads at once.
final class Words {
    private static final int SLOTS = 512;
    private static final int LONGEST = 64;

    private final Text text;
    private final byte[][] keys = new byte[SLOTS][];
    private final String[] values = new String[SLOTS];

    Words(Text text) {
        this.text = text;
    }

    String of(byte[] bytes, int start, int end) {
        int length = end - start;
        if (length > LONGEST) {
            return text.of(bytes, start, end);
        }
        int slot = slot(bytes, start, end);
        byte[] key = keys[slot];
        if (key != null && Arrays.equals(key, 0, key.length, bytes, start, end)) {
            return values[slot];
        }
        String value = text.of(bytes, start, end);
        if (!text.foreign()) {
            keys[slot] = Arrays.copyOfRange(bytes, start, end);
            values[slot] = value;
        }
        return value;
    }

    private static int slot(byte[] bytes, int start, int end) {
        int hash = end - start;
        for (int i = start; i < end; i++) {
            hash = 31 * hash + bytes[i];
        }
        return (hash ^ (hash >>> 9) ^ (hash >>> 18)) & (SLOTS - 1);
    }
}
