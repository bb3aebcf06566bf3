package dev.ingot.processor;

import dev.ingot.component.Sink;
import dev.ingot.component.Verdict;
import dev.ingot.component.WhenFull;
import dev.ingot.record.Logs;
import dev.ingot.record.Points;
import dev.ingot.record.Signal;
import dev.ingot.telemetry.Tally;

/// Puts a rewriter before a sink. A signal of which nothing is left is accepted.
record Rewriting(Rewriter rewriter, Tally tally, Sink next) implements Sink {
    @Override
    public Verdict accept(Signal signal, WhenFull whenFull) {
        var tallied = new Tallied(tally);
        Signal rewritten =
                switch (signal) {
                    case Logs logs -> rewriter.logs(logs, tallied);
                    case Points points -> rewriter.points(points, tallied);
                };
        Verdict verdict =
                rewritten.size() == 0 ? Verdict.ACCEPTED : next.accept(rewritten, whenFull);
        if (verdict instanceof Verdict.Accepted) {
            tallied.count();
        }
        return verdict;
    }
}
