package dev.ingot.exporter.prometheus;

import static dev.ingot.exporter.prometheus.Bridges.SIZE;
import static dev.ingot.exporter.prometheus.Bridges.series;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.record.Points;
import dev.ingot.telemetry.SelfMetrics;
import dev.ingot.testkit.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients that ask and do not read. An answer is larger than what sockets hold between them.
class SlowClientTest {
    private static final int SERIES = 60_000;
    private static final String PADDING = "x".repeat(200);

    private static Served full() throws IOException {
        var served = new Served("");
        var points = new Points(SERIES);
        for (int i = 0; i < SERIES; i++) {
            points.add(series(SIZE, "i", PADDING + i), Served.nowNanos(), i);
        }
        return served.accept(points);
    }

    /// Clients that have asked, and read no more than the first byte of an answer.
    private static List<Socket> stuck(Served served, int clients) throws IOException {
        var sockets = new ArrayList<Socket>();
        byte[] request =
                "GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                        .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < clients; i++) {
            var socket = new Socket(InetAddress.getLoopbackAddress(), served.port());
            socket.getOutputStream().write(request);
            sockets.add(socket);
        }
        for (Socket socket : sockets) {
            assertThat(socket.getInputStream().read()).isEqualTo('H');
        }
        return sockets;
    }

    /// The answer must come while all the others still wait to be read: their 30 s are not over
    /// when it does, since the client gives up before.
    @ParameterizedTest
    @ValueSource(ints = {8, 16, 64})
    void othersAreServedAndPointsAreTakenMeanwhile(int silent) throws Exception {
        try (var served = full()) {
            List<Socket> stuck = stuck(served, silent);
            served.put(series(SIZE, "i", "new"), 7);
            assertThat(served.text("/metrics")).contains("pool_size_bytes{i=\"new\"} 7\n");
            for (Socket socket : stuck) {
                socket.close();
            }
        }
    }

    @Test
    void whoIsCutOffIsCountedAndSeesThatTheAnswerIsTorn() throws Exception {
        try (var served = full()) {
            int silent = Turns.AT_ONCE + 4;
            List<Socket> stuck = stuck(served, silent);
            Await.until("four to be cut off", () -> cut(served) >= 4);
            int torn = 0;
            for (Socket socket : stuck) {
                torn += isTorn(socket) ? 1 : 0;
            }
            assertThat(torn).isEqualTo(cut(served)).isLessThan(silent);
        }
    }

    private static int cut(Served served) {
        var points = new Points();
        served.telemetry.collect(points, 0);
        for (int i = 0; i < points.size(); i++) {
            if (points.series(i).metric().equals(SelfMetrics.CUT_REQUESTS)) {
                return (int) points.value(i);
            }
        }
        return 0;
    }

    /// Reads the rest of an answer.
    private static boolean isTorn(Socket socket) throws IOException {
        try (socket) {
            byte[] rest = socket.getInputStream().readAllBytes();
            String end = new String(rest, Math.max(0, rest.length - 5), 5, StandardCharsets.UTF_8);
            return !end.equals("0\r\n\r\n");
        } catch (SocketException reset) {
            return true;
        }
    }

    @Test
    void closingDoesNotWaitForThem() throws Exception {
        var served = full();
        List<Socket> stuck = stuck(served, 3);
        served.close();
        assertThat(served.telemetry.text()).as("their time was not over").doesNotContain("timeout");
        Await.until(
                "no thread of the exporter",
                () ->
                        Thread.getAllStackTraces().keySet().stream()
                                .noneMatch(thread -> thread.getName().startsWith("prometheus")));
        for (Socket socket : stuck) {
            socket.close();
        }
    }
}
