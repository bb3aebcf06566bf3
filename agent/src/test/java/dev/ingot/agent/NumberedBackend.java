package dev.ingot.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/// An OTLP endpoint for points whose value is their number and whose time follows from it. Checks
/// every point, and which came again; is away or slow now and then.
final class NumberedBackend extends Dispatcher implements AutoCloseable {
    private static final long NANOS = 1_000_000_000L;

    private final MockWebServer server = new MockWebServer();
    private final Random random;
    private final long firstSecond;
    private final BitSet arrived = new BitSet();
    private final List<String> wrong = new ArrayList<>();
    private int repeatedRequests;
    private long newest = -1;
    private boolean calm;

    /// @param firstSecond the time of point 0; each other is a second later
    NumberedBackend(Random random, long firstSecond) throws IOException {
        this.random = random;
        this.firstSecond = firstSecond;
        server.setDispatcher(this);
        server.start();
    }

    /// Answers at once and takes everything, from now on.
    synchronized void calmDown() {
        calm = true;
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getPort();
    }

    @Override
    public synchronized MockResponse dispatch(RecordedRequest request) {
        if (!calm && random.nextInt(5) == 0) {
            return new MockResponse.Builder().code(503).build();
        }
        try {
            take(points(request));
        } catch (IOException broken) {
            wrong.add(broken.toString());
        }
        return new MockResponse.Builder()
                .code(200)
                .headersDelay(calm ? 0 : random.nextInt(10), TimeUnit.MILLISECONDS)
                .build();
    }

    private static List<NumberDataPoint> points(RecordedRequest request) throws IOException {
        byte[] body = request.getBody() == null ? new byte[0] : request.getBody().toByteArray();
        var expanded = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
        return ExportMetricsServiceRequest.parseFrom(expanded).getResourceMetricsList().stream()
                .flatMap(resource -> resource.getScopeMetricsList().stream())
                .flatMap(scope -> scope.getMetricsList().stream())
                .flatMap(metric -> metric.getGauge().getDataPointsList().stream())
                .toList();
    }

    /// A request is new, each point one further than the last, or as a whole one that came before.
    private void take(List<NumberDataPoint> points) {
        if (points.isEmpty()) {
            wrong.add("a request without points");
            return;
        }
        boolean again = arrived.get(number(points.getFirst()));
        repeatedRequests += again ? 1 : 0;
        for (NumberDataPoint point : points) {
            int number = number(point);
            boolean whole =
                    point.getTimeUnixNano() == (firstSecond + number) * NANOS
                            && arrived.get(number) == again
                            && (again || number > newest);
            if (!whole) {
                wrong.add((again ? "again " : "after " + newest + ": ") + point);
            }
            arrived.set(number);
            newest = Math.max(newest, number);
        }
    }

    private static int number(NumberDataPoint point) {
        return (int) (point.hasAsInt() ? point.getAsInt() : point.getAsDouble());
    }

    /// How many of the points from `first` on arrived before one is missing.
    synchronized int withoutGapFrom(int first) {
        return arrived.nextClearBit(first) - first;
    }

    synchronized int arrivedPoints() {
        return arrived.cardinality();
    }

    synchronized int repeatedRequests() {
        return repeatedRequests;
    }

    synchronized void assertAllWhole() {
        assertThat(wrong).as("damaged, mixed or out of order").isEmpty();
    }

    @Override
    public void close() {
        server.close();
    }
}
