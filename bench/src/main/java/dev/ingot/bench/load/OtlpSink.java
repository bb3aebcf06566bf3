package dev.ingot.bench.load;

import static java.util.Objects.requireNonNullElseGet;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// An OTLP backend, by HTTP and on demand by gRPC, that counts metric points and log records and
/// keeps nothing.
///
/// It looks into the messages only as far as it must to count, so that it leaves the processors to
/// what is measured.
public final class OtlpSink implements AutoCloseable {
    private static final int BUFFER = 1 << 16;
    private static final String THREADS = "sink-";

    private static final String GRPC_THREADS = "MockWebServer";

    /// The server's own thread.
    private static final String DISPATCHER = "HTTP-Dispatcher";

    private final HttpServer server;
    private final ExecutorService threads =
            Executors.newCachedThreadPool(Thread.ofPlatform().name(THREADS, 1).factory());

    /// Room for messages, as they are, so that none has to be made for every one.
    private final Queue<byte[]> buffers = new ConcurrentLinkedQueue<>();

    private @Nullable GrpcSink grpc;

    private final AtomicLong items = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private volatile long lastNanos = System.nanoTime();

    /// @param port 0 for any free one
    public OtlpSink(int port) throws IOException {
        server =
                HttpServer.create(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 64);
        server.setExecutor(threads);
        server.createContext("/v1/metrics", exchange -> take(exchange, ItemCount.METRICS));
        server.createContext("/v1/logs", exchange -> take(exchange, ItemCount.LOGS));
        server.start();
    }

    /// What `$OTEL_EXPORTER_OTLP_ENDPOINT` is set to.
    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// Listens for gRPC too and says where: `127.0.0.1:4317`. Needs the libraries of the class
    /// path.
    public String grpcAddress() throws IOException {
        GrpcSink listening = grpc;
        if (listening == null) {
            listening = new GrpcSink((kind, message) -> count(kind, message, message.length));
            grpc = listening;
        }
        return listening.address();
    }

    /// How many points and records have come.
    public long items() {
        return items.get();
    }

    /// The size of the messages, as they are before compression.
    public long bytes() {
        return bytes.get();
    }

    /// When the last item came, as `System.nanoTime()`.
    public long lastNanos() {
        return lastNanos;
    }

    /// The processor time of the threads that take messages and answer.
    public Duration cpu() {
        var threads = ManagementFactory.getThreadMXBean();
        return Duration.ofNanos(
                Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                        .filter(Objects::nonNull)
                        .filter(thread ->
                                thread.getThreadName().startsWith(THREADS)
                                        || thread.getThreadName().startsWith(GRPC_THREADS)
                                        || thread.getThreadName().equals(DISPATCHER))
                        .mapToLong(thread -> threads.getThreadCpuTime(thread.getThreadId()))
                        .filter(nanos -> nanos > 0)
                        .sum());
    }

    private void take(HttpExchange exchange, ItemCount kind) throws IOException {
        try (exchange) {
            InputStream in = exchange.getRequestBody();
            if ("gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
                byte[] message = new GZIPInputStream(in, BUFFER).readAllBytes();
                count(kind, message, message.length);
            } else {
                byte[] message = requireNonNullElseGet(buffers.poll(), () -> new byte[BUFFER]);
                int length = 0;
                for (int read = 0;
                        read >= 0;
                        read = in.read(message, length, message.length - length)) {
                    length += read;
                    if (length == message.length) {
                        message = Arrays.copyOf(message, 2 * length);
                    }
                }
                count(kind, message, length);
                buffers.add(message);
            }
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private void count(ItemCount kind, byte[] message, int length) {
        items.addAndGet(kind.of(message, length));
        bytes.addAndGet(length);
        lastNanos = System.nanoTime();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        if (grpc != null) {
            grpc.close();
        }
    }
}
