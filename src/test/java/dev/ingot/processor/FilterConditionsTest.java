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
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import org.junit.jupiter.api.Test;

/// The collector's conditions, as `filter` takes them.
class FilterConditionsTest {
    private static final Origin NAS =
            Origin.of(
                    Resource.create(Attributes.builder().put("host.name", "nas01").build()),
                    InstrumentationScopeInfo.builder("zfs").setVersion("2").build());

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
                                    .add("number", "81.5")
                                    .add(
                                            "map",
                                            Value.of(
                                                    KeyValue.of("a", Value.of("x")),
                                                    KeyValue.of(
                                                            "list",
                                                            Value.of(Value.of("y"), Value.of(5L)))))
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
    void textsAreLookedInto() {
        isTrue("HasPrefix(body, \"pool\")");
        isFalse("HasPrefix(body, \"tank\")");
        isTrue("HasSuffix(body, \"DEGRADED\")");
        isFalse("HasSuffix(attributes[\"none\"], \"\")");
        isFalse("HasPrefix(attributes[\"facility\"], \"4\")");
        isTrue("HasPrefix(String(attributes[\"facility\"]), \"4\")");
        isTrue("ToUpperCase(attributes[\"app\"]) == \"ZED\"");
        isTrue("ConvertCase(severity_text, \"upper\") == \"WARNING\"");
        isTrue("ToLowerCase(\"ÄB\") == \"äb\"");
        isTrue("ToLowerCase(attributes[\"none\"]) == nil");
    }

    @Test
    void typesAreAskedForAndChanged() {
        isTrue("IsString(body) and not IsString(severity_number)");
        isTrue("IsInt(severity_number) and not IsInt(attributes[\"load\"])");
        isTrue("IsDouble(attributes[\"load\"]) and not IsDouble(attributes[\"facility\"])");
        isTrue("IsBool(attributes[\"up\"]) and not IsBool(body)");
        isTrue("IsMap(attributes[\"map\"]) and not IsMap(attributes[\"map\"][\"list\"])");
        isTrue("IsList(attributes[\"map\"][\"list\"]) and not IsList(body)");
        isFalse("IsString(attributes[\"none\"])");
        isTrue("Double(attributes[\"number\"]) > 80");
        isTrue("Int(\"42\") == 42 and Int(attributes[\"load\"]) == 0 and Int(true) == 1");
        isTrue("Int(attributes[\"number\"]) == nil and Int(body) == nil");
        isTrue("String(attributes[\"none\"]) == nil");
    }

    @Test
    void lengthsAndListsAreRead() {
        isTrue("Len(attributes[\"app\"]) == 3");
        isTrue("Len(\"ä\") == 2");
        isTrue("Len(attributes[\"map\"]) == 2 and Len(attributes[\"map\"][\"list\"]) == 2");
        isTrue("Len(attributes[\"none\"]) == nil");
        isTrue("ContainsValue([\"sshd\", \"zed\"], attributes[\"app\"])");
        isFalse("ContainsValue([\"sshd\"], attributes[\"app\"])");
        isTrue("ContainsValue(attributes[\"map\"][\"list\"], 5)");
        isFalse("ContainsValue(attributes[\"map\"][\"list\"], \"5\")");
        isFalse("ContainsValue(body, \"pool\")");
    }

    @Test
    void keysLeadIntoMapsAndLists() {
        isTrue("attributes[\"map\"][\"a\"] == \"x\"");
        isTrue("attributes[\"map\"][\"list\"][1] == 5");
        isTrue("attributes[\"map\"][\"list\"][2] == nil");
        isTrue("attributes[\"map\"][0] == nil");
        isTrue("attributes[\"app\"][\"a\"] == nil");
        isTrue("attributes[\"none\"][\"a\"][\"b\"] == nil");
        isTrue("body[\"a\"] == nil");
    }

    @Test
    void theScopeIsTold() {
        isTrue("instrumentation_scope.name == \"zfs\" and scope.version == \"2\"");
        assertThat(kept("metrics: {metric: ['scope.name == \"zfs\"']}")).isZero();
    }

    @Test
    void metricsAreDroppedByTypeUnitAndDescription() {
        assertThat(kept("metrics: {metric: ['metric.type == METRIC_DATA_TYPE_GAUGE']}")).isZero();
        assertThat(kept("metrics: {metric: ['type == METRIC_DATA_TYPE_SUM']}")).isEqualTo(3);
        assertThat(kept("metrics: {datapoint: ['not metric.is_monotonic == true']}")).isZero();
        assertThat(kept("metrics: {metric: ['unit == \"\" and description != \"A gauge.\"']}"))
                .isEqualTo(3);
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
        problem("Concat(body)", "at 1 stands `Concat` instead of one of");
        problem("metric.unit == \"\"", "at 1 stands `metric.unit` instead of one of");
        problem("Len(body)", "at 10 stands the end instead of a comparison such as `==`");
        problem("IsString(body, 1)", "at 14 stands `,` instead of `)`");
        problem("HasPrefix(body)", "at 15 stands `)` instead of `,`");
        problem("ConvertCase(body, \"snake\") == nil", "at 19 stands `\"snake\"` instead of");
        problem("body[1.5] == nil", "at 6 stands `1.5` instead of a name in quotes or a place");
        problem("body[-1] == nil", "at 6 stands `-1` instead of a name in quotes or a place");
        problem("ContainsValue([], 1)", "at 16 stands `]` instead of one of");
        problem("Len(".repeat(70) + "body", "is nested deeper than 64");
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
