package dev.ingot.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "0s, PT0S",
        "+5s, PT5S",
        "300ms, PT0.3S",
        "1h30m, PT1H30M",
        "1.5h, PT1H30M",
        "1m30.5s, PT1M30.5S",
        ".5s, PT0.5S",
        "1.s, PT1S",
        "1ns, PT0.000000001S",
        "2us, PT0.000002S",
        "2µs, PT0.000002S",
        "2μs, PT0.000002S",
        "0.1ns, PT0S",
        "24h, PT24H",
        "2540400h, PT2540400H",
    })
    void durationReadsAsInGo(String text, Duration duration) {
        assertThat(Durations.parse(text)).isEqualTo(new Parsed.Good<>(duration));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "soon", "30", "s", ".s", "-", "-x", "1d", "1 s", "1s ", "1S", "1e3s",
                "1h-30m", "1..5s", "+", "٣s", "0x1s", "1s2"
            })
    void otherTextIsNotADuration(String text) {
        assertThat(Durations.parse(text))
                .isEqualTo(new Parsed.Bad<>("is not a duration such as 30s"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1s", "-0.5h", "-0"})
    void negativeDurationIsRefused(String text) {
        assertThat(Durations.parse(text))
                .isEqualTo(new Parsed.Bad<>("is negative; a duration such as 30s is expected"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9999999h", "99999999999999999999999999999999999s"})
    void durationBeyondALifetimeIsRefused(String text) {
        assertThat(Durations.parse(text))
                .isEqualTo(new Parsed.Bad<>("is too long; the longest duration is 292 years"));
    }

    @Property
    void everyWholeNumberOfNanosecondsReadsBack(@ForAll @LongRange(min = 0) long nanos) {
        assertThat(Durations.parse(nanos + "ns"))
                .isEqualTo(new Parsed.Good<>(Duration.ofNanos(nanos)));
    }

    @Property
    void anyTextHasAnAnswer(@ForAll String text) {
        assertThat(Durations.parse(text)).isNotNull();
    }
}
