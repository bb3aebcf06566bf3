package dev.ingot.exporter.otlp;

import java.nio.charset.StandardCharsets;

/// Walks the fields of an encoded message. Stops, and says so, where the bytes are no message. Not
/// safe for several threads at once.
final class ProtoReader {
    private final byte[] bytes;
    private final int end;
    private int at;
    private int fieldStart;
    private int field;
    private long number;
    private int from;
    private int length;
    private boolean broken;

    ProtoReader(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    /// Steps to the next field; false at the end and where the bytes are broken.
    boolean next() {
        if (at >= end || broken) {
            return false;
        }
        fieldStart = at;
        long tag = varint();
        field = (int) (tag >>> 3);
        length = 0;
        switch ((int) tag & 7) {
            case 0 -> number = varint();
            case 1 -> skip(8);
            case 2 -> {
                long size = varint();
                if (size < 0 || size > end - at) {
                    broken = true;
                } else {
                    skip((int) size);
                }
            }
            case 5 -> skip(4);
            default -> broken = true;
        }
        broken |= field <= 0;
        return !broken;
    }

    /// Whether the bytes were not a message.
    boolean broken() {
        return broken;
    }

    int field() {
        return field;
    }

    /// The value of a varint field.
    long number() {
        return number;
    }

    /// Where the field begins, its tag included.
    int fieldStart() {
        return fieldStart;
    }

    /// Where the content of a field of bytes, text or message begins.
    int from() {
        return from;
    }

    int length() {
        return length;
    }

    /// Behind the field.
    int fieldEnd() {
        return at;
    }

    String text() {
        return new String(bytes, from, length, StandardCharsets.UTF_8);
    }

    ProtoReader message() {
        return new ProtoReader(bytes, from, from + length);
    }

    private void skip(int count) {
        if (count > end - at) {
            broken = true;
            return;
        }
        from = at;
        length = count;
        at += count;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (at >= end) {
                break;
            }
            byte next = bytes[at++];
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        broken = true;
        return 0;
    }
}
