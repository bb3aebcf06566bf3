package dev.ingot.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Writes protocol buffer fields into a growing array
/// (https://protobuf.dev/programming-guides/encoding/).
///
/// Fields with the default value of their type are left out, as proto3 does. Lengths are always in
/// the shortest form. Text is written as UTF-8; half a surrogate pair becomes U+FFFD, since
/// receivers refuse a whole request for one broken character. Not safe for several threads at once.
public final class ProtoWriter {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH = 2;
    private static final int FIXED32 = 5;

    private byte[] bytes;
    private int size;
    private long repaired;

    public ProtoWriter(int capacity) {
        bytes = new byte[Math.max(16, capacity)];
    }

    public int size() {
        return size;
    }

    /// The array behind; valid up to [#size] until the next write.
    public byte[] array() {
        return bytes;
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    public void clear() {
        size = 0;
    }

    /// Cuts what was written after `end`.
    public void truncate(int end) {
        size = end;
    }

    /// How many characters had to be replaced since this writer was made.
    public long repaired() {
        return repaired;
    }

    /// Makes room for at least `more` bytes, so that the unchecked writes that follow fit.
    public void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
        }
    }

    /// A field of fixed 64 bits, such as a time or a double's bits. Written even when 0.
    public void fixed64(int field, long value) {
        reserve(12);
        rawVarint((field << 3) | FIXED64);
        LONG.set(bytes, size, value);
        size += 8;
    }

    public void fixed32(int field, int value) {
        reserve(8);
        rawVarint((field << 3) | FIXED32);
        INT.set(bytes, size, value);
        size += 4;
    }

    /// A field of type int, enum or bool. Written even when 0.
    public void varint(int field, long value) {
        reserve(14);
        rawVarint((field << 3) | VARINT);
        rawVarint(value);
    }

    /// A string field; nothing where it is empty.
    public void string(int field, String text) {
        if (!text.isEmpty()) {
            text(field, text);
        }
    }

    /// A string field, written even when empty.
    public void text(int field, String text) {
        if (!ascii(field, text)) {
            reserve(14 + 3 * text.length());
            rawVarint((field << 3) | LENGTH);
            int at = size;
            int to = at + varintSize(text.length());
            endAt(at, to, utf8(text, to));
        }
    }

    /// A string field, if the text is ASCII: then its length is known before it is written. Writes
    /// nothing otherwise.
    boolean ascii(int field, String text) {
        int start = size;
        int length = text.length();
        head(field, length);
        reserve(length);
        byte[] into = bytes;
        int to = size;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                size = start;
                return false;
            }
            into[to + i] = (byte) c;
        }
        size = to + length;
        return true;
    }

    void ascii(int field, AsciiText text) {
        head(field, text.length());
        reserve(text.length());
        text.copyTo(bytes, size);
        size += text.length();
    }

    /// A bytes field, or a message already encoded.
    public void bytes(int field, byte[] value, int from, int length) {
        reserve(14 + length);
        rawVarint((field << 3) | LENGTH);
        rawVarint(length);
        raw(value, from, length);
    }

    /// Bytes as they are: fields already encoded.
    public void raw(byte[] value, int from, int length) {
        reserve(length);
        System.arraycopy(value, from, bytes, size, length);
        size += length;
    }

    /// The head of a message field whose length is known.
    public void head(int field, int length) {
        reserve(14);
        rawVarint((field << 3) | LENGTH);
        rawVarint(length);
    }

    /// Opens a message field; hand what this returns to [#end].
    public int begin(int field) {
        return begin(field, 1);
    }

    /// Opens a message field whose length will likely take `lengthSize` bytes; where it does, the
    /// message need not be moved in the end. Hand both to [#end].
    public int begin(int field, int lengthSize) {
        reserve(14);
        rawVarint((field << 3) | LENGTH);
        size += lengthSize;
        return size;
    }

    /// Closes the message opened by [#begin].
    public void end(int begun) {
        end(begun, 1);
    }

    public void end(int begun, int lengthSize) {
        endAt(begun - lengthSize, begun, size);
    }

    /// A varint without a field, for framings of one's own.
    public void rawVarint(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /// How many bytes a varint takes.
    public static int varintSize(long value) {
        return (Long.SIZE - Long.numberOfLeadingZeros(value | 1) + 6) / 7;
    }

    /// How many bytes a field with a number below 16 takes whose content has a length.
    static int fieldSize(int length) {
        return 1 + varintSize(length) + length;
    }

    /// Puts the length of what stands in [from, end) at `at`, moving it if the length needs more
    /// room.
    private void endAt(int at, int from, int end) {
        int length = end - from;
        int shift = at + varintSize(length) - from;
        size = end;
        if (shift != 0) {
            reserve(Math.max(0, shift));
            System.arraycopy(bytes, from, bytes, from + shift, length);
        }
        size = at;
        rawVarint(length);
        size += length;
    }

    private int utf8(String text, int at) {
        int to = at;
        for (int i = 0; i < text.length(); i++) {
            int c = text.charAt(i);
            if (Character.isSurrogate((char) c)) {
                boolean pair =
                        Character.isHighSurrogate((char) c)
                                && i + 1 < text.length()
                                && Character.isLowSurrogate(text.charAt(i + 1));
                if (pair) {
                    c = Character.toCodePoint((char) c, text.charAt(++i));
                } else {
                    c = 0xFFFD;
                    repaired++;
                }
            }
            if (c < 0x80) {
                bytes[to++] = (byte) c;
            } else if (c < 0x800) {
                bytes[to++] = (byte) (0xC0 | (c >> 6));
                bytes[to++] = (byte) (0x80 | (c & 0x3F));
            } else if (c < 0x10000) {
                bytes[to++] = (byte) (0xE0 | (c >> 12));
                bytes[to++] = (byte) (0x80 | ((c >> 6) & 0x3F));
                bytes[to++] = (byte) (0x80 | (c & 0x3F));
            } else {
                bytes[to++] = (byte) (0xF0 | (c >> 18));
                bytes[to++] = (byte) (0x80 | ((c >> 12) & 0x3F));
                bytes[to++] = (byte) (0x80 | ((c >> 6) & 0x3F));
                bytes[to++] = (byte) (0x80 | (c & 0x3F));
            }
        }
        return to;
    }
}
