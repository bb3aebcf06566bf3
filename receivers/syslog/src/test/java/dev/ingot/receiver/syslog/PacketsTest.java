package dev.ingot.receiver.syslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingot.component.Context;
import dev.ingot.component.Sink;
import dev.ingot.component.Verdict;
import dev.ingot.record.LogRecord;
import dev.ingot.record.Logs;
import dev.ingot.telemetry.Telemetry;
import io.opentelemetry.api.common.Value;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How datagrams are gathered into batches.
class PacketsTest {
    private static final InetSocketAddress HERE = new InetSocketAddress("127.0.0.1", 514);

    /// What IPv4 leaves of 65,535 bytes.
    private static final int LONGEST = 65_507;

    private final List<List<LogRecord>> batches = new ArrayList<>();
    private final Telemetry telemetry = new Telemetry();
    private Verdict verdict = Verdict.ACCEPTED;

    private final Packets packets =
            packets((signal, _) -> {
                var batch = new ArrayList<LogRecord>();
                ((Logs) signal).forEach(batch::add);
                batches.add(batch);
                return verdict;
            });

    private Packets packets(Sink sink) {
        var clock = InstantSource.fixed(Sample.NOW);
        var context = new Context("syslog", sink, clock, telemetry.tally(), Duration.ZERO);
        return new Packets(
                context,
                UdpOptions.standard(),
                HERE,
                Peer.Detail.ADDRESS,
                context.intake("udp"),
                MessageTableTest.records());
    }

    @Test
    void recordsOfSeveralSendersKeepTheirOrderAndTheirAddress() {
        var expected = new ArrayList<String>();
        for (int i = 0; i < 300; i++) {
            String address = "192.0.2." + (1 + i * 7 % 10);
            receive(packets, "<13>a: m" + i, address);
            expected.add("m" + i + " " + address);
        }
        assertThat(batches).isEmpty();
        packets.pause();
        assertThat(batches).hasSize(1);
        assertThat(batches.getFirst()).extracting(PacketsTest::shown).isEqualTo(expected);
    }

    @Test
    void aBatchEndsWithItsLastRecord() {
        for (int i = 0; i < 2050; i++) {
            receive(packets, "<13>a: m" + i, "192.0.2.1");
        }
        assertThat(sizes()).containsExactly(1024, 1024);
        packets.pause();
        assertThat(sizes()).containsExactly(1024, 1024, 2);
        assertThat(batches.stream().flatMap(List::stream))
                .extracting(log -> log.fields().value("message"))
                .startsWith("m0", "m1")
                .endsWith("m2048", "m2049")
                .doesNotHaveDuplicates();
    }

    @Test
    void messagesOfOneDatagramStayInOneBatch() {
        for (int i = 0; i < 1023; i++) {
            receive(packets, "<13>a: t", "192.0.2.1");
        }
        receive(packets, "<13>a: one\n<13>a: two\n<13>a: three", "192.0.2.1");
        assertThat(sizes()).containsExactly(1026);
        packets.pause();
        assertThat(sizes()).containsExactly(1026);
    }

    @Test
    void largeDatagramsEndABatchAfterAMebibyte() {
        String longest = "<13>a: " + "x".repeat(LONGEST - 7);
        for (int i = 0; i < 40; i++) {
            receive(packets, longest, "192.0.2.1");
        }
        assertThat(sizes()).containsExactly(17, 17);
        assertThat(batches.getLast().getLast().getBodyValue()).isEqualTo(Value.of(longest));
    }

    @Test
    void emptyAndBlankDatagramsAreNoRecords() {
        receive(packets, "", "192.0.2.1");
        receive(packets, " \r\n", "192.0.2.1");
        packets.pause();
        assertThat(batches).isEmpty();
        receive(packets, "<13>a: t", "192.0.2.1");
        receive(packets, "", "192.0.2.1");
        packets.pause();
        packets.pause();
        assertThat(sizes()).containsExactly(1);
    }

    @Test
    void whatIsRefusedIsCountedAndNotHandedOnAgain() {
        verdict = new Verdict.Refused("full");
        receive(packets, "<13>a: one", "192.0.2.1");
        receive(packets, "<13>a: two", "192.0.2.1");
        packets.pause();
        verdict = Verdict.ACCEPTED;
        receive(packets, "<13>a: three", "192.0.2.1");
        packets.pause();
        assertThat(sizes()).containsExactly(2, 1);
        assertThat(telemetry.text())
                .contains("otelcol_receiver_refused_log_records{transport=udp} 2")
                .contains("otelcol_receiver_accepted_log_records{transport=udp} 1");
    }

    @Test
    void aBugBehindThemDoesNotComeBackWithTheNextBatch() {
        Packets broken =
                packets((_, _) -> {
                    throw new IllegalStateException("a bug");
                });
        receive(broken, "<13>a: one", "192.0.2.1");
        assertThatThrownBy(broken::pause).hasMessage("a bug");
        broken.pause();
    }

    @Test
    void moreSendersThanAreRememberedAreToldApart() {
        for (int i = 0; i < 5000; i++) {
            receive(packets, "<13>a: m" + i, "10.0." + i / 200 + "." + i % 200);
        }
        packets.pause();
        receive(packets, "<13>a: m0", "10.0.0.0");
        packets.pause();
        assertThat(batches.stream().flatMap(List::stream))
                .hasSize(5001)
                .extracting(PacketsTest::shown)
                .contains("m0 10.0.0.0", "m4321 10.0.21.121", "m4999 10.0.24.199");
        assertThat(shown(batches.getLast().getFirst())).isEqualTo("m0 10.0.0.0");
    }

    private List<Integer> sizes() {
        return batches.stream().map(List::size).toList();
    }

    private static String shown(LogRecord log) {
        return log.fields().value("message") + " " + log.fields().value("net.peer.ip");
    }

    /// The bytes are overwritten afterwards, as the next datagram does.
    private static void receive(Packets packets, String datagram, String peer) {
        byte[] bytes = (datagram + "<13>what was here before").getBytes(StandardCharsets.US_ASCII);
        packets.receive(bytes, datagram.length(), new InetSocketAddress(peer, 514));
        Arrays.fill(bytes, (byte) 'z');
    }
}
