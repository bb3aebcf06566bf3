package dev.ingot.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.record.LogRecord;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Texts of 1 MiB that make a search begin again at every character. Where the cost grew with the
/// square of the length, one would take so long that the build ends the test.
class HostileTextTest {
    private static final int LENGTH = 1 << 20;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aaaa@",
                "eyJ",
                "1.",
                "1:",
                "::",
                "password",
                "a=",
                "1 ",
                "1.1.1.",
                "Bearer ",
                "ghp_",
                "@a.",
                "\\\"token\\\":",
                "4111-"
            })
    void hostileTextIsReadToItsEndAndWhatStandsThereFound(String piece) {
        String text = piece.repeat(LENGTH / piece.length());
        LogRecord told =
                new Passage(RedactionProcessor.TYPE, "")
                        .pass(LogRecord.builder().body("bob@example.org " + text).build());
        assertThat(Objects.requireNonNull(told.getBodyValue()).asString())
                .startsWith("***EMAIL*** ");
    }
}
