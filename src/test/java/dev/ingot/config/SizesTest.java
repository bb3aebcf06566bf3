package dev.ingot.config;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizesTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1048576, 1048576",
        "512B, 512",
        "64KB, 64000",
        "64kB, 64000",
        "1MB, 1000000",
        "2GB, 2000000000",
        "1TB, 1000000000000",
        "1KiB, 1024",
        "4MiB, 4194304",
        "4 MiB, 4194304",
        "4mib, 4194304",
        "1.5GiB, 1610612736",
        "1TiB, 1099511627776",
        "9223372036854775807, 9223372036854775807",
    })
    void sizeIsANumberOfBytes(String text, long bytes) {
        assertThat(Sizes.parse(text)).isEqualTo(new Parsed.Good<>(bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "big", "4M", "4K", "4G", "-1", "1e6", "MiB", "4  MiB", "1,5MiB"})
    void otherTextIsNotASize(String text) {
        assertThat(Sizes.parse(text))
                .isEqualTo(new Parsed.Bad<>("is not a size such as 4MiB, 64KB or 1048576"));
    }

    @ParameterizedTest
    @CsvSource({
        "1.5, is not a whole number of bytes",
        "0.3KiB, is not a whole number of bytes",
        "9223372036854775808, is too large; the largest size is 8388607TiB",
        "8388608TiB, is too large; the largest size is 8388607TiB",
    })
    void impossibleSizeSaysWhy(String text, String why) {
        assertThat(Sizes.parse(text)).isEqualTo(new Parsed.Bad<>(why));
    }

    @Property
    void everyNumberOfBytesReadsBack(@ForAll @LongRange(min = 0) long bytes) {
        assertThat(Sizes.parse(String.valueOf(bytes))).isEqualTo(new Parsed.Good<>(bytes));
    }

    @Property
    void anyTextHasAnAnswer(@ForAll String text) {
        assertThat(Sizes.parse(text)).isNotNull();
    }
}
