package dev.ingot.exporter.prometheus;

import static dev.ingot.exporter.prometheus.Bridges.SIZE;
import static dev.ingot.exporter.prometheus.Bridges.series;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.record.Points;
import dev.ingot.testkit.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

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

    private static List<Socket> stuck(Served served, int clients) throws IOException {
        var sockets = new ArrayList<Socket>();
        byte[] request =
                "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.UTF_8);
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

    @Test
    void othersAreServedAndPointsAreTakenMeanwhile() throws Exception {
        try (var served = full()) {
            List<Socket> stuck = stuck(served, 8);
            served.put(series(SIZE, "i", "new"), 7);
            assertThat(served.text("/metrics")).contains("pool_size_bytes{i=\"new\"} 7\n");
            for (Socket socket : stuck) {
                socket.close();
            }
        }
    }

    @Test
    void closingDoesNotWaitForThem() throws Exception {
        var served = full();
        List<Socket> stuck = stuck(served, 3);
        long before = System.nanoTime();
        served.close();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
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
