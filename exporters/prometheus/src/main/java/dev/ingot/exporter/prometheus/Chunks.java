package dev.ingot.exporter.prometheus;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Collects output in one array and passes it on each time the array is full. Not safe for several
/// threads at once.
final class Chunks {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int SIZE = 64 * 1024;

    private final byte[] bytes = new byte[SIZE];
    private OutputStream out = OutputStream.nullOutputStream();
    private int size;

    /// Starts anew, towards another stream.
    void to(OutputStream other) {
        out = other;
        size = 0;
    }

    void put(byte[] text) throws IOException {
        put(text, 0, text.length);
    }

    void put(byte[] text, int from, int length) throws IOException {
        if (length > SIZE - size) {
            flush();
            if (length > SIZE) {
                out.write(text, from, length);
                return;
            }
        }
        System.arraycopy(text, from, bytes, size, length);
        size += length;
    }

    void put(char ascii) throws IOException {
        put((byte) ascii);
    }

    void put(byte one) throws IOException {
        reserve(1);
        bytes[size++] = one;
    }

    /// A number as protocol buffers write it: seven bits a byte, the lowest first.
    void varint(long value) throws IOException {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /// Eight bytes, the lowest first.
    void fixed64(long value) throws IOException {
        reserve(Long.BYTES);
        LONG.set(bytes, size, value);
        size += Long.BYTES;
    }

    void number(double value) throws IOException {
        reserve(NumberText.MAX_LENGTH);
        size = NumberText.write(value, bytes, size);
    }

    void number(long value) throws IOException {
        reserve(NumberText.MAX_LENGTH);
        size = NumberText.write(value, bytes, size);
    }

    private void reserve(int more) throws IOException {
        if (SIZE - size < more) {
            flush();
        }
    }

    /// Passes on what is here, without flushing the stream.
    void flush() throws IOException {
        out.write(bytes, 0, size);
        size = 0;
    }
}
