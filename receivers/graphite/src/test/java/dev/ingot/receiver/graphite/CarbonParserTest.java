package dev.ingot.receiver.graphite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.record.Origin;
import dev.ingot.record.Series;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rules of the OpenTelemetry Collector's carbon receiver.
class CarbonParserTest {
    private static final String RULES =
            """
            parser:
              type: regex
              config:
                name_separator: "_"
                rules:
                  - regexp: '^(?P<key_svc>[^.]+)\\.(?P<key_host>[^.]+)\\.cpu\\.seconds'
                    name_prefix: cpu_seconds
                    labels: {k: v}
                  - regexp: '^rate\\.(?P<name_1>[a-z]+)\\.(?P<name_0>[a-z]+)'
                    type: cumulative
                  - regexp: 'sum_total'
                    name_prefix: kept_total
                    type: cumulative
                  - regexp: '^opt\\.(?P<key_a>x)?(?P<name_b>y)?'
                    name_prefix: opt
                    labels: {a: fixed}
                  - regexp: '^(?:unnamed)\\.(group)'
                  - regexp: ';(?P<key_zone>eu)='
                    name_prefix: tagged
                  - regexp: '^odd\\.(?P<key_9>.+)'
                    name_prefix: 'odd name'
                    labels: {'x-y': '$$1 $${1} $$$$'}
                  - regexp: '^two'
                    name_prefix: first
                  - regexp: '^two\\.words'
                    name_prefix: second
            mapping: [src/test/resources/parser.yaml]
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # captured labels and a fixed one
                    web.host00.cpu.seconds        | cpu_seconds{host=host00, k=v, svc=web}
                    # unanchored: what follows does not matter
                    web.host00.cpu.seconds.more   | cpu_seconds{host=host00, k=v, svc=web}
                    # parts of a name in the order of the groups' names; rising values get _total
                    rate.sent.bytes               | _bytes_sent_total
                    # nothing is doubled
                    some.sum_total.path           | kept_total
                    # groups that captured nothing; a fixed label wins over a captured one
                    opt.                          | opt_{a=fixed}
                    opt.xy                        | opt_y{a=fixed}
                    # without a name the path is it
                    unnamed.group                 | unnamed_group
                    unnamed.group;t=1             | unnamed_group{t=1}
                    # rules see tags, and tags stay labels
                    a.b;eu=1                      | tagged{eu=1, zone=eu}
                    # names become valid; a label's text is not a template
                    odd.z                         | odd_name{key_9=z, x_y=$1 ${1} $$}
                    # the first rule wins
                    two.words                     | first
                    # before a mapping file, and after it the usual
                    mapped.path                   | by_file
                    neither.one;t=1               | neither_one{t=1}
                    """)
    void pathsBecome(String path, String expected) {
        assertThat(series(RULES, path)).isEqualTo(expected.strip());
    }

    private static String series(String yaml, String path) {
        var names = new PathNames(Origin.NONE, new Written(yaml).config().mappings());
        return switch (names.resolve(path.getBytes(UTF_8))) {
            case Fate.Point point -> point.series().toString().replace("{}", "");
            case Fate fate -> fate.toString();
        };
    }

    @Test
    void cumulativeMakesACounter() {
        var names = new PathNames(Origin.NONE, new Written(RULES).config().mappings());
        var point = (Fate.Point) names.resolve("rate.a.b".getBytes(UTF_8));
        Series series = point.series();
        assertThat(series.metric().kind()).isEqualTo(dev.ingot.record.Kind.COUNTER);
        assertThat(point.isPlain()).isTrue();
    }

    @Test
    void theSeparatorIsEmptyUnlessSet() {
        String yaml =
                "parser: {type: regex, config: {rules: [{regexp:"
                        + " '^(?P<key_svc>[^.]+)[.](?P<name_0>[^.]+)[.](?P<name_1>[^.]+)$'}]}}";
        assertThat(series(yaml, "svc_02.avg.duration")).isEqualTo("avgduration{svc=svc_02}");
    }

    @Test
    void otherParsersAreTheUsualOne() {
        for (String type : new String[] {"plaintext", "delimiter"}) {
            assertThat(series("{mapping: [], parser: {type: " + type + "}}", "a.b;c=d"))
                    .isEqualTo("a_b{c=d}");
            assertThat(series("{mapping: [], parser: {type: %s, config: }}".formatted(type), "a.b"))
                    .isEqualTo("a_b");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {type: regex}                                           | at least one rule
                    {type: regex, config: {}}                               | at least one rule
                    {type: plaintext, config: {rules: [{regexp: a}]}}       | type: is `regex` to have rules
                    {type: regex, config: {rules: [{regexp: 'a('}]}}        | cannot read `a(`: missing closing )
                    {type: regex, config: {rules: [{regexp: '(?P<a>x)'}]}}  | begins with `name_` or `key_`: `a`
                    {type: regex, config: {rules: [{name_prefix: a}]}}      | regexp
                    {type: regex, config: {rules: [{regexp: a, type: sum}]}} | `cumulative`
                    {type: grok}                                            | `delimiter`
                    """)
    void problemsSayWhatIsWrong(String parser, String expected) {
        assertThat(new Written("parser: " + parser).problems()).contains(expected);
    }
}
