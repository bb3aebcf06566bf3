package dev.ingot.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
    private static final List<String> KNOWN =
            List.of("delay", "size", "max_line", "endpoint", "retry_on_failure", "tls", "tcp");

    @ParameterizedTest
    @CsvSource({
        "dalay, delay",
        "delya, delay",
        "dely, delay",
        "ddelay, delay",
        "Delay, delay",
        "maxLine, max_line",
        "max-line, max_line",
        "endpiont, endpoint",
        "retry_on_failures, retry_on_failure",
        "tlss, tls",
        "tcl, tcp",
    })
    void slipOfTheHandIsUnderstood(String word, String meant) {
        assertThat(Suggestion.among(word, KNOWN)).isEqualTo("; did you mean `" + meant + "`?");
    }

    @ParameterizedTest
    @CsvSource({"udp", "compression", "x", "''", "endpoints_of_all"})
    void otherWordIsNotGuessedAt(String word) {
        assertThat(Suggestion.among(word, KNOWN.subList(0, 5))).isEmpty();
    }

    @Property
    void distanceIsTheSameBothWays(
            @ForAll @AlphaChars @StringLength(max = 8) String a,
            @ForAll @AlphaChars @StringLength(max = 8) String b) {
        assertThat(Suggestion.distance(a, b)).isEqualTo(Suggestion.distance(b, a));
        assertThat(Suggestion.distance(a, b) == 0).isEqualTo(a.equals(b));
    }
}
