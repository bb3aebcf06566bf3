package dev.ingot.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlagsTest {
    private static final Map<String, String> DEFAULTS = Map.of("--rounds", "200", "--port", "1");

    @Test
    void whatTheLineDoesNotSayHasItsDefault() {
        Flags flags = Flags.parse(DEFAULTS, List.of("--rounds", "3", "--peer", "x y"));
        assertThat(flags.number("--rounds")).isEqualTo(3);
        assertThat(flags.number("--port")).isEqualTo(1);
        assertThat(flags.text("--peer")).isEqualTo("x y");
        assertThat(flags.text("--agent")).endsWith("bin/ingot");
    }

    @Test
    void anUnknownNameAndAMissingValueAreSaid() {
        assertThatThrownBy(() -> Flags.parse(DEFAULTS, List.of("--round", "3")))
                .hasMessage(
                        "`--round` is not one of [--agent, --peer, --port, --rounds] and a"
                                + " value");
        assertThatThrownBy(() -> Flags.parse(DEFAULTS, List.of("--port")))
                .hasMessageStartingWith("`--port` is not one of");
        assertThatThrownBy(() -> Flags.parse(DEFAULTS, List.of("--port", "x")).number("--port"))
                .hasMessage("`--port x` is not a whole number");
    }
}
