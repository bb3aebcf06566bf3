package dev.ingot.receiver.graphite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.telemetry.Telemetry;
import dev.ingot.testkit.Await;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class SendersTest {
    private static final String CONFIG =
            Listening.BOTH
                    + """
                    pickle: {endpoint: "127.0.0.1:0"}
                    allow: [127.0.0.0/24]
                    mapping: [src/test/resources/senders.yaml]
                    """;

    /// All of 127.0.0.0/8 is this machine.
    private static void tcp(SocketAddress to, String from, byte[] bytes) throws Exception {
        try (var socket = new Socket()) {
            socket.bind(new InetSocketAddress(from, 0));
            socket.connect(to);
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    private static void udp(SocketAddress to, String from, String text) throws Exception {
        byte[] bytes = text.getBytes(UTF_8);
        try (var socket = new DatagramSocket(new InetSocketAddress(from, 0))) {
            socket.send(new DatagramPacket(bytes, bytes.length, to));
        }
    }

    private static List<String> counted(Telemetry telemetry) {
        return telemetry
                .text()
                .lines()
                .filter(line -> line.startsWith("ingot_receiver_source_"))
                .map(line -> line.replace("receiver=graphite, ", ""))
                .toList();
    }

    @Test
    void everySendersGoodSamplesAndRejectedLinesAreCountedWhateverTheTransport() throws Exception {
        byte[] pickle = "\0\0\0\37(lp0\n(S'a.b'\n(I1\nF1.5\nttp1\na.".getBytes(UTF_8);
        pickle[3] = (byte) (pickle.length - 4);
        try (var listening = Listening.on(CONFIG)) {
            var receiver = listening.receiver;
            tcp(receiver.tcpAddress(), "127.0.0.2", "a 1\nb 2\nbad\n".getBytes(UTF_8));
            tcp(receiver.tcpAddress(), "127.0.0.3", "unwanted 1\na 3\n".getBytes(UTF_8));
            tcp(receiver.pickleAddress(), "127.0.0.2", pickle);
            tcp(receiver.tcpAddress(), "127.0.1.1", "stranger 1\n".getBytes(UTF_8));
            udp(receiver.udpAddress(), "127.0.0.3", "a 4\nworse\n");
            Await.until(
                    "the datagram", () -> counted(listening.telemetry).toString().contains("3} 1"));
            assertThat(counted(listening.telemetry))
                    .containsExactly(
                            "ingot_receiver_source_rejected_total{source=127.0.0.2} 1",
                            "ingot_receiver_source_rejected_total{source=127.0.0.3} 1",
                            "ingot_receiver_source_samples_total{source=127.0.0.2} 3",
                            "ingot_receiver_source_samples_total{source=127.0.0.3} 3");
        }
    }
}
