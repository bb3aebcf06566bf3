package dev.ingot.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Searches in bytes, eight at once.
public final class ByteSearch {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private ByteSearch() {}

    /// The first position of an ASCII character in `[from, to)`, or -1.
    ///
    /// A byte is zero in `word` exactly where the character was, and the lowest zero byte of a word
    /// sets the lowest mark.
    public static int indexOf(byte[] bytes, char wanted, int from, int to) {
        long eight = wanted * ONES;
        int index = from;
        for (; index <= to - 8; index += 8) {
            long word = (long) LONG.get(bytes, index) ^ eight;
            long marks = (word - ONES) & ~word & HIGH_BITS;
            if (marks != 0) {
                return index + (Long.numberOfTrailingZeros(marks) >>> 3);
            }
        }
        for (; index < to; index++) {
            if (bytes[index] == wanted) {
                return index;
            }
        }
        return -1;
    }

    /// Whether no byte in `[from, to)` has its highest bit set.
    public static boolean isAscii(byte[] bytes, int from, int to) {
        long seen = 0;
        int index = from;
        for (; index <= to - 8; index += 8) {
            seen |= (long) LONG.get(bytes, index);
        }
        for (; index < to; index++) {
            seen |= bytes[index];
        }
        return (seen & HIGH_BITS) == 0;
    }
}
