package dev.ingot.exporter.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.ingot.record.Logs;
import dev.ingot.record.Points;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Requests as another implementation reads them.
final class Decoded {
    static final long RECEIVED = 1_700_000_000_000_000_000L;

    private Decoded() {}

    static ExportMetricsServiceRequest metrics(byte[] request) {
        try {
            return ExportMetricsServiceRequest.parseFrom(request);
        } catch (InvalidProtocolBufferException broken) {
            throw new AssertionError("not a request", broken);
        }
    }

    static ExportLogsServiceRequest logs(byte[] request) {
        try {
            return ExportLogsServiceRequest.parseFrom(request);
        } catch (InvalidProtocolBufferException broken) {
            throw new AssertionError("not a request", broken);
        }
    }

    static ExportMetricsServiceRequest encoded(Points points, Identity identity) {
        return metrics(new OtlpMetricsEncoder(identity).encode(points, RECEIVED).toByteArray());
    }

    static ExportLogsServiceRequest encoded(Logs logs) {
        return logs(new OtlpLogsEncoder().encode(logs, RECEIVED).toByteArray());
    }

    /// One line a point, sorted: what the request says, whatever its order and nesting.
    static List<String> lines(ExportMetricsServiceRequest request) {
        var lines = new ArrayList<String>();
        for (ResourceMetrics resource : request.getResourceMetricsList()) {
            String origin =
                    sorted(resource.getResource().getAttributesList()) + resource.getSchemaUrl();
            for (var scope : resource.getScopeMetricsList()) {
                String prefix =
                        origin
                                + scope.getScope().getName()
                                + scope.getScope().getVersion()
                                + sorted(scope.getScope().getAttributesList())
                                + scope.getSchemaUrl();
                scope.getMetricsList().forEach(metric -> lines.addAll(lines(prefix, metric)));
            }
        }
        lines.sort(Comparator.naturalOrder());
        return lines;
    }

    private static List<String> lines(String prefix, Metric metric) {
        String head =
                prefix
                        + metric.getName()
                        + metric.getUnit()
                        + metric.getDescription()
                        + metric.getDataCase();
        if (metric.hasSum()) {
            head +=
                    metric.getSum().getAggregationTemporality()
                            + ""
                            + metric.getSum().getIsMonotonic();
        }
        var lines = new ArrayList<String>();
        for (NumberDataPoint point : points(metric)) {
            lines.add(
                    head
                            + sorted(point.getAttributesList())
                            + point.getStartTimeUnixNano()
                            + ' '
                            + point.getTimeUnixNano()
                            + ' '
                            + point.getValueCase()
                            + point.getAsInt()
                            + ' '
                            + Double.doubleToRawLongBits(point.getAsDouble())
                            + ' '
                            + point.getFlags());
        }
        return lines;
    }

    static List<NumberDataPoint> points(Metric metric) {
        return metric.hasSum()
                ? metric.getSum().getDataPointsList()
                : metric.getGauge().getDataPointsList();
    }

    private static String sorted(List<KeyValue> attributes) {
        return attributes.stream()
                .sorted(Comparator.comparing(KeyValue::getKey))
                .map(KeyValue::toString)
                .toList()
                .toString();
    }
}
