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
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.sdk.resources.Resource;
import org.junit.jupiter.api.Test;

/// The collector's conditions, as `filter` takes them.
class FilterConditionsTest {
    private static final Origin NAS =
            Origin.of(Resource.create(Attributes.builder().put("host.name", "nas01").build()));

    private static final LogRecord LOG =
            LogRecord.builder()
                    .severity(Severity.WARN, "warning")
                    .body("pool \"tank\" is DEGRADED")
                    .origin(NAS)
                    .fields(
                            Fields.builder()
                                    .add("app", "zed")
                                    .add("facility", 4L)
                                    .add("load", 0.5)
                                    .add("up", true)
                                    .add("map", Value.of(KeyValue.of("a", Value.of("x"))))
                                    .build())
                    .build();

    @Test
    void pathsAreComparedWithValues() {
        isTrue("body == \"pool \\\"tank\\\" is DEGRADED\"");
        isTrue("log.severity_text != \"warn\"");
        isTrue("severity_number < SEVERITY_NUMBER_ERROR");
        isTrue("severity_number >= SEVERITY_NUMBER_WARN");
        isFalse("severity_number > 13");
        isTrue("attributes[\"app\"] == \"zed\"");
        isTrue("log.attributes[\"facility\"] <= 4");
        isTrue("attributes[\"facility\"] == 4.0");
        isTrue("0.25 < attributes[\"load\"]");
        isTrue("attributes[\"up\"] == true");
        isTrue("resource.attributes[\"host.name\"] == \"nas01\"");
        isTrue("\"a\" < \"b\"");
    }

    @Test
    void whatIsMissingIsNilAndWhatIsOfAnotherTypeIsDifferent() {
        isTrue("attributes[\"none\"] == nil");
        isTrue("attributes[\"app\"] != nil");
        isFalse("attributes[\"none\"] == \"zed\"");
        isTrue("attributes[\"none\"] != \"zed\"");
        isFalse("attributes[\"none\"] < 5");
        isFalse("attributes[\"facility\"] == \"4\"");
        isTrue("attributes[\"facility\"] != \"4\"");
        isFalse("attributes[\"facility\"] < \"5\"");
        isFalse("attributes[\"up\"] >= true");
        isFalse("attributes[\"map\"] == \"x\"");
    }

    @Test
    void patternsAreFoundAnywhereInWhateverIsText() {
        isTrue("IsMatch(body, \"DEGRADED|FAULTED\")");
        isFalse("IsMatch(body, \"^DEGRADED\")");
        isTrue("IsMatch(attributes[\"facility\"], \"^4$\")");
        isTrue("IsMatch(attributes[\"map\"], \"x\")");
        isFalse("IsMatch(attributes[\"none\"], \"\")");
        isTrue("IsMatch(body, \"\\\\bis\\\\b\")");
    }

    @Test
    void andBindsTighterThanOrAndNotTightest() {
        isTrue("true or true and false");
        isFalse("(true or true) and false");
        isTrue("not false and true");
        isFalse("not (false or true)");
        isTrue("not not true");
        isTrue("body == nil or (severity_number == 13 and not (attributes[\"app\"] == \"x\"))");
    }

    @Test
    void oneConditionOfSeveralIsEnough() {
        var passage =
                new Passage(
                        FilterProcessor.TYPE,
                        "log_conditions: ['log.body == nil', 'IsMatch(body, \"DEGRADED\")']");
        passage.pass(Logs.of(LOG, LogRecord.builder().body("fine").build()));
        assertThat(passage.recorder.size()).isEqualTo(1);
        assertThat(passage.counters())
                .isEqualTo("otelcol_processor_filter_logs_filtered{processor=filter} 1\n");
    }

    @Test
    void pointsAreDroppedByNameLabelAndResource() {
        assertThat(kept("metrics: {metric: ['name == \"cpu\"']}")).isEqualTo(1);
        assertThat(kept("metrics: {metric: ['IsMatch(metric.name, \"^c\")']}")).isEqualTo(1);
        assertThat(kept("metrics: {datapoint: ['attributes[\"host\"] == \"a\"']}")).isEqualTo(1);
        assertThat(
                        kept(
                                "metric_conditions: ['metric.name == \"cpu\" and"
                                        + " datapoint.attributes[\"host\"] == \"a\"']"))
                .isEqualTo(2);
        assertThat(kept("metrics: {metric: ['resource.attributes[\"host.name\"] == \"nas01\"']}"))
                .isZero();
    }

    @Test
    void whatIsNotUnderstoodIsSaidWithItsPlace() {
        problem(
                "severity_number = 9",
                "at 17 stands `=` instead of a path, a value or a comparison;");
        problem("bodi == 5", "at 1 stands `bodi` instead of one of `attributes[\"x\"]`, `body`,");
        problem("name == \"x\"", "at 1 stands `name` instead of one of");
        problem("IsString(body)", "at 1 stands `IsString` instead of one of");
        problem("body", "at 5 stands the end instead of a comparison such as `==`");
        problem("body == \"x", "at 9 stands `\"` instead of");
        problem("body == \"x\" body", "at 13 stands `body` instead of `and`, `or` or the end");
        problem("(body == \"x\"", "at 13 stands the end instead of `)`");
        problem("attributes == nil", "at 12 stands `==` instead of `[`");
        problem("attributes[x] == nil", "at 12 stands `x` instead of a name in quotes");
        problem("IsMatch(body, body)", "at 15 stands `body` instead of a pattern in quotes");
        problem("IsMatch(body, \"(\")", "`(` is not a regular expression: missing closing )");
        problem("body == \"\\d\"", "`\\d` is not an escape; a backslash is `\\\\`");
        problem("severity_number < SEVERITY_NUMBER_LOUD", "instead of a severity such as");
        problem("severity_number < 99999999999999999999", "instead of a number of 64 bits");
        problem("(".repeat(70) + "true" + ")".repeat(70), "is nested deeper than 64");
        problem("", "at 1 stands the end instead of one of");
        problem("body == nil", "");
    }

    private static void isTrue(String condition) {
        assertThat(dropped(condition)).as(condition).isTrue();
        assertThat(dropped("not (" + condition + ")")).as("not " + condition).isFalse();
    }

    private static void isFalse(String condition) {
        assertThat(dropped(condition)).as(condition).isFalse();
        assertThat(dropped("not (" + condition + ")")).as("not " + condition).isTrue();
    }

    private static String yaml(String condition) {
        return "logs: {log_record: ['" + condition + "']}";
    }

    private static boolean dropped(String condition) {
        var passage = new Passage(FilterProcessor.TYPE, yaml(condition));
        passage.pass(Logs.of(LOG));
        return passage.recorder.size() == 0;
    }

    private static int kept(String yaml) {
        var points = new Points(3);
        for (String text : new String[] {"cpu a", "cpu b", "mem a"}) {
            String[] words = text.split(" ", -1);
            Metric metric = Metric.gauge(words[0], "", "A gauge.");
            points.add(Series.of(NAS, metric, Labels.of("host", words[1])), 1, 1);
        }
        var passage = new Passage(FilterProcessor.TYPE, yaml);
        passage.pass(points);
        return passage.recorder.size();
    }

    private static void problem(String condition, String expected) {
        String problems = Passage.problems(FilterProcessor.TYPE, yaml(condition));
        if (expected.isEmpty()) {
            assertThat(problems).isEmpty();
        } else {
            assertThat(problems).contains("logs.log_record", expected);
        }
    }
}
