package dev.ingot.receiver.graphite;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Finds the end of a path and hashes it in the same pass, eight bytes at a time. Used by one
/// thread.
///
/// The hash folds the product of two 64-bit words; its seed is random, so that a sender cannot pick
/// paths that share one hash.
final class PathScan {
    private static final VarHandle WORD =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGHEST_BITS = 0x8080_8080_8080_8080L;
    private static final long ODD = 0x9E37_79B9_7F4A_7C15L;

    private final long seed;
    private long hash;

    PathScan(long seed) {
        this.seed = seed;
    }

    /// The index of the first space or control character from `from` on, or `to`.
    int end(byte[] bytes, int from, int to) {
        long state = seed;
        int at = from;
        int lastWord = Math.min(to, bytes.length - Long.BYTES);
        while (at <= lastWord) {
            long word = (long) WORD.get(bytes, at);
            long stops = (word - ONES * 0x21) & ~word & HIGHEST_BITS;
            int length = Math.min(Long.numberOfTrailingZeros(stops) >>> 3, to - at);
            if (length < Long.BYTES) {
                return finish(state, word & ((1L << (length << 3)) - 1), at + length);
            }
            state = fold(state, word);
            at += Long.BYTES;
        }
        return endInTail(bytes, at, to, state);
    }

    /// The bytes of the last word, where the array is too short to read it at once.
    private int endInTail(byte[] bytes, int from, int to, long state) {
        long word = 0;
        int at = from;
        while (at < to && (bytes[at] > ' ' || bytes[at] < 0)) {
            word |= (bytes[at] & 0xFFL) << ((at - from) << 3);
            at++;
        }
        return finish(state, word, at);
    }

    private int finish(long state, long word, int end) {
        hash = fold(state, word);
        return end;
    }

    /// The hash of the bytes before the last end.
    long hash() {
        return hash;
    }

    private static long fold(long state, long word) {
        long mixed = state ^ word;
        return Math.multiplyHigh(mixed, ODD) ^ mixed * ODD;
    }
}
