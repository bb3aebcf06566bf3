package dev.ingot.bench.load;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.zip.GZIPInputStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;
import okhttp3.Protocol;
import okio.Buffer;
import okio.ByteString;

/// The part of an [OtlpSink] that speaks gRPC without TLS, for collectors that cannot export
/// otherwise.
final class GrpcSink implements AutoCloseable {
    /// A flag and a length stand before every gRPC message.
    private static final int HEADER = 5;

    private static final byte[] EMPTY_MESSAGE = new byte[HEADER];

    private final MockWebServer server = new MockWebServer();

    /// @param taken told of every message and of what it holds
    GrpcSink(BiConsumer<ItemCount, byte[]> taken) throws IOException {
        server.setServerSocketFactory(new PromptListeners());
        server.setProtocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE));
        server.setDispatcher(
                new Dispatcher() {
                    @Override
                    public MockResponse dispatch(RecordedRequest request)
                            throws InterruptedException {
                        boolean logs = String.valueOf(request.getTarget()).contains("Logs");
                        taken.accept(logs ? ItemCount.LOGS : ItemCount.METRICS, message(request));
                        // The server remembers requests that nobody takes.
                        server.takeRequest(0, TimeUnit.NANOSECONDS);
                        return answer();
                    }
                });
        server.start(InetAddress.getLoopbackAddress(), 0);
    }

    /// `127.0.0.1` and the port.
    String address() {
        return "127.0.0.1:" + server.getPort();
    }

    private static byte[] message(RecordedRequest request) {
        ByteString body = request.getBody();
        if (body == null || body.size() < HEADER) {
            throw new IllegalArgumentException("a request without a message");
        }
        ByteBuffer bytes = body.asByteBuffer();
        boolean compressed = bytes.get() != 0;
        byte[] message = new byte[bytes.getInt()];
        bytes.get(message);
        return compressed ? expanded(message) : message;
    }

    private static byte[] expanded(byte[] message) {
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(message))) {
            return gzip.readAllBytes();
        } catch (IOException corrupt) {
            throw new IllegalArgumentException(corrupt);
        }
    }

    private static MockResponse answer() {
        return new MockResponse.Builder()
                .setHeader("Content-Type", "application/grpc")
                .body(new Buffer().write(EMPTY_MESSAGE))
                .trailers(Headers.of("grpc-status", "0"))
                .build();
    }

    @Override
    public void close() {
        server.close();
    }
}
