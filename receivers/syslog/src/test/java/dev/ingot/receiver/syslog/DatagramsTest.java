package dev.ingot.receiver.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.component.Context;
import dev.ingot.component.Sink;
import dev.ingot.telemetry.Telemetry;
import dev.ingot.testkit.Await;
import dev.ingot.testkit.Recorder;
import io.opentelemetry.api.common.Value;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// Datagrams on their way through a socket.
class DatagramsTest {
    /// Few enough for the smallest receive buffer.
    private static final int BURST = 100;

    @Test
    void theLongestDatagramArrivesWhole() throws IOException {
        String longest = "<13>a: " + "x".repeat(65_500);
        try (var station = new Station(Station.UDP)) {
            station.datagram(longest);
            assertThat(station.log().getBodyValue()).isEqualTo(Value.of(longest));
            assertThat(station.telemetry.text()).doesNotContain("rejected", "left_out");
        }
    }

    @Test
    void aStoppingReceiverHandsOnWhatHasArrived() throws Exception {
        var recorder = new Recorder();
        var reached = new CountDownLatch(1);
        var mayGoOn = new CountDownLatch(1);
        SyslogReceiver receiver =
                receiver((signal, whenFull) -> {
                    reached.countDown();
                    await(mayGoOn);
                    return recorder.accept(signal, whenFull);
                });
        receiver.start();
        try (var socket = new DatagramSocket()) {
            send(socket, receiver, 0);
            reached.await();
            for (int i = 1; i < BURST; i++) {
                send(socket, receiver, i);
            }
            Thread closer = Thread.ofPlatform().start(receiver::close);
            Await.until("close to wait", () -> closer.getState() == Thread.State.WAITING);
            mayGoOn.countDown();
            closer.join();
        }
        assertThat(recorder.logs())
                .hasSize(BURST)
                .extracting(log -> log.fields().value("message"))
                .startsWith("m0", "m1")
                .endsWith("m98", "m99")
                .doesNotHaveDuplicates();
    }

    /// Its close takes as long as it needs.
    private static SyslogReceiver receiver(Sink sink) {
        var clock = InstantSource.fixed(Sample.NOW);
        var tally = new Telemetry().tally();
        var context = new Context("syslog", sink, clock, tally, Duration.ofDays(1));
        return new SyslogReceiver(new Written(Station.UDP).config(), context);
    }

    private static void send(DatagramSocket from, SyslogReceiver to, int number)
            throws IOException {
        byte[] bytes = ("<13>a: m" + number).getBytes(StandardCharsets.US_ASCII);
        from.send(new DatagramPacket(bytes, bytes.length, to.udpAddress()));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }
}
