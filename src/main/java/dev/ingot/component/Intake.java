package dev.ingot.component;

import dev.ingot.record.Signal;
import dev.ingot.telemetry.Counter;
import dev.ingot.telemetry.SelfMetrics;
import dev.ingot.telemetry.Tally;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Where a receiver hands in what one transport brought. Counts what the pipeline accepted and
/// refused.
///
/// Used by several threads at once.
public final class Intake {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final Sink sink;
    private final Tally tally;
    private final Counter acceptedPoints;
    private final Counter acceptedLogs;

    Intake(Sink sink, Tally tally) {
        this.sink = sink;
        this.tally = tally;
        this.acceptedPoints = tally.counter(SelfMetrics.ACCEPTED_POINTS);
        this.acceptedLogs = tally.counter(SelfMetrics.ACCEPTED_LOGS);
    }

    /// Hands in a signal and waits for as long as the pipeline pushes back. For sources that can
    /// make their sender wait.
    ///
    /// @return whether it was accepted
    /// @throws InterruptedException when the receiver is closing; the signal is then counted as
    ///   refused
    public boolean push(Signal signal) throws InterruptedException {
        while (true) {
            switch (sink.accept(signal, WhenFull.PUSH_BACK)) {
                case Verdict.Accepted _ -> {
                    return accepted(signal);
                }
                case Verdict.Refused _ -> {
                    return refused(signal);
                }
                case Verdict.Retry retry -> waitFor(signal, retry);
            }
        }
    }

    /// Hands in a signal without waiting: a full sink drops something old. For sources that cannot
    /// make anyone wait.
    ///
    /// @return whether it was accepted
    public boolean offer(Signal signal) {
        return switch (sink.accept(signal, WhenFull.MAKE_ROOM)) {
            case Verdict.Accepted _ -> accepted(signal);
            case Verdict.Refused _, Verdict.Retry _ -> refused(signal);
        };
    }

    /// Hands in a signal once: where the pipeline pushes back, it is refused. For sources that come
    /// again by themselves.
    ///
    /// @return whether it was accepted
    public boolean tryPush(Signal signal) {
        return switch (sink.accept(signal, WhenFull.PUSH_BACK)) {
            case Verdict.Accepted _ -> accepted(signal);
            case Verdict.Refused _, Verdict.Retry _ -> refused(signal);
        };
    }

    private void waitFor(Signal signal, Verdict.Retry retry) throws InterruptedException {
        long nanos = Math.min(retry.after().toNanos(), LONGEST_WAIT.toNanos());
        try {
            TimeUnit.NANOSECONDS.sleep(Math.max(nanos, 1_000_000));
        } catch (InterruptedException closing) {
            refused(signal);
            throw closing;
        }
    }

    private boolean accepted(Signal signal) {
        (signal.type() == Signal.Type.METRICS ? acceptedPoints : acceptedLogs).add(signal.size());
        return true;
    }

    private boolean refused(Signal signal) {
        tally.add(SelfMetrics.refused(signal.type()), signal.size());
        return false;
    }
}
