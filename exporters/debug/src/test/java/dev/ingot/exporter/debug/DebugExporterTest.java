package dev.ingot.exporter.debug;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.component.Verdict;
import dev.ingot.component.WhenFull;
import dev.ingot.config.ManualSection;
import dev.ingot.exporter.debug.DebugConfig.Output;
import dev.ingot.exporter.debug.DebugConfig.Verbosity;
import dev.ingot.record.Fields;
import dev.ingot.record.Labels;
import dev.ingot.record.LogRecord;
import dev.ingot.record.Logs;
import dev.ingot.record.Metric;
import dev.ingot.record.Origin;
import dev.ingot.record.Points;
import dev.ingot.record.Series;
import dev.ingot.record.Signal;
import dev.ingot.testkit.Golden;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.sdk.resources.Resource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DebugExporterTest {
    private static final Origin NAS =
            Origin.of(
                    Resource.create(Attributes.builder().put("service.name", "graphite").build()));
    private static final long NOON = 1_795_262_400_000_000_000L;

    private static String shown(Verbosity verbosity, Signal signal) {
        var bytes = new ByteArrayOutputStream();
        var exporter =
                new DebugExporter(
                        new DebugConfig(verbosity, Output.STDOUT),
                        new PrintStream(bytes, true, UTF_8));
        exporter.start();
        assertThat(exporter.accept(signal, WhenFull.PUSH_BACK)).isEqualTo(Verdict.ACCEPTED);
        exporter.close();
        return bytes.toString(UTF_8);
    }

    private static Points points() {
        var points = new Points();
        var load = Series.of(NAS, Metric.gauge("load", "", ""), Labels.of("host", "nas\u001b[31m"));
        points.add(load, NOON, 0.42);
        points.addLong(
                Series.of(Origin.NONE, Metric.counter("up_total", "", ""), Labels.EMPTY), NOON, 7);
        points.addStale(load, NOON);
        return points;
    }

    private static Logs logs() {
        return Logs.of(
                LogRecord.builder()
                        .origin(NAS)
                        .timeNanos(NOON)
                        .severity(Severity.INFO, "info")
                        .body("two\nlines")
                        .fields(
                                Fields.builder()
                                        .add("appname", "sshd")
                                        .add("priority", 14L)
                                        .build())
                        .build());
    }

    @Test
    void aPointIsALine() {
        assertThat(shown(Verbosity.NORMAL, points()))
                .isEqualTo(
                        """
                        2026-11-21T12:00:00Z load{host="nas\\x1b[31m",job="graphite"} 0.42
                        2026-11-21T12:00:00Z up_total 7
                        2026-11-21T12:00:00Z load{host="nas\\x1b[31m",job="graphite"} (ended)
                        """);
    }

    @Test
    void aLogRecordIsALine() {
        assertThat(shown(Verbosity.NORMAL, logs()))
                .isEqualTo("2026-11-21T12:00:00Z info \"two\\nlines\" appname=sshd priority=14\n");
    }

    @Test
    void basicIsALineABatch() {
        assertThat(shown(Verbosity.BASIC, points())).isEqualTo("metrics: 3 metric points\n");
        assertThat(shown(Verbosity.BASIC, logs())).isEqualTo("logs: 1 log records\n");
    }

    @Test
    void detailedShowsTheResource() {
        assertThat(shown(Verbosity.DETAILED, logs())).contains("service.name=\"graphite\"");
        assertThat(shown(Verbosity.DETAILED, points()))
                .contains("GAUGE {service.name=\"graphite\"}");
    }

    @Test
    void theReadmeHasTheOptions() throws IOException {
        var manual = new ManualSection();
        DebugConfig.read(manual);
        Golden.checkBetweenMarkers(Path.of("README.md"), "options", manual.markdown());
    }
}
