package dev.ingot.pipeline;

import dev.ingot.component.Sink;
import dev.ingot.component.Verdict;
import dev.ingot.component.WhenFull;
import dev.ingot.record.Signal;
import java.util.ArrayList;
import java.util.List;

/// Offers every signal to several sinks, none of which can delay another.
///
/// The source is asked to wait only while every sink is full: then nobody has taken the signal, and
/// offering it again repeats nothing. Where one sink takes it, those that are full make room
/// instead, and count what they drop: a dead backend must not freeze the bridge beside it.
public final class FanOut implements Sink {
    private final List<Sink> sinks;

    private FanOut(List<Sink> sinks) {
        this.sinks = sinks;
    }

    /// One sink for all of `sinks`; a single one is returned as it is.
    public static Sink to(List<? extends Sink> sinks) {
        return sinks.size() == 1 ? sinks.getFirst() : new FanOut(List.copyOf(sinks));
    }

    @Override
    public Verdict accept(Signal signal, WhenFull whenFull) {
        Verdict answer = new Verdict.Refused("there is nowhere to send it");
        List<Sink> full = new ArrayList<>(0);
        for (Sink sink : sinks) {
            Verdict verdict = sink.accept(signal, whenFull);
            if (verdict instanceof Verdict.Retry) {
                full.add(sink);
            }
            answer = better(answer, verdict);
        }
        if (answer instanceof Verdict.Accepted) {
            full.forEach(sink -> sink.accept(signal, WhenFull.MAKE_ROOM));
        }
        return answer;
    }

    /// Accepted by one is accepted; else there is hope while one says retry, and the shortest wait
    /// serves all.
    private static Verdict better(Verdict one, Verdict other) {
        return switch (one) {
            case Verdict.Accepted _ -> one;
            case Verdict.Refused _ -> other;
            case Verdict.Retry(var after, _) ->
                    switch (other) {
                        case Verdict.Accepted _ -> other;
                        case Verdict.Refused _ -> one;
                        case Verdict.Retry(var otherAfter, _) ->
                                after.compareTo(otherAfter) <= 0 ? one : other;
                    };
        };
    }
}
