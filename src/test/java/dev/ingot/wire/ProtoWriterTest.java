package dev.ingot.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.Severity;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtoWriterTest {
    private final ProtoWriter out = new ProtoWriter(0);

    private String hex() {
        return HexFormat.of().formatHex(out.toByteArray());
    }

    /// The examples of https://protobuf.dev/programming-guides/encoding/.
    @Test
    void theExamplesOfTheSpecificationComeOut() {
        out.varint(1, 150);
        assertThat(hex()).isEqualTo("089601");
        out.clear();
        out.string(2, "testing");
        assertThat(hex()).isEqualTo("120774657374696e67");
        out.clear();
        int message = out.begin(3);
        out.varint(1, 150);
        out.end(message);
        assertThat(hex()).isEqualTo("1a03089601");
    }

    @Test
    void fixedNumbersAreLittleEndian() {
        out.fixed64(3, 0x0102030405060708L);
        out.fixed32(8, 0x01020304);
        assertThat(hex()).isEqualTo("19" + "0807060504030201" + "45" + "04030201");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "1, 1",
        "127, 1",
        "128, 2",
        "16383, 2",
        "16384, 3",
        "4294967295, 5",
        "9223372036854775807, 9",
        "-1, 10"
    })
    void aVarintTakesAsManyBytesAsItSays(long value, int bytes) {
        out.rawVarint(value);
        assertThat(out.size()).isEqualTo(bytes);
        assertThat(ProtoWriter.varintSize(value)).isEqualTo(bytes);
    }

    @Test
    void anEmptyStringIsLeftOutWhereItMayBe() {
        out.string(1, "");
        assertThat(out.size()).isZero();
        out.text(1, "");
        assertThat(hex()).isEqualTo("0a00");
    }

    @ParameterizedTest
    @CsvSource({
        "\uD83D, 1",
        "\uDE00, 1",
        "\uDE00\uD83D, 2",
        "a\uD83Db, 1",
        "\uD83D\uD83D\uDE00, 1"
    })
    void halfASurrogatePairIsRepairedAndCounted(String broken, int repaired) {
        out.text(1, broken);
        String written = new String(out.array(), 2, out.size() - 2, StandardCharsets.UTF_8);
        assertThat(written)
                .isEqualTo(
                        broken.replaceAll(
                                "(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])",
                                "\uFFFD"));
        assertThat(out.repaired()).isEqualTo(repaired);
    }

    @Property
    void textIsWrittenAsUtf8(@ForAll String text) {
        var writer = new ProtoWriter(0);
        writer.text(1, text);
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        var expected = new ProtoWriter(0);
        expected.bytes(1, utf8, 0, utf8.length);
        if (writer.repaired() == 0) {
            assertThat(writer.toByteArray()).isEqualTo(expected.toByteArray());
        }
    }

    /// Around 128 and 16384 the length needs one byte more than was reserved.
    @Property
    void aMessageOfAnyLengthHasTheShortestLength(
            @ForAll @IntRange(max = 40_000) int length, @ForAll boolean multibyte) {
        String text = (multibyte ? "é" : "e").repeat(length);
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        var inner = new ProtoWriter(0);
        inner.bytes(1, utf8, 0, utf8.length);
        var expected = new ProtoWriter(0);
        expected.bytes(2, inner.array(), 0, inner.size());

        var writer = new ProtoWriter(0);
        int message = writer.begin(2);
        writer.text(1, text);
        writer.end(message);

        assertThat(writer.toByteArray()).isEqualTo(expected.toByteArray());
    }

    @Test
    void everyKindOfValueHasItsField() {
        AnyValues.anyValue(out, 2, "a");
        AnyValues.anyValue(out, 2, true);
        AnyValues.anyValue(out, 2, 1L);
        AnyValues.anyValue(out, 2, 1);
        AnyValues.anyValue(out, 2, 1.0);
        AnyValues.anyValue(out, 2, List.of("a"));
        AnyValues.anyValue(out, 2, Value.of(new byte[] {1, 2}));
        AnyValues.anyValue(out, 2, Value.of(Map.of("k", Value.of("v"))));
        AnyValues.anyValue(out, 2, Value.empty());
        AnyValues.anyValue(out, 2, Severity.WARN);
        assertThat(hex())
                .isEqualTo(
                        "12030a0161"
                                + "12021001"
                                + "12021801"
                                + "12021801"
                                + "120921000000000000f03f"
                                + "12072a050a030a0161"
                                + "12043a020102"
                                + "120c320a0a080a016b12030a0176"
                                + "1200"
                                + "12060a045741524e");
    }

    @Test
    void whatWasWrittenCanBeCut() {
        out.varint(1, 1);
        int end = out.size();
        out.string(2, "gone");
        out.truncate(end);
        assertThat(hex()).isEqualTo("0801");
    }
}
