package dev.ingot.receiver.graphite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DecimalTest {
    private final Decimal decimal = new Decimal();

    private boolean read(String text) {
        byte[] bytes = ("<" + text + ">").getBytes(UTF_8);
        return decimal.read(bytes, 1, bytes.length - 1);
    }

    private void whole(String text, long expected) {
        assertThat(read(text)).as(text).isTrue();
        assertThat(decimal.isLong()).as(text).isTrue();
        assertThat(decimal.bits()).as(text).isEqualTo(expected);
        assertThat(decimal.value()).isEqualTo((double) expected);
    }

    private void fraction(String text, double expected) {
        assertThat(read(text)).as(text).isTrue();
        assertThat(decimal.isLong()).as(text).isFalse();
        assertThat(decimal.bits()).as(text).isEqualTo(Double.doubleToRawLongBits(expected));
    }

    private void refused(String text) {
        assertThat(read(text)).as(text).isFalse();
    }

    @Test
    void wholeNumbersStayWhole() {
        whole("0", 0);
        whole("-0", 0);
        whole("+7", 7);
        whole("007", 7);
        whole("-42", -42);
        whole("999999999999999999", 999_999_999_999_999_999L);
        whole("9223372036854775807", Long.MAX_VALUE);
        whole("-9223372036854775808", Long.MIN_VALUE);
        whole("0000000000000000000012", 12);
    }

    @Test
    void largerWholeNumbersBecomeFractions() {
        fraction("9223372036854775808", 0x1p63);
        fraction("-9223372036854775809", -0x1p63);
        fraction("18446744073709551615", 0x1p64);
        fraction("100000000000000000000", 1e20);
        fraction("123456789012345678901234567890", 1.2345678901234568e29);
    }

    @Test
    void fractionsAreReadInEveryForm() {
        fraction("0.0", 0.0);
        fraction("-0.0", -0.0);
        fraction(".5", 0.5);
        fraction("5.", 5.0);
        fraction("+1.5", 1.5);
        fraction("1e3", 1000.0);
        fraction("1E+3", 1000.0);
        fraction("1.5e-7", 1.5e-7);
        fraction("32720100000.0000000", 32_720_100_000.0);
        fraction("1099511627776.1234567", 1099511627776.1235);
        fraction("99999999999999999999.9999999", 1e20);
        fraction("1e400", Double.POSITIVE_INFINITY);
        fraction("1e-400", 0.0);
        fraction("4.9e-324", Double.MIN_VALUE);
        fraction("1.7976931348623157e308", Double.MAX_VALUE);
        fraction("0.000000000000000000000000000000000000000000000000000000000000001", 1e-63);
    }

    @Test
    void valuesHalfwayBetweenTwoDoublesGoToTheEvenOne() {
        fraction("9007199254740993.0", 9007199254740992.0);
        fraction("9007199254740995.0", 9007199254740996.0);
        fraction("9007199254740993.0000000000000000001", 9007199254740994.0);
        fraction("1.00000000000000011102230246251565404236316680908203125", 1.0);
        fraction("1.00000000000000011102230246251565404236316680908203126", Math.nextUp(1.0));
    }

    @Test
    void namesOfNoNumberAreReadWithoutRegardToCase() {
        fraction("inf", Double.POSITIVE_INFINITY);
        fraction("-Inf", Double.NEGATIVE_INFINITY);
        fraction("+INFINITY", Double.POSITIVE_INFINITY);
        assertThat(read("NaN")).isTrue();
        assertThat(decimal.isNaN()).isTrue();
        assertThat(read("-nan")).isTrue();
    }

    @Test
    void otherFormsAreRefused() {
        refused("");
        refused("-");
        refused(".");
        refused("e5");
        refused("1e");
        refused("1e+");
        refused("1e5x");
        refused("0x1p-2");
        refused("0x10");
        refused("1_000");
        refused("1,5");
        refused("1.2.3");
        refused("1d");
        refused("1.0f");
        refused("--1");
        refused("one");
        refused("infinit");
        refused("in");
        refused("1 ");
        refused("\u0661");
    }

    @Property(tries = 20_000)
    void anyDoubleThatJavaPrintsIsReadBackToTheBit(@ForAll long bits) {
        double value = Double.longBitsToDouble(bits);
        if (Double.isFinite(value)) {
            fraction(Double.toString(value), value);
        }
    }

    @Property(tries = 20_000)
    void sevenDecimalsAreReadAsJavaReadsThem(
            @ForAll long seed, @ForAll @IntRange(min = -60, max = 70) int exponent) {
        double value = Math.scalb(new Random(seed).nextDouble() * 2 - 1, exponent);
        String text = String.format(Locale.ROOT, "%.7f", value);
        fraction(text, Double.parseDouble(text));
    }

    @Property(tries = 20_000)
    void anyDigitsAndExponentAreReadAsJavaReadsThem(
            @ForAll long digits, @ForAll @IntRange(min = -70, max = 70) int exponent) {
        String text = Long.toUnsignedString(digits) + "e" + exponent;
        fraction(text, Double.parseDouble(text));
    }

    @Property(tries = 5_000)
    void midpointsBetweenDoublesAreReadAsJavaReadsThem(
            @ForAll long seed, @ForAll @IntRange(min = -200, max = 200) int exponent) {
        double value = Math.scalb(1 + new Random(seed).nextDouble(), exponent);
        var midpoint =
                new BigDecimal(value)
                        .add(new BigDecimal(Math.nextUp(value)))
                        .divide(new BigDecimal(BigInteger.TWO));
        fraction(
                midpoint.toPlainString() + ".".repeat(midpoint.scale() > 0 ? 0 : 1),
                value(midpoint));
        fraction(
                midpoint.toString() + "e0".repeat(midpoint.toString().contains("E") ? 0 : 1),
                value(midpoint));
    }

    private static double value(BigDecimal exact) {
        return Double.parseDouble(exact.toString());
    }
}
