package dev.ingot.record;

import dev.ingot.wire.AsciiText;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.common.Value;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The attributes of a log record: names and values of any type that OTLP knows, in the order they
/// were set.
///
/// Values are `String`, `Long`, `Double`, `Boolean`, a `List` of these, or a [Value]. Immutable; an
/// [AsciiText] becomes a `String` when it is asked for. Equal to other `Fields` only, not to other
/// implementations of [Attributes].
public final class Fields implements Attributes {
    public static final Fields EMPTY = new Fields(new Object[0]);

    private final Object[] pairs;

    private Fields(Object[] pairs) {
        this.pairs = pairs;
    }

    public static Builder builder() {
        return new Builder();
    }

    public static Fields of(Attributes attributes) {
        if (attributes instanceof Fields fields) {
            return fields;
        }
        var builder = builder();
        attributes.forEach((key, value) -> builder.set(key.getKey(), value));
        return builder.build();
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
        return (String) pairs[2 * index];
    }

    public Object value(int index) {
        Object value = pairs[2 * index + 1];
        if (value instanceof AsciiText text) {
            // Threads that do this at once put equal strings there.
            value = text.asString();
            pairs[2 * index + 1] = value;
        }
        return value;
    }

    /// The value as it was set: maybe an [AsciiText]. For encoders.
    public Object raw(int index) {
        return pairs[2 * index + 1];
    }

    /// The value of an attribute, or null where there is none.
    public @Nullable Object value(String name) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i].equals(name)) {
                return value(i / 2);
            }
        }
        return null;
    }

    /// A builder that starts with these.
    public Builder edit() {
        var builder = new Builder();
        builder.pairs = Arrays.copyOf(pairs, pairs.length + 8);
        builder.length = pairs.length;
        return builder;
    }

    @Override
    @SuppressWarnings("unchecked") // the key's type is compared with the value's
    public <T> @Nullable T get(AttributeKey<T> key) {
        Object value = value(key.getKey());
        return value != null && key(key.getKey(), value).getType() == key.getType()
                ? (T) value
                : null;
    }

    @Override
    public void forEach(BiConsumer<? super AttributeKey<?>, ? super Object> consumer) {
        for (int i = 0; i < size(); i++) {
            consumer.accept(key(name(i), value(i)), value(i));
        }
    }

    private static AttributeKey<?> key(String name, Object value) {
        return switch (value) {
            case String _ -> AttributeKey.stringKey(name);
            case Long _ -> AttributeKey.longKey(name);
            case Double _ -> AttributeKey.doubleKey(name);
            case Boolean _ -> AttributeKey.booleanKey(name);
            case List<?> list when !list.isEmpty() && list.getFirst() instanceof Long ->
                    AttributeKey.longArrayKey(name);
            case List<?> list when !list.isEmpty() && list.getFirst() instanceof Double ->
                    AttributeKey.doubleArrayKey(name);
            case List<?> list when !list.isEmpty() && list.getFirst() instanceof Boolean ->
                    AttributeKey.booleanArrayKey(name);
            case List<?> _ -> AttributeKey.stringArrayKey(name);
            default -> AttributeKey.valueKey(name);
        };
    }

    @Override
    public Map<AttributeKey<?>, Object> asMap() {
        var map = new LinkedHashMap<AttributeKey<?>, Object>();
        forEach(map::put);
        return map;
    }

    @Override
    @SuppressWarnings("unchecked") // key() gives the key that fits the value
    public AttributesBuilder toBuilder() {
        var builder = Attributes.builder();
        forEach((key, value) -> builder.put((AttributeKey<Object>) key, value));
        return builder;
    }

    private Object[] read() {
        for (int i = 0; i < size(); i++) {
            value(i);
        }
        return pairs;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Fields that && Arrays.equals(read(), that.read()));
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(read());
    }

    @Override
    public String toString() {
        var text = new StringBuilder("{");
        for (int i = 0; i < size(); i++) {
            Object value = value(i) instanceof Value<?> any ? any.asString() : value(i);
            text.append(i == 0 ? "" : ", ").append(name(i)).append('=').append(value);
        }
        return text.append('}').toString();
    }

    /// Collects fields. Not safe for several threads at once.
    public static final class Builder {
        private Object[] pairs = new Object[24];
        private int length;

        private Builder() {}

        /// Adds a field whose name is known to be new. Cheaper than [#set].
        public Builder add(String name, Object value) {
            if (length == pairs.length) {
                pairs = Arrays.copyOf(pairs, 2 * pairs.length);
            }
            pairs[length++] = name;
            pairs[length++] = value;
            return this;
        }

        /// Adds a field or replaces the one of that name.
        public Builder set(String name, Object value) {
            int at = indexOf(name);
            if (at < 0) {
                return add(name, value);
            }
            pairs[at + 1] = value;
            return this;
        }

        public Builder remove(String name) {
            int at = indexOf(name);
            if (at >= 0) {
                System.arraycopy(pairs, at + 2, pairs, at, length - at - 2);
                length -= 2;
            }
            return this;
        }

        /// Forgets the fields and keeps the room, for those of the next record.
        public Builder clear() {
            Arrays.fill(pairs, 0, length, null);
            length = 0;
            return this;
        }

        private int indexOf(String name) {
            for (int i = 0; i < length; i += 2) {
                if (pairs[i].equals(name)) {
                    return i;
                }
            }
            return -1;
        }

        public Fields build() {
            return length == 0 ? EMPTY : new Fields(Arrays.copyOf(pairs, length));
        }
    }
}
