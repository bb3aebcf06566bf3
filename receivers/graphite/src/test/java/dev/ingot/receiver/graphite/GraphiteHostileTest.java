package dev.ingot.receiver.graphite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.testkit.Await;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Whatever a peer does, it is counted, memory stays bounded and the next good line works.
class GraphiteHostileTest {
    private static final int MEBIBYTE = 1 << 20;

    private static void goodLineWorks(Listening listening) throws Exception {
        int before = listening.recorder.size();
        listening.converse("still.good 1 1700000000\n");
        listening.recorder.await(before + 1);
    }

    @Test
    void aLineOfAMebibyteIsCountedOnceAndSkipped() throws Exception {
        try (var listening = Listening.on(Listening.BOTH)) {
            var text = "first 1 1700000000\n" + "x".repeat(MEBIBYTE) + "\nlast 1 1700000000\n";
            listening.converse(text);
            assertThat(listening.recorder.size()).isEqualTo(2);
            assertThat(listening.telemetry.text()).contains("reason=too_long", "tcp} 1\n");
            goodLineWorks(listening);
        }
    }

    @Test
    void binaryGarbageIsCountedLineByLine() throws Exception {
        try (var listening = Listening.on(Listening.BOTH)) {
            byte[] garbage = new byte[MEBIBYTE];
            new Random(7).nextBytes(garbage);
            listening.converse(garbage);
            assertThat(listening.telemetry.text()).contains("reason=path");
            goodLineWorks(listening);
            Listening.datagram(listening.receiver, java.util.Arrays.copyOf(garbage, 8000));
            goodLineWorks(listening);
        }
    }

    @Test
    void aConnectionThatIsResetLosesNoLineBeforeIt() throws Exception {
        try (var listening = Listening.on(Listening.BOTH)) {
            try (var socket = listening.connect()) {
                socket.getOutputStream().write("one 1 1700000000\ntwo 2 17".getBytes(UTF_8));
                listening.recorder.await(1);
                socket.setSoLinger(true, 0);
            }
            goodLineWorks(listening);
            assertThat(listening.recorder.text()).contains("one{").doesNotContain("two{");
        }
    }

    @Test
    void aLineInManyPiecesIsOneLine() throws Exception {
        try (var listening = Listening.on(Listening.BOTH);
                var socket = listening.connect()) {
            socket.setTcpNoDelay(true);
            for (byte piece : "in.pieces 1.25 1700000000\n".getBytes(UTF_8)) {
                socket.getOutputStream().write(piece);
                socket.getOutputStream().flush();
            }
            listening.recorder.await(1);
            assertThat(listening.recorder.text()).contains("in_pieces{job=graphite} 1.25 @");
        }
    }

    @Test
    void aSilentHalfClosedConnectionEnds() throws Exception {
        try (var listening = Listening.on(Listening.BOTH);
                var socket = listening.connect()) {
            socket.getOutputStream().write("a 1 1700000000".getBytes(UTF_8));
            socket.shutdownOutput();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            assertThat(listening.recorder.size()).isEqualTo(1);
        }
    }

    @Test
    void aSilentConnectionIsClosed() throws Exception {
        try (var listening = Listening.on("tcp: {endpoint: '127.0.0.1:0', idle_timeout: 50ms}");
                var socket = listening.connect()) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            Await.until(
                    "the connection to be counted",
                    () -> listening.telemetry.text().contains("reason=idle"));
        }
    }

    @Test
    void aThousandIdleConnectionsCostLittleAndHinderNobody() throws Exception {
        try (var listening =
                Listening.on("tcp: {endpoint: '127.0.0.1:0', max_connections: 1001}")) {
            long before = usedMemory();
            List<Socket> idle = new ArrayList<>();
            try {
                for (int i = 0; i < 1000; i++) {
                    var socket = listening.connect();
                    idle.add(socket);
                    socket.getOutputStream().write(("c" + i + " 1 1700000000\n").getBytes(UTF_8));
                }
                listening.recorder.await(1000);
                goodLineWorks(listening);
                assertThat(usedMemory() - before).isLessThan(64L * MEBIBYTE);
            } finally {
                for (Socket socket : idle) {
                    socket.close();
                }
            }
        }
    }

    @Test
    void oneConnectionTooManyIsClosedAndCounted() throws Exception {
        try (var listening = Listening.on("tcp: {endpoint: '127.0.0.1:0', max_connections: 1}");
                var first = listening.connect()) {
            first.getOutputStream().write("a 1 1700000000\n".getBytes(UTF_8));
            listening.recorder.await(1);
            try (var second = listening.connect()) {
                assertThat(second.getInputStream().read()).isEqualTo(-1);
            }
            first.getOutputStream().write("a 2 1700000001\n".getBytes(UTF_8));
            listening.recorder.await(2);
            assertThat(listening.telemetry.text()).contains("reason=limit");
        }
    }

    private static long usedMemory() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
