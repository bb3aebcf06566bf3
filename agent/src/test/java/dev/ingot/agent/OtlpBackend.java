package dev.ingot.agent;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/// An OTLP endpoint that is not ours: it decodes with the protocol's own classes and remembers what
/// came.
public final class OtlpBackend implements AutoCloseable {
    private final MockWebServer server = new MockWebServer();
    private final Map<String, Double> newest = new ConcurrentSkipListMap<>();
    private final List<LogRecord> logs = new CopyOnWriteArrayList<>();
    private final Set<Map<String, String>> logSources = ConcurrentHashMap.newKeySet();

    private final Consumer<Metric> also;

    public OtlpBackend() throws IOException {
        this(_ -> {});
    }

    /// @param also told of every metric of every request
    OtlpBackend(Consumer<Metric> also) throws IOException {
        this.also = also;
        server.setDispatcher(
                new Dispatcher() {
                    @Override
                    public MockResponse dispatch(RecordedRequest request) {
                        try {
                            take(request);
                            return new MockResponse.Builder().code(200).build();
                        } catch (IOException broken) {
                            return new MockResponse.Builder()
                                    .code(400)
                                    .body(broken.toString())
                                    .build();
                        }
                    }
                });
        server.start();
    }

    private void take(RecordedRequest request) throws IOException {
        byte[] body = request.getBody() == null ? new byte[0] : request.getBody().toByteArray();
        if ("gzip".equals(request.getHeaders().get("Content-Encoding"))) {
            body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
        }
        if (request.getUrl().encodedPath().endsWith("/v1/metrics")) {
            ExportMetricsServiceRequest.parseFrom(body).getResourceMetricsList().stream()
                    .flatMap(resource -> resource.getScopeMetricsList().stream())
                    .flatMap(scope -> scope.getMetricsList().stream())
                    .forEach(this::take);
        } else {
            for (ResourceLogs source :
                    ExportLogsServiceRequest.parseFrom(body).getResourceLogsList()) {
                logSources.add(labels(source.getResource().getAttributesList()));
                source.getScopeLogsList().forEach(scope -> logs.addAll(scope.getLogRecordsList()));
            }
        }
    }

    private void take(Metric metric) {
        also.accept(metric);
        var points =
                metric.hasSum()
                        ? metric.getSum().getDataPointsList()
                        : metric.getGauge().getDataPointsList();
        for (NumberDataPoint point : points) {
            double value = point.hasAsInt() ? point.getAsInt() : point.getAsDouble();
            newest.put(metric.getName() + labels(point.getAttributesList()), value);
        }
    }

    private static Map<String, String> labels(List<KeyValue> attributes) {
        var labels = new TreeMap<String, String>();
        attributes.forEach(pair -> labels.put(pair.getKey(), pair.getValue().getStringValue()));
        return labels;
    }

    public String endpoint() {
        return "http://127.0.0.1:" + server.getPort();
    }

    /// The newest value of every series, by `name{label=value, …}`.
    public Map<String, Double> newest() {
        return newest;
    }

    public List<LogRecord> logs() {
        return logs;
    }

    /// The attributes of every resource that a log record came from.
    public Set<Map<String, String>> logSources() {
        return logSources;
    }

    @Override
    public void close() {
        server.close();
    }
}
