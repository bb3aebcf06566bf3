package dev.ingot.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.common.ValueType;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AsciiTextTest {
    private static AsciiText text(String text) {
        return requireNonNull(AsciiText.copyOf(text.getBytes(US_ASCII), 0, text.length()));
    }

    @Test
    void laterChangesOfTheBytesDoNotShow() {
        byte[] bytes = "<13>hello".getBytes(US_ASCII);
        AsciiText text = requireNonNull(AsciiText.copyOf(bytes, 4, 9));
        bytes[4] = 'x';
        assertThat(text.asString()).isEqualTo("hello");
        assertThat(text.from(2)).hasToString("llo").returns(3, AsciiText::length);
    }

    @Test
    void whatIsNotAsciiIsNotTaken() {
        byte[] bytes = "0123456789\u00E9".getBytes(ISO_8859_1);
        assertThat(AsciiText.copyOf(bytes, 0, 11)).isNull();
        assertThat(AsciiText.copyOf(bytes, 0, 10)).isNotNull();
    }

    @Test
    void anEqualValueIsEqualBothWays() {
        Value<?> other = Value.of("hello");
        assertThat(text("hello")).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(other).isEqualTo(text("hello"));
        assertThat(text("hello")).isNotEqualTo(Value.of("hallo")).isNotEqualTo(Value.of(5));
        assertThat(text("5").getType()).isEqualTo(ValueType.STRING);
    }

    @Test
    void itIsEncodedAsTheStringIsThatItHolds() {
        for (int length : new int[] {0, 1, 120, 127, 128, 5000}) {
            String content = "x".repeat(length);
            var plain = new ProtoWriter(0);
            AnyValues.anyValue(plain, 5, content);
            AnyValues.keyValue(plain, 6, "message", content);
            AnyValues.keyValue(plain, 6, "\u00FCber", content);
            var lazy = new ProtoWriter(0);
            AnyValues.anyValue(lazy, 5, text(content));
            AnyValues.keyValue(lazy, 6, "message", text(content));
            AnyValues.keyValue(lazy, 6, "\u00FCber", text(content));
            assertThat(lazy.toByteArray()).isEqualTo(plain.toByteArray());
        }
    }

    @Property
    void aByteIsFoundWhereALoopFindsIt(
            @ForAll byte[] bytes, @ForAll @IntRange(max = 127) int wanted) {
        int expected = -1;
        boolean ascii = true;
        for (int i = bytes.length - 1; i >= 0; i--) {
            expected = bytes[i] == wanted ? i : expected;
            ascii &= bytes[i] >= 0;
        }
        assertThat(ByteSearch.indexOf(bytes, (char) wanted, 0, bytes.length)).isEqualTo(expected);
        assertThat(ByteSearch.isAscii(bytes, 0, bytes.length)).isEqualTo(ascii);
    }
}
