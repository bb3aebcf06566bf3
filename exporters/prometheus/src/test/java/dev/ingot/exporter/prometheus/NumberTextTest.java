package dev.ingot.exporter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class NumberTextTest {
    private static void writes(double value, String text) {
        assertThat(written(value)).isEqualTo(text);
    }

    private static String written(double value) {
        byte[] into = new byte[NumberText.MAX_LENGTH + 3];
        int end = NumberText.write(value, into, 3);
        assertThat(end).isLessThanOrEqualTo(into.length);
        return new String(into, 3, end - 3, StandardCharsets.ISO_8859_1);
    }

    @Test
    void numbersAreShortAndWholeOnesStayWhole() {
        writes(0, "0");
        writes(-0.0, "-0");
        writes(7, "7");
        writes(10, "10");
        writes(99, "99");
        writes(100, "100");
        writes(-12345, "-12345");
        writes(784_774_492, "784774492");
        writes(0x1p53, "9007199254740992");
        writes(1e18, "1000000000000000000");
        writes(Long.MIN_VALUE, "-9223372036854775808");
        writes(1e19, "1.0E19");
        writes(0.5, "0.5");
        writes(-0.25, "-0.25");
        writes(36.6, "36.6");
        writes(1.000001, "1.000001");
        writes(0.1 + 0.2, "0.30000000000000004");
        writes(1e-7, "1.0E-7");
        writes(0.00015, "1.5E-4");
        writes(Double.MAX_VALUE, "1.7976931348623157E308");
        writes(-Double.MIN_NORMAL, "-2.2250738585072014E-308");
        writes(Double.NaN, "NaN");
        writes(Double.POSITIVE_INFINITY, "+Inf");
        writes(Double.NEGATIVE_INFINITY, "-Inf");
    }

    @Property(tries = 20_000)
    void everyDoubleReadsBackAsItself(@ForAll long bits) {
        double value = Double.longBitsToDouble(bits);
        if (Double.isFinite(value)) {
            assertThat(Double.parseDouble(written(value))).isEqualTo(value);
        }
    }

    @Property(tries = 20_000)
    void decimalReadsBackAsItselfAndIsNotLongerThanJavas(@ForAll int digits, @ForAll byte places) {
        double value = digits / Math.pow(10, places & 7);
        String text = written(value);
        assertThat(Double.parseDouble(text)).isEqualTo(value);
        // Java writes 587520000 as 5.8752E8; whole numbers stay whole here.
        String limit = value == (int) value ? "" + (int) value : Double.toString(value);
        assertThat(text.length()).isLessThanOrEqualTo(limit.length());
    }

    @Property(tries = 5_000)
    void wholeNumbersAreWrittenAsJavaWritesThem(@ForAll long value) {
        byte[] into = new byte[NumberText.MAX_LENGTH];
        int end = NumberText.write(value, into, 0);
        assertThat(new String(into, 0, end, StandardCharsets.ISO_8859_1))
                .isEqualTo(Long.toString(value));
    }
}
