package dev.ingot.bench.graphite;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;

/// An OTLP/HTTP backend that counts metric points and keeps nothing.
///
/// It looks into the messages only as far as it must to count, so that it leaves the processors to
/// what is measured.
final class OtlpSink implements AutoCloseable {
    private static final int LENGTH_DELIMITED = 2;

    /// Down to a data point: resource_metrics, scope_metrics, metrics, gauge or sum, data_points.
    private static final int DEPTH = 5;

    private final HttpServer server;
    private final AtomicLong points = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private volatile long lastNanos = System.nanoTime();

    OtlpSink(int port) throws IOException {
        server =
                HttpServer.create(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 64);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/metrics", this::take);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    long points() {
        return points.get();
    }

    long bytes() {
        return bytes.get();
    }

    /// When the last point came, as `System.nanoTime()`.
    long lastNanos() {
        return lastNanos;
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            InputStream body = exchange.getRequestBody();
            byte[] message = (gzip ? new GZIPInputStream(body, 1 << 16) : body).readAllBytes();
            points.addAndGet(count(message, 0, message.length, 0));
            bytes.addAndGet(message.length);
            lastNanos = System.nanoTime();
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    /// The points in `message[from, to)`, a message that lies `depth` levels down.
    static long count(byte[] message, int from, int to, int depth) {
        if (depth == DEPTH) {
            return 1;
        }
        long found = 0;
        int at = from;
        while (at < to) {
            int tag = message[at++] & 0xFF;
            if ((tag & 7) != LENGTH_DELIMITED) {
                at = skip(message, at, tag & 7);
                continue;
            }
            int length = 0;
            int shift = 0;
            byte part;
            do {
                part = message[at++];
                length |= (part & 0x7F) << shift;
                shift += 7;
            } while (part < 0);
            if (isPath(depth, tag >>> 3)) {
                found += count(message, at, at + length, depth + 1);
            }
            at += length;
        }
        return found;
    }

    private static boolean isPath(int depth, int field) {
        return switch (depth) {
            case 0 -> field == 1;
            case 1, 2 -> field == 2;
            case 3 -> field == 5 || field == 7;
            default -> field == 1;
        };
    }

    private static int skip(byte[] message, int from, int wireType) {
        return switch (wireType) {
            case 1 -> from + 8;
            case 5 -> from + 4;
            default -> {
                int at = from;
                while (message[at] < 0) {
                    at++;
                }
                yield at + 1;
            }
        };
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
