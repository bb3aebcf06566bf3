package dev.ingot.receiver.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.component.Sink;
import dev.ingot.component.Verdict;
import dev.ingot.record.Points;
import dev.ingot.telemetry.SelfMetrics;
import dev.ingot.telemetry.Telemetry;
import dev.ingot.testkit.Await;
import java.io.ByteArrayOutputStream;
import java.lang.System.Logger.Level;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/// Messages of 300 bytes as fast as one sender on this machine can: nothing is lost, or it is
/// counted. `-Drate.seconds=` runs longer, and then logs the rate.
class SyslogRateTest {
    private static final long SECONDS = Long.getLong("rate.seconds", 0);
    private static final long NANOS = SECONDS == 0 ? 200_000_000 : SECONDS * 1_000_000_000;
    private static final int CHUNK = 200;

    private final LongAdder arrived = new LongAdder();
    private final Telemetry telemetry = new Telemetry();
    private final Sink sink =
            (signal, _) -> {
                arrived.add(signal.size());
                return Verdict.ACCEPTED;
            };

    private static String message() {
        String header = "<165>1 2026-01-02T03:04:05.123456Z nas01 zed 1234 ID47 - ";
        return (header + "pool tank is healthy and nothing happens ".repeat(8)).substring(0, 300);
    }

    @Test
    void overTcpNothingIsLost() throws Exception {
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < CHUNK; i++) {
            bytes.write(("300 " + message()).getBytes(StandardCharsets.US_ASCII));
        }
        SyslogReceiver receiver =
                Station.receiver(Station.TCP, sink, telemetry, InstantSource.system());
        receiver.start();
        long start = System.nanoTime();
        long sent = 0;
        try (var socket = Station.connect(receiver)) {
            while (System.nanoTime() - start < NANOS) {
                bytes.writeTo(socket.getOutputStream());
                sent += CHUNK;
            }
        }
        long all = sent;
        Await.until("all to arrive", Duration.ofSeconds(60), () -> arrived.sum() == all);
        tell("TCP", sent, start);
        receiver.close();
        assertThat(telemetry.text()).doesNotContain("rejected", "refused", "left_out");
    }

    @Test
    void overUdpWhatIsLostIsCounted() throws Exception {
        byte[] bytes = message().getBytes(StandardCharsets.US_ASCII);
        SyslogReceiver receiver =
                Station.receiver(Station.UDP, sink, telemetry, InstantSource.system());
        receiver.start();
        long start = System.nanoTime();
        long sent = 0;
        try (var socket = new DatagramSocket()) {
            var packet = new DatagramPacket(bytes, bytes.length, receiver.udpAddress());
            while (System.nanoTime() - start < NANOS) {
                socket.send(packet);
                sent++;
            }
        }
        long all = sent;
        Await.until(
                "all to arrive or to be counted as dropped",
                Duration.ofSeconds(60),
                () -> arrived.sum() + dropped() == all);
        tell("UDP, of which the kernel dropped " + dropped(), sent, start);
        receiver.close();
    }

    private long dropped() {
        var points = new Points();
        telemetry.collect(points, 0);
        for (int i = 0; i < points.size(); i++) {
            if (points.series(i).metric().equals(SelfMetrics.KERNEL_DROPS)) {
                return (long) points.value(i);
            }
        }
        return 0;
    }

    private static void tell(String transport, long messages, long start) {
        if (SECONDS > 0) {
            double seconds = (System.nanoTime() - start) / 1e9;
            String rate = Math.round(messages / seconds) + " messages/s";
            System.getLogger("rate").log(Level.INFO, transport + ": " + rate);
        }
    }
}
