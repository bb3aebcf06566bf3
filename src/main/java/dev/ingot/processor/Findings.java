package dev.ingot.processor;

import java.util.Arrays;

/// Parts of a text that rules want to hide. For one thread; used for text after text.
final class Findings {
    private long[] parts = new long[16];
    private int size;
    private int rule;

    private static final int RULE_BITS = 8;
    private static final int LENGTH_BITS = 28;

    /// The rule that the next parts are found by.
    void rule(int index) {
        rule = index;
    }

    void clear() {
        size = 0;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void add(int start, int end) {
        if (size == parts.length) {
            parts = Arrays.copyOf(parts, 2 * size);
        }
        // Sorts by start, the longer first: a key with its value before an address inside of it.
        long length = (1L << LENGTH_BITS) - 1 - (end - start);
        parts[size++] = ((long) start << (RULE_BITS + LENGTH_BITS)) | (length << RULE_BITS) | rule;
    }

    /// Where a text changes.
    interface Part {
        void at(int rule, int start, int end);
    }

    /// Tells every part that does not overlap an earlier one, in order of the text.
    void forEach(Part part) {
        Arrays.sort(parts, 0, size);
        int covered = 0;
        for (int i = 0; i < size; i++) {
            int start = (int) (parts[i] >>> (RULE_BITS + LENGTH_BITS));
            long inverse = (parts[i] >>> RULE_BITS) & ((1L << LENGTH_BITS) - 1);
            int end = start + (int) ((1L << LENGTH_BITS) - 1 - inverse);
            if (start >= covered) {
                part.at((int) (parts[i] & ((1 << RULE_BITS) - 1)), start, end);
                covered = end;
            }
        }
    }
}
