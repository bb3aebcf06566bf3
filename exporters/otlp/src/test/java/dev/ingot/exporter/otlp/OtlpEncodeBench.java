package dev.ingot.exporter.otlp;

import dev.ingot.record.Fields;
import dev.ingot.record.Labels;
import dev.ingot.record.LogRecord;
import dev.ingot.record.Logs;
import dev.ingot.record.Metric;
import dev.ingot.record.Origin;
import dev.ingot.record.Points;
import dev.ingot.record.Series;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.resources.Resource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Records to OTLP bytes, ours and the SDK's. An operation is one point or log record.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-Xmx1g"})
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class OtlpEncodeBench {
    static final int POINTS = 8000;
    static final int RECORDS = 1000;

    private static final Origin ORIGIN =
            Origin.of(
                    Resource.create(
                            Attributes.builder()
                                    .put("service.name", "graphite")
                                    .put("service.instance.id", "nas01")
                                    .build()));

    private final Points manyMetrics = points(100);
    private final Points oneMetric = points(1);
    private final Logs logs = makeLogs();
    private final Collection<MetricData> manyMetricData = manyMetrics.metricData();
    private final Collection<MetricData> oneMetricData = oneMetric.metricData();
    private final List<LogRecordData> logData = List.copyOf(logs.logRecordData());
    private final OtlpMetricsEncoder flat = new OtlpMetricsEncoder(Identity.FLAT);
    private final OtlpMetricsEncoder resource = new OtlpMetricsEncoder(Identity.RESOURCE);
    private final OtlpLogsEncoder logsEncoder = new OtlpLogsEncoder();
    private final StockExporter stock = new StockExporter(MemoryMode.IMMUTABLE_DATA);
    private final StockExporter stockReusing = new StockExporter(MemoryMode.REUSABLE_DATA);

    @Benchmark
    @OperationsPerInvocation(POINTS)
    public int metricsOfHundred() {
        return flat.encode(manyMetrics, 1).size();
    }

    @Benchmark
    @OperationsPerInvocation(POINTS)
    public int metricsOfHundredWithResource() {
        return resource.encode(manyMetrics, 1).size();
    }

    @Benchmark
    @OperationsPerInvocation(POINTS)
    public int metricsOfHundredStock() {
        return stock.export(manyMetricData);
    }

    @Benchmark
    @OperationsPerInvocation(POINTS)
    public int metricsOfHundredStockReusing() {
        return stockReusing.export(manyMetricData);
    }

    @Benchmark
    @OperationsPerInvocation(POINTS)
    public int metricsOfOne() {
        return flat.encode(oneMetric, 1).size();
    }

    @Benchmark
    @OperationsPerInvocation(POINTS)
    public int metricsOfOneStock() {
        return stock.export(oneMetricData);
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public int logs() {
        return logsEncoder.encode(logs, 1).size();
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public int logsStock() {
        return stock.exportLogs(logData);
    }

    /// Points of all metrics in turn, as lines arrive.
    static Points points(int metrics) {
        var all = new ArrayList<Metric>();
        for (int i = 0; i < metrics; i++) {
            all.add(Metric.gauge("truenas_metric_" + i, "By", "What metric " + i + " says."));
        }
        var points = new Points();
        for (int i = 0; i < POINTS; i++) {
            var labels =
                    Labels.of(
                            "device",
                            "sd" + i,
                            "host",
                            "nas01",
                            "pool",
                            "tank",
                            "vdev",
                            "raidz1-0");
            points.add(
                    Series.of(ORIGIN, all.get(i % metrics), labels),
                    1_700_000_000_000_000_000L + i,
                    i * 1.5);
        }
        return points;
    }

    private static Logs makeLogs() {
        var logs = new Logs();
        for (int i = 0; i < RECORDS; i++) {
            logs.add(
                    LogRecord.builder()
                            .origin(ORIGIN)
                            .timeNanos(1_700_000_000_000_000_000L + i)
                            .observedNanos(1_700_000_000_000_000_000L + i)
                            .severity(Severity.INFO, "info")
                            .body(
                                    "pam_unix(sshd:session): session opened for user admin(uid=1000)"
                                            + " by (uid=0), session number "
                                            + i)
                            .fields(
                                    Fields.builder()
                                            .add("appname", "sshd")
                                            .add("proc_id", "12345")
                                            .add("hostname", "nas01")
                                            .add("priority", 86L)
                                            .build())
                            .build());
        }
        return logs;
    }
}
