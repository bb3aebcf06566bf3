package dev.ingot.exporter.otlp;

import com.github.luben.zstd.ZstdInputStream;
import dev.ingot.testkit.Await;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLSocketFactory;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Headers;
import okhttp3.Protocol;
import okio.Buffer;
import okio.ByteString;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// An OTLP server that answers as told, and takes everything once it has nothing more to say.
final class Backend extends Dispatcher
        implements AutoCloseable, BeforeEachCallback, AfterEachCallback {
    static final String QUICK_RETRY =
            "retry_on_failure: {initial_interval: 10ms, max_interval: 50ms}";

    /// A success that is cut off by the end of its HTTP/2 stream, with the code INTERNAL_ERROR.
    static final MockResponse RESET =
            new MockResponse.Builder()
                    .code(200)
                    .body("0123456789")
                    .onResponseBody(new SocketEffect.CloseStream(2))
                    .build();

    private static final MockResponse BUSY = new MockResponse.Builder().code(503).build();
    private static final MockResponse CUT =
            new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build();

    final MockWebServer server = new MockWebServer();
    final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();
    private final Deque<MockResponse> answers = new ConcurrentLinkedDeque<>();
    private final List<ExportMetricsServiceRequest> metrics = new CopyOnWriteArrayList<>();
    private final List<ExportLogsServiceRequest> logs = new CopyOnWriteArrayList<>();
    volatile BooleanSupplier away = () -> false;
    volatile MockResponse usual = new MockResponse.Builder().code(200).build();

    Backend() {
        server.setDispatcher(this);
    }

    static Backend start() throws IOException {
        var backend = new Backend();
        backend.server.start();
        return backend;
    }

    static Backend start(int port) throws IOException {
        var backend = new Backend();
        backend.server.start(port);
        return backend;
    }

    /// One that speaks gRPC without TLS.
    static Backend startGrpc() throws IOException {
        var backend = new Backend();
        backend.usual = grpc(0, "", new byte[0]);
        backend.server.setProtocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE));
        backend.server.start();
        return backend;
    }

    /// One that speaks TLS.
    static Backend start(SSLSocketFactory tls) throws IOException {
        var backend = new Backend();
        backend.server.useHttps(tls);
        backend.server.start();
        return backend;
    }

    static MockResponse grpc(int status, String message, byte[] answer, String... trailers) {
        var frame = new Buffer().writeByte(0).writeInt(answer.length).write(answer);
        var more = new Headers.Builder().add("grpc-status", Integer.toString(status));
        if (!message.isEmpty()) {
            more.add("grpc-message", message);
        }
        for (int i = 0; i < trailers.length; i += 2) {
            more.add(trailers[i], trailers[i + 1]);
        }
        return new MockResponse.Builder()
                .code(200)
                .addHeader("Content-Type", "application/grpc")
                .body(frame)
                .trailers(more.build())
                .build();
    }

    String url() {
        return server.url("").toString().replaceAll("/$", "");
    }

    /// An exporter's configuration that leads here and does not wait long.
    OtlpConfig config(String more) {
        return Configs.http("endpoint: " + url() + "\n" + QUICK_RETRY + "\n" + more);
    }

    @Override
    public void beforeEach(ExtensionContext test) throws IOException {
        server.start();
    }

    @Override
    public void afterEach(ExtensionContext test) {
        close();
    }

    /// The answer to the next request that has none yet; the request itself is not taken.
    Backend then(MockResponse answer) {
        answers.add(answer);
        return this;
    }

    Backend then(int status, String body, String... headers) {
        var answer = new MockResponse.Builder().code(status).body(body);
        for (int i = 0; i < headers.length; i += 2) {
            answer.addHeader(headers[i], headers[i + 1]);
        }
        return then(answer.build());
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
        requests.add(request);
        MockResponse answer = answers.poll();
        if (answer != null) {
            return answer;
        }
        if (away.getAsBoolean()) {
            return requests.size() % 2 == 0 ? BUSY : CUT;
        }
        take(request);
        return usual;
    }

    private void take(RecordedRequest request) {
        ByteString body = request.getBody();
        byte[] bytes = expanded(body == null ? new byte[0] : body.toByteArray(), request);
        if (request.getTarget().contains("etrics")) {
            metrics.add(Decoded.metrics(bytes));
        } else {
            logs.add(Decoded.logs(bytes));
        }
    }

    private static byte[] expanded(byte[] body, RecordedRequest request) {
        boolean framed = "application/grpc".equals(request.getHeaders().get("Content-Type"));
        var in = new ByteArrayInputStream(body, framed ? 5 : 0, body.length);
        String encoding = framed ? "grpc-encoding" : "Content-Encoding";
        try {
            return switch (String.valueOf(request.getHeaders().get(encoding))) {
                case "gzip" -> new GZIPInputStream(in).readAllBytes();
                case "zstd" -> new ZstdInputStream(in).readAllBytes();
                default -> in.readAllBytes();
            };
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// All points, in order of arrival.
    List<NumberDataPoint> points() {
        var points = new ArrayList<NumberDataPoint>();
        for (var request : metrics) {
            request.getResourceMetricsList()
                    .forEach(resource ->
                            resource.getScopeMetrics(0)
                                    .getMetricsList()
                                    .forEach(metric -> points.addAll(Decoded.points(metric))));
        }
        return points;
    }

    /// The whole-number values of all points, in order of arrival.
    List<Long> values() {
        return points().stream().map(NumberDataPoint::getAsInt).toList();
    }

    /// All log records, in order of arrival.
    List<LogRecord> records() {
        var records = new ArrayList<LogRecord>();
        for (var request : logs) {
            request.getResourceLogsList()
                    .forEach(resource ->
                            records.addAll(resource.getScopeLogs(0).getLogRecordsList()));
        }
        return records;
    }

    /// The bodies of all log records, in order of arrival.
    List<String> bodies() {
        return records().stream().map(log -> log.getBody().getStringValue()).toList();
    }

    /// How many requests were taken.
    int taken() {
        return metrics.size() + logs.size();
    }

    void awaitValues(int count) {
        Await.until(count + " values, have " + values().size(), () -> values().size() >= count);
    }

    @Override
    public void close() {
        server.close();
    }
}
