package dev.ingot.exporter.prometheus;

import static dev.ingot.exporter.prometheus.Bridges.SIZE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.component.Context;
import dev.ingot.component.Sink;
import dev.ingot.component.Verdict;
import dev.ingot.poll.Poller;
import dev.ingot.poll.Schedule;
import dev.ingot.poll.Target;
import dev.ingot.record.Labels;
import dev.ingot.record.Origin;
import dev.ingot.record.Points;
import dev.ingot.telemetry.Tally;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// When the series of a polled source leave the bridge, long before they expire.
class ScraperTest {
    private static final Duration INTERVAL = Duration.ofSeconds(30);

    private final Bridges bridges = new Bridges();
    private final AtomicInteger rounds = new AtomicInteger();
    private final Sink store =
            (signal, _) -> {
                bridges.store.accept((Points) signal, bridges.now());
                return Verdict.ACCEPTED;
            };

    private Poller poller(Target.Endpoint endpoint) {
        var context =
                new Context("toy", store, bridges.clock, Tally.standalone(), Duration.ofSeconds(1));
        return new Poller(
                context,
                "toy",
                new Schedule(INTERVAL, Duration.ZERO, Duration.ofMinutes(1)),
                List.of(new Target("nas", Origin.NONE, List.of(endpoint))));
    }

    /// The pools that are served after a round.
    private List<String> after(Poller poller) throws Exception {
        bridges.clock.advance(INTERVAL);
        poller.round();
        return bridges.text().lines().filter(line -> line.startsWith("pool_size_bytes")).toList();
    }

    @Test
    void seriesThatIsMissingFromARoundLeavesAtOnce() throws Exception {
        var poller =
                poller(
                        new Target.Endpoint(
                                "pools",
                                round -> {
                                    round.addLong(SIZE, Labels.of("pool", "tank"), 7);
                                    if (rounds.incrementAndGet() == 1) {
                                        round.addLong(SIZE, Labels.of("pool", "usb"), 8);
                                    }
                                }));
        String tank = "pool_size_bytes{pool=\"tank\"} 7";
        assertThat(after(poller)).containsExactly(tank, "pool_size_bytes{pool=\"usb\"} 8");
        assertThat(after(poller)).containsExactly(tank);
    }

    @Test
    void seriesLeaveWithTheSecondRoundThatFailsAndComeBack() throws Exception {
        var poller =
                poller(
                        new Target.Endpoint(
                                "pools",
                                round -> {
                                    int now = rounds.incrementAndGet();
                                    if (now == 2 || now == 4 || now == 5) {
                                        throw new IOException("cannot read it");
                                    }
                                    round.addLong(SIZE, Labels.of("pool", "tank"), now);
                                }));
        assertThat(after(poller)).containsExactly("pool_size_bytes{pool=\"tank\"} 1");
        assertThat(after(poller)).as("one is missed").hasSize(1);
        assertThat(after(poller)).containsExactly("pool_size_bytes{pool=\"tank\"} 3");
        assertThat(after(poller)).as("one is missed").hasSize(1);
        assertThat(after(poller)).as("two are missed").isEmpty();
        assertThat(after(poller)).containsExactly("pool_size_bytes{pool=\"tank\"} 6");
    }
}
