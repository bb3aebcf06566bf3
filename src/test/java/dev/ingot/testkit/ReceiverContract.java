package dev.ingot.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.ingot.component.Context;
import dev.ingot.component.Receiver;
import dev.ingot.component.Sink;
import dev.ingot.component.Verdict;
import dev.ingot.record.Metric;
import dev.ingot.record.Points;
import dev.ingot.telemetry.SelfMetrics;
import dev.ingot.telemetry.Telemetry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What every receiver must keep; its tests extend this. The package text of `dev.ingot.component`
/// is the contract.
public abstract class ReceiverContract {
    private static final Duration CLOSING = Duration.ofSeconds(2);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Set<Metric> ITEM_COUNTERS =
            Set.of(
                    SelfMetrics.ACCEPTED_POINTS,
                    SelfMetrics.ACCEPTED_LOGS,
                    SelfMetrics.REFUSED_POINTS,
                    SelfMetrics.REFUSED_LOGS,
                    SelfMetrics.REJECTED);

    /// A receiver on loopback and a port that the system picks, not started.
    protected abstract Receiver receiver(Context context);

    /// Sends good and bad items to a started receiver, and ends the sending.
    ///
    /// @return how many items, good and bad, were sent
    protected abstract int send(Receiver receiver, int good, int bad) throws Exception;

    /// The id in thread names and counters.
    protected String id() {
        return "contract";
    }

    protected Context context(Sink sink, Telemetry telemetry) {
        return new Context(
                id(), sink, InstantSource.system(), telemetry.tally("receiver", id()), CLOSING);
    }

    @Test
    void closesWithoutStart() {
        Receiver receiver = receiver(context(new Recorder(), new Telemetry()));
        assertThatCode(receiver::close).doesNotThrowAnyException();
    }

    @Test
    void closesTwice() throws Exception {
        Receiver receiver = receiver(context(new Recorder(), new Telemetry()));
        receiver.start();
        receiver.close();
        assertThatCode(receiver::close).doesNotThrowAnyException();
    }

    @Test
    void closesWithinTheDeadlineWhileTheSinkPushesBack() throws Exception {
        var offered = new AtomicInteger();
        Sink full =
                (_, _) -> {
                    offered.incrementAndGet();
                    return new Verdict.Retry(Duration.ofMillis(20), "full");
                };
        Receiver receiver = receiver(context(full, new Telemetry()));
        receiver.start();
        Thread sender = Thread.ofVirtual().start(() -> sendQuietly(receiver));
        Await.until("the sink to be offered something", () -> offered.get() > 0);
        long before = System.nanoTime();
        receiver.close();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(CLOSING.plus(GRACE));
        sender.interrupt();
        noThreadIsLeft();
    }

    private void sendQuietly(Receiver receiver) {
        try {
            send(receiver, 10, 0);
        } catch (Exception closedUnderTheSender) {
            // The receiver went away; that is the point of the test.
        }
    }

    @Test
    void leavesNoThreadBehind() throws Exception {
        var recorder = new Recorder();
        Receiver receiver = receiver(context(recorder, new Telemetry()));
        receiver.start();
        send(receiver, 3, 0);
        recorder.await(3);
        receiver.close();
        noThreadIsLeft();
    }

    private void noThreadIsLeft() {
        Await.until(
                "no thread named after " + id(),
                () ->
                        Thread.getAllStackTraces().keySet().stream()
                                .noneMatch(t -> t.getName().startsWith(id())));
    }

    @Test
    void itemsSentAreAcceptedOrRefusedOrRejected() throws Exception {
        var telemetry = new Telemetry();
        var offers = new AtomicInteger();
        Sink fickle =
                (_, _) ->
                        switch (offers.getAndIncrement() % 3) {
                            case 0 -> Verdict.ACCEPTED;
                            case 1 -> new Verdict.Retry(Duration.ofMillis(1), "full");
                            default -> new Verdict.Refused("not this one");
                        };
        Receiver receiver = receiver(context(fickle, telemetry));
        receiver.start();
        int sent = send(receiver, 50, 7);
        Await.until(
                "all " + sent + " to be counted, have\n" + telemetry.text(),
                () -> counted(telemetry) >= sent);
        receiver.close();
        assertThat(counted(telemetry)).as(telemetry.text()).isEqualTo(sent);
    }

    private static long counted(Telemetry telemetry) {
        long sum = 0;
        var all = new Points();
        telemetry.collect(all, 0);
        for (int i = 0; i < all.size(); i++) {
            var metric = all.series(i).metric();
            if (ITEM_COUNTERS.contains(metric)) {
                sum += all.bits(i);
            }
        }
        return sum;
    }
}
