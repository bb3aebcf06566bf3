package dev.ingot.processor;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.opentelemetry.sdk.resources.Resource;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FilterProcessorTest {
    private static final Origin NAS =
            Origin.of(Resource.create(Attributes.builder().put("host.name", "nas01").build()));

    @Test
    void logRecordsAreDroppedBySeverity() {
        kept("logs: {include: {severity_number: {min: WARN}}}", "w e");
        kept("logs: {include: {severity_number: {min: warn, match_undefined: true}}}", "w e u");
        kept("logs: {exclude: {severity_number: {min: ERROR}}}", "i w u");
        kept("logs: {exclude: {severity_texts: [warning]}}", "i e u");
    }

    @Test
    void logRecordsAreDroppedByTextAndAttributes() {
        kept("logs: {include: {bodies: [w, e]}}", "w e");
        kept("logs: {exclude: {match_type: regexp, bodies: ['^[we]$']}}", "i u");
        kept("logs: {include: {record_attributes: [{key: app, value: zed}]}}", "e");
        kept("logs: {exclude: {record_attributes: [{key: app}]}}", "i w u");
        kept("logs: {include: {resource_attributes: [{key: host.name, value: nas01}]}}", "e");
        kept("logs: {include: {bodies: [w], severity_texts: [info]}}", "");
    }

    @Test
    void whatIsDroppedIsCounted() {
        var passage = new Passage(FilterProcessor.TYPE, "logs: {exclude: {bodies: [w, e]}}");
        passage.pass(logs());
        assertThat(passage.counters())
                .isEqualTo("otelcol_processor_filter_logs_filtered{processor=filter} 2\n");
    }

    @Test
    void pointsAreDroppedByNameAndLabel() {
        points("metrics: {include: {metric_names: [cpu]}}", "cpu{host=a} cpu{host=b}");
        points("metrics: {exclude: {match_type: regexp, metric_names: ['^c']}}", "mem{host=a}");
        points("metrics: {exclude: {record_attributes: [{key: host, value: a}]}}", "cpu{host=b}");
        points("logs: {exclude: {bodies: [x]}}", "cpu{host=a} cpu{host=b} mem{host=a}");
    }

    @Test
    void whatIsWrongIsSaid() {
        assertThat(problems("logs: {include: {severity_number: {min: LOUD}}}"))
                .contains("`LOUD` is not a severity such as `INFO` or `ERROR2`");
        assertThat(problems("logs: {include: {match_type: regexp, bodies: ['(']}}"))
                .contains("`(` is not a regular expression");
        assertThat(problems("logs: {include: {record_attributes: [{value: x}]}}"))
                .contains("key: is required");
    }

    private static String problems(String yaml) {
        return Passage.problems(FilterProcessor.TYPE, yaml);
    }

    private static Logs logs() {
        return Logs.of(
                LogRecord.builder().body("i").severity(Severity.INFO, "info").build(),
                LogRecord.builder().body("w").severity(Severity.WARN, "warning").build(),
                LogRecord.builder()
                        .body("e")
                        .severity(Severity.ERROR3, "alert")
                        .origin(NAS)
                        .fields(Fields.builder().add("app", "zed").build())
                        .build(),
                LogRecord.builder().body("u").build());
    }

    private static void kept(String yaml, String bodies) {
        var passage = new Passage(FilterProcessor.TYPE, yaml);
        passage.pass(logs());
        String kept =
                passage.recorder.logs().stream()
                        .map(log -> String.valueOf(log.getBodyValue()))
                        .map(body -> body.replaceAll(".*\\{|\\}", ""))
                        .collect(Collectors.joining(" "));
        assertThat(kept).isEqualTo(bodies);
    }

    private static void points(String yaml, String series) {
        var points = new Points();
        points.add(series("cpu", "a"), 1, 1);
        points.addLong(series("cpu", "b"), 1, 2);
        points.addStale(series("mem", "a"), 1);
        var passage = new Passage(FilterProcessor.TYPE, yaml);
        passage.pass(points).pass(points);
        Points kept = passage.recorder.points();
        var text = new StringBuilder();
        for (int i = 0; i < kept.size() / 2; i++) {
            text.append(i == 0 ? "" : " ").append(kept.series(i));
        }
        assertThat(text).hasToString(series);
    }

    private static Series series(String name, String host) {
        return Series.of(Origin.NONE, Metric.gauge(name, "", ""), Labels.of("host", host));
    }
}
