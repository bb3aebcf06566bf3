package dev.ingot.receiver.graphite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.component.Context;
import dev.ingot.record.Points;
import dev.ingot.telemetry.SelfMetrics;
import dev.ingot.telemetry.Telemetry;
import dev.ingot.testkit.ManualClock;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SenderNamesTest {
    private static final String SAMPLES = SelfMetrics.SOURCE_SAMPLES.name();
    private static final String PAST = SelfMetrics.PAST_SOURCE_SAMPLES.name();

    private final Telemetry telemetry = new Telemetry();
    private final ManualClock clock = new ManualClock("2026-01-01T00:00:00Z");
    private final Senders senders =
            new Senders(new Context("g", clock, telemetry.tally(), Duration.ofSeconds(1)));

    /// A sample from the address of that number in a network of 65,536.
    private void send(int network, int number) {
        byte[] address = {10, (byte) network, (byte) (number >> 8), (byte) number};
        try {
            senders.of(InetAddress.getByAddress(address)).samples().add(1);
        } catch (UnknownHostException length) {
            throw new AssertionError(length);
        }
    }

    private void sendAll(int network, int from, int to) {
        for (int i = from; i < to; i++) {
            send(network, i);
        }
    }

    private long counted(String what) {
        return telemetry
                .text()
                .lines()
                .filter(line -> line.startsWith(what))
                .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private long of(String source) {
        return counted(SAMPLES + "{source=" + source + "}");
    }

    private void pass(long minutes) {
        clock.advance(Duration.ofMinutes(minutes));
    }

    @Test
    void afterAHundredAddressesTheRestIsCountedTogether() {
        for (int round = 0; round < 2; round++) {
            sendAll(1, 0, 1000);
        }
        assertThat(telemetry.text().lines())
                .hasSize(Senders.MOST + 1)
                .contains(SAMPLES + "{source=10.1.0.99} 2", SAMPLES + "{source=other} 1800");
    }

    @Test
    void whoeverCameTooLateIsNamedOnceAnotherIsSilentForLong() {
        sendAll(1, 0, Senders.MOST);
        pass(120);
        sendAll(1, 0, Senders.MOST);
        pass(59);
        sendAll(1, 1, Senders.MOST);
        send(2, 1);
        assertThat(of("10.2.0.1")).isZero();
        assertThat(of("other")).isEqualTo(1);
        pass(1);
        send(2, 1);
        send(2, 2);
        assertThat(of("10.2.0.1")).isEqualTo(1);
        assertThat(of("10.1.0.0")).isZero();
        assertThat(of("10.1.0.1")).isEqualTo(3);
        assertThat(of("other")).isEqualTo(2);
        assertThat(counted(PAST)).isEqualTo(2);
        assertThat(counted(SAMPLES) + counted(PAST)).isEqualTo(3 * Senders.MOST + 2);
    }

    @Test
    void theOneThatIsSilentLongestMakesRoom() {
        sendAll(1, 0, Senders.MOST);
        pass(30);
        sendAll(1, 0, 98);
        send(1, 99);
        pass(10);
        sendAll(1, 0, 98);
        pass(60);
        sendAll(1, 0, 98);
        send(2, 1);
        assertThat(of("10.1.0.98")).isZero();
        assertThat(of("10.1.0.99")).isEqualTo(2);
        assertThat(of("10.2.0.1")).isEqualTo(1);
    }

    @Test
    void whoeverLostItsNameMayHaveOneAgain() {
        sendAll(1, 0, Senders.MOST);
        pass(6);
        send(2, 1);
        assertThat(counted(PAST)).isEqualTo(1);
        pass(6);
        sendAll(1, 0, Senders.MOST);
        assertThat(telemetry.text().lines()).hasSize(Senders.MOST + 1);
        assertThat(counted(SAMPLES) + counted(PAST)).isEqualTo(2 * Senders.MOST + 1);
        assertThat(of("10.1.0.0") + of("10.1.0.1") + of("other")).isPositive();
    }

    @Test
    void anEndedNameIsMarkedStaleOnce() {
        sendAll(1, 0, Senders.MOST);
        pass(6);
        send(2, 1);
        assertThat(stale()).hasSize(2).allMatch(series -> series.contains("{source=10.1.0."));
        assertThat(stale()).isEmpty();
    }

    private List<String> stale() {
        var points = new Points();
        telemetry.collect(points, 1);
        List<String> stale = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            if (points.isStale(i)) {
                stale.add(points.series(i).toString());
            }
        }
        return stale;
    }

    @Test
    void aFloodOfForgedAddressesTakesNoNameFromThoseThatGoOn() {
        int real = 60;
        long sent = 0;
        for (int minute = 0; minute < 180; minute++) {
            sendAll(1, 0, real);
            sendAll(100 + minute % 100, 300 * minute, 300 * minute + 300);
            sent += real + 300;
            assertThat(telemetry.text().lines()).hasSizeLessThanOrEqualTo(Senders.MOST + 2);
            pass(1);
        }
        for (int i = 0; i < real; i++) {
            assertThat(of("10.1.0." + i)).isEqualTo(180);
        }
        assertThat(counted(SAMPLES) + counted(PAST)).isEqualTo(sent);
    }

    @Test
    void afterAFloodALateComerIsSoonNamed() {
        sendAll(1, 0, 5000);
        send(2, 1);
        assertThat(of("10.2.0.1")).isZero();
        pass(5);
        send(2, 1);
        assertThat(of("10.2.0.1")).isEqualTo(1);
    }

    @Test
    void nothingIsLostWhileNamesComeAndGoInSeveralThreads() throws Exception {
        int threads = 4;
        int rounds = 100;
        int each = 100;
        var round = new CyclicBarrier(threads, () -> pass(6));
        List<Future<?>> running = new ArrayList<>();
        try (var pool = Executors.newFixedThreadPool(threads)) {
            for (int thread = 0; thread < threads; thread++) {
                int first = thread * each / 2;
                running.add(
                        pool.submit(() -> {
                            for (int i = 0; i < rounds; i++) {
                                round.await();
                                for (int j = 0; j < each; j++) {
                                    send(1, (i * 37 + first + j) % 300);
                                }
                            }
                            return null;
                        }));
            }
            for (Future<?> done : running) {
                done.get();
            }
        }
        assertThat(counted(SAMPLES) + counted(PAST)).isEqualTo((long) threads * rounds * each);
        assertThat(counted(PAST)).isPositive();
    }
}
