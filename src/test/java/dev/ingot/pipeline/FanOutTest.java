package dev.ingot.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.component.Sink;
import dev.ingot.component.Verdict;
import dev.ingot.component.WhenFull;
import dev.ingot.record.Points;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FanOutTest {
    private static final Points SIGNAL = new Points();
    private final List<String> calls = new ArrayList<>();

    private Sink sink(String name, Verdict verdict) {
        return (_, whenFull) -> {
            calls.add(name + " " + whenFull);
            return verdict;
        };
    }

    private static Verdict retry(int millis) {
        return new Verdict.Retry(Duration.ofMillis(millis), "full");
    }

    @Test
    void aSingleSinkIsUsedAsItIs() {
        Sink only = sink("only", Verdict.ACCEPTED);
        assertThat(FanOut.to(List.of(only))).isSameAs(only);
    }

    @Test
    void everySinkIsOffered() {
        Sink both =
                FanOut.to(
                        List.of(sink("a", Verdict.ACCEPTED), sink("b", new Verdict.Refused("no"))));
        assertThat(both.accept(SIGNAL, WhenFull.PUSH_BACK)).isEqualTo(Verdict.ACCEPTED);
        assertThat(calls).containsExactly("a PUSH_BACK", "b PUSH_BACK");
    }

    @Test
    void aFullSinkMakesRoomWhereAnotherTakesTheSignal() {
        Sink both = FanOut.to(List.of(sink("full", retry(10)), sink("b", Verdict.ACCEPTED)));
        assertThat(both.accept(SIGNAL, WhenFull.PUSH_BACK)).isEqualTo(Verdict.ACCEPTED);
        assertThat(calls).containsExactly("full PUSH_BACK", "b PUSH_BACK", "full MAKE_ROOM");
    }

    @Test
    void theSourceWaitsTheShortestTimeWhereAllAreFull() {
        Sink both = FanOut.to(List.of(sink("a", retry(50)), sink("b", retry(10))));
        assertThat(both.accept(SIGNAL, WhenFull.PUSH_BACK)).isEqualTo(retry(10));
        assertThat(calls).containsExactly("a PUSH_BACK", "b PUSH_BACK");
    }

    @Test
    void aSignalThatAllRefuseIsRefused() {
        Sink both =
                FanOut.to(
                        List.of(
                                sink("a", new Verdict.Refused("x")),
                                sink("b", new Verdict.Refused("y"))));
        assertThat(both.accept(SIGNAL, WhenFull.MAKE_ROOM)).isEqualTo(new Verdict.Refused("y"));
    }

    @Test
    void hopeOutweighsARefusal() {
        Sink both = FanOut.to(List.of(sink("a", new Verdict.Refused("x")), sink("b", retry(5))));
        assertThat(both.accept(SIGNAL, WhenFull.PUSH_BACK)).isEqualTo(retry(5));
    }
}
