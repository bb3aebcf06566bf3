package dev.ingot.wire;

import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.common.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// ASCII text in the bytes that it arrived in. Most text is only passed on; so it becomes a
/// `String` not before somebody reads it. Equal to every value of the same text. Immutable.
public final class AsciiText implements Value<String> {
    private final byte[] bytes;
    private final int from;

    private AsciiText(byte[] bytes, int from) {
        this.bytes = bytes;
        this.from = from;
    }

    /// Keeps a copy of the bytes in `[from, to)`; null where one of them is not ASCII.
    public static @Nullable AsciiText copyOf(byte[] bytes, int from, int to) {
        return ByteSearch.isAscii(bytes, from, to)
                ? new AsciiText(Arrays.copyOfRange(bytes, from, to), 0)
                : null;
    }

    /// The end of this text; shares its bytes.
    public AsciiText from(int start) {
        return new AsciiText(bytes, from + start);
    }

    public int length() {
        return bytes.length - from;
    }

    void copyTo(byte[] into, int at) {
        System.arraycopy(bytes, from, into, at, length());
    }

    @Override
    public ValueType getType() {
        return ValueType.STRING;
    }

    @Override
    public String getValue() {
        return new String(bytes, from, length(), StandardCharsets.ISO_8859_1);
    }

    @Override
    public String asString() {
        return getValue();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Value<?> that
                        && that.getType() == ValueType.STRING
                        && getValue().equals(that.getValue()));
    }

    /// As `Value.of(String)` has it.
    @Override
    public int hashCode() {
        return getValue().hashCode();
    }

    @Override
    public String toString() {
        return getValue();
    }
}
