package dev.ingot.record;

import dev.ingot.wire.AnyValues;
import dev.ingot.wire.ProtoWriter;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The labels of a series: names and text values, sorted by name, no name twice, no empty value.
///
/// A label with an empty value is the same as no label for every backend, so it is left out. Equal
/// to other `Labels` only, not to other implementations of [Attributes].
///
/// Immutable, but for a cache that any thread may fill.
public final class Labels implements Attributes {
    public static final Labels EMPTY = new Labels(new String[0]);

    private final String[] pairs;
    private final int hash;
    private byte @Nullable [] otlp;
    private int repaired = -1;

    private Labels(String[] sortedPairs) {
        this.pairs = sortedPairs;
        this.hash = hash(sortedPairs);
    }

    /// Labels differ in a digit here and a digit there. A sum of products, such as
    /// [Arrays#hashCode], gives thousands of such series the same hash.
    private static int hash(String[] pairs) {
        int hash = pairs.length;
        for (String text : pairs) {
            hash = mix(hash, text.hashCode());
        }
        return hash;
    }

    /// One round of MurmurHash3's finalizer.
    static int mix(int hash, int more) {
        int mixed = (hash ^ more) * 0x85EBCA6B;
        return mixed ^ (mixed >>> 15);
    }

    /// Labels from names and values in turn: `of("host", "nas01", "disk", "sda")`. Of a repeated
    /// name, the last wins.
    public static Labels of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "a name without a value: " + Arrays.toString(namesAndValues));
        }
        if (isTidy(namesAndValues)) {
            return namesAndValues.length == 0 ? EMPTY : new Labels(namesAndValues.clone());
        }
        var sorted = new TreeMap<String, String>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            sorted.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return ofSorted(sorted);
    }

    /// Whether the names rise and no value is empty, as most callers have it; to sort what is
    /// sorted would cost more than all the rest.
    private static boolean isTidy(String[] pairs) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i + 1].isEmpty() || (i > 0 && pairs[i - 2].compareTo(pairs[i]) >= 0)) {
                return false;
            }
        }
        return true;
    }

    public static Labels of(Map<String, String> labels) {
        return ofSorted(new TreeMap<>(labels));
    }

    /// The text form of every attribute: numbers and booleans as Java prints them, lists in
    /// brackets.
    public static Labels of(Attributes attributes) {
        if (attributes instanceof Labels labels) {
            return labels;
        }
        var sorted = new TreeMap<String, String>();
        attributes.forEach((key, value) -> sorted.put(key.getKey(), String.valueOf(value)));
        return ofSorted(sorted);
    }

    private static Labels ofSorted(SortedMap<String, String> sorted) {
        sorted.values().removeIf(String::isEmpty);
        if (sorted.isEmpty()) {
            return EMPTY;
        }
        var pairs = new String[sorted.size() * 2];
        int i = 0;
        for (var entry : sorted.entrySet()) {
            pairs[i++] = entry.getKey();
            pairs[i++] = entry.getValue();
        }
        return new Labels(pairs);
    }

    /// These labels and one more, unless the name is already here or the value is empty.
    public Labels orElse(String name, String value) {
        if (value.isEmpty() || value(name) != null) {
            return this;
        }
        int at = 0;
        while (at < pairs.length && pairs[at].compareTo(name) < 0) {
            at += 2;
        }
        var all = new String[pairs.length + 2];
        System.arraycopy(pairs, 0, all, 0, at);
        all[at] = name;
        all[at + 1] = value;
        System.arraycopy(pairs, at, all, at + 2, pairs.length - at);
        return new Labels(all);
    }

    @Override
    public int size() {
        return pairs.length / 2;
    }

    @Override
    public boolean isEmpty() {
        return pairs.length == 0;
    }

    public String name(int index) {
        return pairs[2 * index];
    }

    public String value(int index) {
        return pairs[2 * index + 1];
    }

    /// The value of a label, or null where there is none.
    public @Nullable String value(String name) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i].equals(name)) {
                return pairs[i + 1];
            }
        }
        return null;
    }

    /// A mutable copy, in order of the names.
    public Map<String, String> toMap() {
        var map = new LinkedHashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }

    /// The `attributes` fields of an OTLP `NumberDataPoint`. The caller must not write into the
    /// array.
    public byte[] otlp() {
        byte[] known = otlp;
        if (known == null) {
            ProtoWriter out = written();
            known = out.toByteArray();
            repaired = (int) out.repaired();
            otlp = known;
        }
        return known;
    }

    /// How many characters of [#otlp] stand for some that UTF-8 cannot hold.
    public int repaired() {
        int known = repaired;
        if (known < 0) {
            known = (int) written().repaired();
            repaired = known;
        }
        return known;
    }

    private ProtoWriter written() {
        var out = new ProtoWriter(32 * pairs.length);
        for (int i = 0; i < pairs.length; i += 2) {
            AnyValues.keyValue(out, 7, pairs[i], pairs[i + 1]);
        }
        return out;
    }

    @Override
    @SuppressWarnings("unchecked") // the key's type is checked to be STRING
    public <T> @Nullable T get(AttributeKey<T> key) {
        return key.getType() == AttributeType.STRING ? (T) value(key.getKey()) : null;
    }

    @Override
    public void forEach(BiConsumer<? super AttributeKey<?>, ? super Object> consumer) {
        for (int i = 0; i < pairs.length; i += 2) {
            consumer.accept(AttributeKey.stringKey(pairs[i]), pairs[i + 1]);
        }
    }

    @Override
    public Map<AttributeKey<?>, Object> asMap() {
        var map = new LinkedHashMap<AttributeKey<?>, Object>();
        forEach(map::put);
        return map;
    }

    @Override
    public AttributesBuilder toBuilder() {
        var builder = Attributes.builder();
        for (int i = 0; i < pairs.length; i += 2) {
            builder.put(pairs[i], pairs[i + 1]);
        }
        return builder;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Labels that
                        && hash == that.hash
                        && Arrays.equals(pairs, that.pairs));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        var text = new StringBuilder("{");
        for (int i = 0; i < pairs.length; i += 2) {
            text.append(i == 0 ? "" : ", ").append(pairs[i]).append('=').append(pairs[i + 1]);
        }
        return text.append('}').toString();
    }
}
