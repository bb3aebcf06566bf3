package dev.ingot.receiver.graphite;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ingot.component.Context;
import dev.ingot.telemetry.Telemetry;
import dev.ingot.testkit.Recorder;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;

/// A started receiver that writes down what arrives, and the peers that send to it.
final class Listening implements AutoCloseable {
    static final String BOTH =
            """
            tcp: {endpoint: "127.0.0.1:0"}
            udp: {endpoint: "127.0.0.1:0"}
            """;

    final Recorder recorder = new Recorder();
    final Telemetry telemetry = new Telemetry();
    final GraphiteReceiver receiver;

    Listening(GraphiteConfig config, InstantSource clock) throws IOException {
        var context =
                new Context(
                        "graphite",
                        recorder,
                        clock,
                        telemetry.tally("receiver", "graphite"),
                        Duration.ofSeconds(2));
        receiver = new GraphiteReceiver(config, context);
        receiver.start();
    }

    static Listening on(String yaml) throws IOException {
        return new Listening(new Written(yaml).config(), InstantSource.system());
    }

    Socket connect() throws IOException {
        return connect(receiver);
    }

    static Socket connect(GraphiteReceiver receiver) throws IOException {
        var address = receiver.tcpAddress();
        return new Socket(address.getAddress(), address.getPort());
    }

    /// Sends everything, finishes, and waits until the receiver has read it all.
    void converse(byte[] bytes) throws IOException {
        converse(receiver, bytes);
    }

    void converse(String text) throws IOException {
        converse(text.getBytes(UTF_8));
    }

    static void converse(GraphiteReceiver receiver, byte[] bytes) throws IOException {
        try (var socket = connect(receiver)) {
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
            if (socket.getInputStream().read() >= 0) {
                throw new IOException("the receiver answered");
            }
        }
    }

    static void datagram(GraphiteReceiver receiver, byte[] bytes) throws IOException {
        try (var socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(bytes, bytes.length, receiver.udpAddress()));
        }
    }

    /// Points and counters, as golden files hold them.
    String text() {
        return recorder.text() + telemetry.text();
    }

    @Override
    public void close() {
        receiver.close();
    }
}
