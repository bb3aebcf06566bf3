package dev.ingot.wire;

import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import java.nio.ByteBuffer;
import java.util.List;

/// Writes attributes and bodies as OTLP's `KeyValue` and `AnyValue`
/// (https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/common/v1/common.proto).
public final class AnyValues {
    private AnyValues() {}

    /// A `KeyValue` message: text, a whole number, a double, a boolean, bytes, a list, or a
    /// [Value].
    public static void keyValue(ProtoWriter out, int field, String key, Object value) {
        int start = out.size();
        if (value instanceof String text) {
            int size = ProtoWriter.fieldSize(text.length());
            if (asciiKey(out, field, key, size)) {
                out.head(2, size);
                if (out.ascii(1, text)) {
                    return;
                }
            }
        } else if (value instanceof AsciiText text) {
            int size = ProtoWriter.fieldSize(text.length());
            if (asciiKey(out, field, key, size)) {
                ascii(out, 2, text);
                return;
            }
        }
        out.truncate(start);
        int message = out.begin(field);
        out.string(1, key);
        anyValue(out, 2, value);
        out.end(message);
    }

    /// The head and the key of a `KeyValue` of ASCII, by far the most frequent kind, which need not
    /// be moved for its length.
    private static boolean asciiKey(ProtoWriter out, int field, String key, int valueSize) {
        int keySize = key.isEmpty() ? 0 : ProtoWriter.fieldSize(key.length());
        out.head(field, keySize + ProtoWriter.fieldSize(valueSize));
        return key.isEmpty() || out.ascii(1, key);
    }

    /// An `AnyValue` message. Types that OTLP does not know are written as text.
    public static void anyValue(ProtoWriter out, int field, Object value) {
        if (value instanceof AsciiText text) {
            ascii(out, field, text);
            return;
        }
        Object plain = value instanceof Value<?> any ? any.getValue() : value;
        if (plain instanceof String text && ascii(out, field, text)) {
            return;
        }
        int message = out.begin(field);
        switch (value) {
            case String text -> out.text(1, text);
            case Boolean flag -> out.varint(2, flag ? 1 : 0);
            case Long number -> out.varint(3, number);
            case Integer number -> out.varint(3, number);
            case Double number -> out.fixed64(4, Double.doubleToRawLongBits(number));
            case List<?> list -> array(out, list);
            case Value<?> any -> value(out, any);
            default -> out.text(1, value.toString());
        }
        out.end(message);
    }

    private static void ascii(ProtoWriter out, int field, AsciiText text) {
        out.head(field, ProtoWriter.fieldSize(text.length()));
        out.ascii(1, text);
    }

    private static boolean ascii(ProtoWriter out, int field, String text) {
        int start = out.size();
        out.head(field, ProtoWriter.fieldSize(text.length()));
        if (out.ascii(1, text)) {
            return true;
        }
        out.truncate(start);
        return false;
    }

    private static void value(ProtoWriter out, Value<?> any) {
        switch (any.getType()) {
            case STRING -> out.text(1, (String) any.getValue());
            case BOOLEAN -> out.varint(2, (Boolean) any.getValue() ? 1 : 0);
            case LONG -> out.varint(3, (Long) any.getValue());
            case DOUBLE -> out.fixed64(4, Double.doubleToRawLongBits((Double) any.getValue()));
            case ARRAY -> array(out, (List<?>) any.getValue());
            case KEY_VALUE_LIST -> {
                int list = out.begin(6);
                for (Object entry : (List<?>) any.getValue()) {
                    var pair = (KeyValue) entry;
                    keyValue(out, 1, pair.getKey(), pair.getValue());
                }
                out.end(list);
            }
            case BYTES -> {
                var buffer = ((ByteBuffer) any.getValue()).duplicate();
                byte[] copy = new byte[buffer.remaining()];
                buffer.get(copy);
                out.bytes(7, copy, 0, copy.length);
            }
            default -> {} // EMPTY: an AnyValue with nothing set
        }
    }

    private static void array(ProtoWriter out, List<?> list) {
        int array = out.begin(5);
        for (Object item : list) {
            anyValue(out, 1, item);
        }
        out.end(array);
    }
}
