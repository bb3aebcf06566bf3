package dev.ingot.receiver.syslog;

import dev.ingot.component.Context;
import dev.ingot.component.Sink;
import dev.ingot.record.LogRecord;
import dev.ingot.telemetry.Telemetry;
import dev.ingot.testkit.Recorder;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// A started receiver on loopback, and what it received.
final class Station implements AutoCloseable {
    static final String TCP = "tcp: {listen_address: '127.0.0.1:0'}\n";
    static final String UDP = "udp: {listen_address: '127.0.0.1:0'}\n";

    final Recorder recorder = new Recorder();
    final Telemetry telemetry = new Telemetry();
    final SyslogReceiver receiver;

    Station(String yaml) throws IOException {
        this(yaml, InstantSource.fixed(Sample.NOW));
    }

    Station(String yaml, InstantSource clock) throws IOException {
        receiver = receiver(yaml, recorder, telemetry, clock);
        receiver.start();
    }

    static SyslogReceiver receiver(
            String yaml, Sink sink, Telemetry telemetry, InstantSource clock) {
        var tally = telemetry.tally("receiver", "syslog");
        var context = new Context("syslog", sink, clock, tally, Duration.ofSeconds(2));
        return new SyslogReceiver(new Written(yaml).config(), context);
    }

    Socket connect() throws IOException {
        return connect(receiver);
    }

    static Socket connect(SyslogReceiver receiver) throws IOException {
        var address = receiver.tcpAddress();
        return new Socket(address.getAddress(), address.getPort());
    }

    /// Sends everything over one connection and returns when the receiver has read it.
    void stream(String bytes) throws IOException {
        stream(receiver, bytes.getBytes(StandardCharsets.UTF_8));
    }

    static void stream(SyslogReceiver receiver, byte[] bytes) throws IOException {
        try (var socket = connect(receiver)) {
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
            if (socket.getInputStream().read() != -1) {
                throw new IOException("the receiver answered");
            }
        }
    }

    void datagram(String bytes) throws IOException {
        datagram(receiver, bytes.getBytes(StandardCharsets.UTF_8));
    }

    static void datagram(SyslogReceiver receiver, byte[] bytes) throws IOException {
        try (var socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(bytes, bytes.length, receiver.udpAddress()));
        }
    }

    List<LogRecord> logs(int records) {
        recorder.await(records);
        return recorder.logs();
    }

    LogRecord log() {
        return logs(1).getFirst();
    }

    @Override
    public void close() {
        receiver.close();
    }
}
