package dev.ingot.exporter.otlp;

import dev.ingot.wire.AnyValues;
import dev.ingot.wire.ProtoWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Writes the attributes of log records. Most are those of an earlier record, such as a host's
/// name: they are encoded once and copied from then on.
///
/// A table of fixed size, which takes up a pair when it comes for the second time and no other has
/// come for its place, so that values that never come again neither cost memory nor push out those
/// that do. Not safe for several threads at once.
final class RepeatedFields {
    private static final int PLACES = 512;
    private static final int LONGEST_VALUE = 48;

    private final int number;
    private final @Nullable String[] keys = new String[PLACES];
    private final @Nullable Object[] values = new Object[PLACES];
    private final byte[][] encoded = new byte[PLACES][];
    private final int[] missed = new int[PLACES];

    /// @param number the field of the message that the attributes are of
    RepeatedFields(int number) {
        this.number = number;
    }

    void write(ProtoWriter out, String key, Object value) {
        if (!(value instanceof Long
                || (value instanceof String text && text.length() <= LONGEST_VALUE))) {
            AnyValues.keyValue(out, number, key, value);
            return;
        }
        int hash = Grouping.spread(31 * key.hashCode() + value.hashCode());
        int place = hash & (PLACES - 1);
        if (value.equals(values[place]) && key.equals(keys[place])) {
            out.raw(encoded[place], 0, encoded[place].length);
            return;
        }
        int from = out.size();
        long repaired = out.repaired();
        AnyValues.keyValue(out, number, key, value);
        // A copy would be repaired without being counted.
        if (missed[place] == hash && out.repaired() == repaired) {
            keys[place] = key;
            values[place] = value;
            encoded[place] = Arrays.copyOfRange(out.array(), from, out.size());
        }
        missed[place] = hash;
    }
}
