package dev.ingot.receiver.graphite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.ingot.component.Context;
import dev.ingot.record.Origin;
import dev.ingot.telemetry.Telemetry;
import dev.ingot.testkit.ManualClock;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineIntakeTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    private static final InetSocketAddress PEER =
            new InetSocketAddress(InetAddress.ofLiteral("10.0.0.5"), 1);

    private final ManualClock clock = new ManualClock(NOW.toString());
    private final Telemetry telemetry = new Telemetry();
    private LineIntake taken = intake(Mappings.NONE);

    private LineIntake intake(Mappings mappings) {
        var context = new Context("graphite", clock, telemetry.tally(), Duration.ofSeconds(1));
        var table = new SeriesTable(new PathNames(Origin.NONE, mappings), 1000);
        return new LineIntake(table, new Rejections(context, "tcp", new Senders(context)), clock);
    }

    private void take(String line) {
        byte[] bytes = line.getBytes(UTF_8);
        taken.take(bytes, 0, bytes.length, PEER);
    }

    @Test
    void wholeNumbersAndFractionsKeepTheirForm() {
        take("a 12 1700000000");
        take("b 12.0 1700000000.5");
        assertThat(taken.points().isLong(0)).isTrue();
        assertThat(taken.points().bits(0)).isEqualTo(12);
        assertThat(taken.points().isLong(1)).isFalse();
        assertThat(taken.points().value(1)).isEqualTo(12.0);
        assertThat(taken.points().timeNanos(1)).isEqualTo(1_700_000_000_500_000_000L);
    }

    @Test
    void linesWithoutATimeHaveThatOfReceipt() {
        take("a 1");
        take("b 1 -1");
        long now = NOW.getEpochSecond() * 1_000_000_000 + NOW.getNano();
        assertThat(taken.points().timeNanos(0)).isEqualTo(now);
        assertThat(taken.points().timeNanos(1)).isEqualTo(now);
        taken.clear();
        clock.advance(Duration.ofSeconds(1));
        take("a 1");
        assertThat(taken.points().timeNanos(0)).isEqualTo(now + 1_000_000_000);
    }

    @Test
    void tagsLeftOutAreCountedForEverySample() {
        take("a;junk 1 1");
        take("a;junk 1 2");
        assertThat(telemetry.text())
                .contains("ingot_receiver_left_out_total{reason=tag, transport=tcp} 2\n");
        assertThat(taken.points().size()).isEqualTo(2);
    }

    /// A rule that were asked would allocate the path as text at least.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void aLineOfAKnownSeriesAllocatesNothingHoweverManyRulesThereAre(int files) {
        List<String> names = Mappings.BUILT_IN.subList(0, files);
        taken = intake(Mappings.read(names, false, new ArrayList<>()));
        byte[] text =
                """
                truenas.nas01.system.load.load1 0.4200000 1755425000
                truenas.nas01.meminfo.total 32720123456.1234567 1755425000
                truenas.nas01.net.eno1.sent;host=nas -40.1 1755425000.5
                proxmox.uptime 812345 1755425000
                """
                        .getBytes(UTF_8);
        for (int i = 0; i < 20_000; i++) {
            takeAll(text);
        }
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 1000; i++) {
            takeAll(text);
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        // The measurement itself may cost a few hundred bytes; one per line would be 4000.
        assertThat(allocated).isLessThan(2000);
    }

    private void takeAll(byte[] text) {
        int from = 0;
        for (int at = 0; at < text.length; at++) {
            if (text[at] == '\n') {
                taken.take(text, from, at, PEER);
                from = at + 1;
            }
        }
        taken.clear();
    }
}
