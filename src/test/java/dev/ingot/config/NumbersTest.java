package dev.ingot.config;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "-7, -7", "+7, 7", "0123, 123", "0x1F, 31", "0o17, 15"})
    void wholeNumberReadsAsInYaml(String text, long number) {
        assertThat(Numbers.whole(text, 1, Long.MIN_VALUE, Long.MAX_VALUE))
                .isEqualTo(new Parsed.Good<>(number));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "many", "1.0", "1e3", "1_000", "0x", "0x-1", "0b1", "1 "})
    void otherTextIsNotAWholeNumber(String text) {
        assertThat(Numbers.whole(text, 512, 0, 9))
                .isEqualTo(new Parsed.Bad<>("is not a whole number such as 512"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 9, it must be between 1 and 9",
        "10, 1, 9, it must be between 1 and 9",
        "99999999999999999999, 1, 9, it must be between 1 and 9",
        "0, 1, 9223372036854775807, it must be at least 1",
        "10, -9223372036854775808, 9, it must be at most 9",
    })
    void limitsAreSaid(String text, long min, long max, String limits) {
        assertThat(Numbers.whole(text, 1, min, max))
                .isEqualTo(new Parsed.Bad<>("is out of range; " + limits));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1.5, 1.5", ".5, 0.5", "1., 1", "1e3, 1000", "-2.5E-1, -0.25"})
    void decimalReadsAsInYaml(String text, double number) {
        assertThat(Numbers.decimal(text, 1, -1e9, 1e9)).isEqualTo(new Parsed.Good<>(number));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "half", ".", "NaN", ".nan", ".inf", "1d", "0x1p3", "1,5"})
    void otherTextIsNotADecimal(String text) {
        assertThat(Numbers.decimal(text, 0.5, 0, 1))
                .isEqualTo(new Parsed.Bad<>("is not a number such as 0.5"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.1", "1.1", "1e999"})
    void limitsOfDecimalsAreSaid(String text) {
        assertThat(Numbers.decimal(text, 0.5, 0, 1))
                .isEqualTo(new Parsed.Bad<>("is out of range; it must be between 0 and 1"));
    }

    @ParameterizedTest
    @CsvSource({"true, true", "True, true", "TRUE, true", "false, false", "FALSE, false"})
    void flagIsTrueOrFalse(String text, boolean flag) {
        assertThat(Numbers.flag(text)).isEqualTo(new Parsed.Good<>(flag));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yes", "no", "on", "off", "1", "tRUE"})
    void otherTextIsNoFlag(String text) {
        assertThat(Numbers.flag(text)).isEqualTo(new Parsed.Bad<>("is not true or false"));
    }

    @Property
    void everyLongReadsBack(@ForAll long number) {
        assertThat(Numbers.whole(String.valueOf(number), 0, Long.MIN_VALUE, Long.MAX_VALUE))
                .isEqualTo(new Parsed.Good<>(number));
    }
}
