package dev.ingot.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.record.Fields;
import dev.ingot.record.LogRecord;
import io.opentelemetry.api.logs.Severity;
import org.junit.jupiter.api.Test;

class ParseProcessorTest {
    @Test
    void jsonBecomesAttributesWithDotsWhereItIsNested() {
        parses(
                "",
                "{\"a\":\"x\",\"n\":1,\"f\":1.5,\"b\":true,\"o\":{\"p\":{\"q\":2}},\"l\":[1,\"x\"],\"z\":null}",
                "{a=x, n=1, f=1.5, b=true, o.p.q=2, l=[1,\"x\"]}");
        parses("", "@cee: {\"a\":1}", "{a=1}");
        parses("flatten: false", "{\"o\":{\"p\":2}}", "{o={\"p\":2}}");
        parses("prefix: app.", "{\"a\":1}", "{app.a=1}");
        parses(
                "",
                "{\"big\":123456789012345678901234567890}",
                "{big=123456789012345678901234567890}");
        parses("", "{\"a\":1} and more", "{a=1}");
    }

    @Test
    void whatIsNoJsonOrTooMuchOfItIsLeftAlone() {
        parses("", "{\"a\":", "{}");
        parses("", "[1,2]", "{}");
        parses("max_depth: 2", "{\"a\":{\"b\":{\"c\":1}}}", "{}");
        parses("max_keys: 2", "{\"a\":1,\"b\":2,\"c\":3}", "{}");
        parses("", "{\"a\":".repeat(100_000), "{}");
        parses("", "", "{}");
    }

    @Test
    void logfmtBecomesAttributes() {
        parses(
                "",
                "level=info msg=\"a \\\"b\\\" c\" took=3ms empty=",
                "{level=info, msg=a \"b\" c, took=3ms, empty=}");
        parses("", "a sentence with x=1 in it", "{}");
        parses("format: logfmt", "a sentence with x=1 in it", "{x=1}");
        parses("format: logfmt", "x=\"never closed", "{x=never closed}");
        parses("format: logfmt\nmax_keys: 2", "a=1 b=2 c=3", "{a=1, b=2}");
    }

    @Test
    void pairsWithOtherSignsBecomeAttributes() {
        parses(
                "format: key_value",
                "src:10.0.0.1, dst=10.0.0.2;proto=tcp",
                "{src=10.0.0.1, dst=10.0.0.2, proto=tcp}");
    }

    @Test
    void groupsOfAPatternBecomeAttributes() {
        parses(
                "format: regex\npattern: '^(?P<method>[A-Z]+) (?P<path>\\S+)'",
                "GET /index.html HTTP/1.1",
                "{method=GET, path=/index.html}");
    }

    @Test
    void theLevelBecomesTheSeverity() {
        level("{\"level\":\"warn\"}", Severity.WARN);
        level("{\"severity\":\"CRITICAL\"}", Severity.ERROR2);
        level("lvl=dbg x=1", Severity.DEBUG);
        level("{\"level\":50}", Severity.ERROR);
        level("{\"level\":\"whatever\"}", Severity.INFO);
        level("{\"a\":1}", Severity.INFO);
    }

    @Test
    void theMessageIsReadBeforeTheBodyAndWhatIsThereStays() {
        LogRecord log =
                LogRecord.builder()
                        .body("<13>app: {\"a\":1}")
                        .fields(Fields.builder().add("message", "{\"a\":1,\"message\":2}").build())
                        .build();
        assertThat(new Passage(ParseProcessor.TYPE, "").pass(log).fields())
                .hasToString("{message={\"a\":1,\"message\":2}, a=1}");
        assertThat(new Passage(ParseProcessor.TYPE, "overwrite: true").pass(log).fields())
                .hasToString("{message=2, a=1}");
    }

    @Test
    void whatIsNotOfTheConfiguredFormatIsCounted() {
        var passage = new Passage(ParseProcessor.TYPE, "format: json");
        passage.pass(LogRecord.builder().body("hello").build());
        assertThat(passage.counters())
                .isEqualTo("ingot_processor_unparsed_total{processor=parse, reason=no_json} 1\n");
    }

    @Test
    void whatIsWrongIsSaid() {
        assertThat(Passage.problems(ParseProcessor.TYPE, "format: regex"))
                .contains("pattern: is required for `regex`");
        assertThat(Passage.problems(ParseProcessor.TYPE, "format: regex\npattern: '('"))
                .contains("is not a regular expression");
    }

    private static void parses(String yaml, String text, String fields) {
        LogRecord log = LogRecord.builder().body(text).build();
        assertThat(new Passage(ParseProcessor.TYPE, yaml).pass(log).fields()).hasToString(fields);
    }

    private static void level(String text, Severity severity) {
        LogRecord log = LogRecord.builder().body(text).severity(Severity.INFO, "info").build();
        assertThat(new Passage(ParseProcessor.TYPE, "").pass(log).getSeverity())
                .isEqualTo(severity);
    }
}
