package dev.ingot.receiver.graphite;

import static dev.ingot.receiver.graphite.Rules.problems;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MappingReaderTest {
    private static void wrong(String yaml, String... said) {
        assertThat(problems(yaml)).as(yaml).isEqualTo(String.join("\n", said));
    }

    private static void rule(String rule, String said) {
        wrong("mappings:\n- " + rule + "\n", "map.yaml:2: rule 1: " + said);
    }

    private static void fine(String yaml) {
        wrong(yaml, "");
    }

    @Test
    void everyKeyOfStatsdExporterIsKnown() {
        fine(
                """
                defaults:
                  observer_type: histogram
                  match_type: glob
                  glob_disable_ordering: false
                  ttl: 5m
                  summary_options: {quantiles: []}
                  histogram_options: {buckets: []}
                mappings:
                - match: "a.*.b"
                  match_type: glob
                  name: "x_${1}"
                  labels: {k: "$2", kk: v}
                  action: map
                  honor_labels: false
                  match_metric_type: gauge
                  observer_type: summary
                  ttl: 1h30m
                  help: text
                  scale: 0.001
                  summary_options: {max_age: 1s}
                  histogram_options: {buckets: []}
                """);
        fine("");
        fine("mappings: []");
        fine("mappings:");
    }

    @Test
    void mistakesNameFileLineAndRule() {
        wrong("mapping: []", "map.yaml:1: `mapping` is not known");
        wrong("mappings: {}", "map.yaml:1: `mappings` must be a list");
        wrong("- a", "map.yaml:1: is not a table of keys and values");
        rule("{name: n}", "has no `match`");
        rule("{match: a}", "has no `name`; a rule that drops needs one too");
        rule("{match: a, action: drop}", "has no `name`; a rule that drops needs one too");
        rule("{match: a, name: n, colour: red}", "`colour` is not known");
        rule("{match: a, match: b, name: n}", "`match` stands here twice");
        rule("{match: a, name: n, action: mop}", "`action: mop` must be one of map, drop");
        rule("{match: a, name: n, match_type: re}", "`match_type: re` must be one of glob, regex");
        rule("{match: a, name: n, scale: big}", "`scale` must be a number");
        rule("{match: a, name: n, scale: .nan}", "`scale` must be a number");
        rule("{match: a, name: n, drop_if: [0, x]}", "`drop_if` must be a number");
        rule("{match: a, name: n, abs: maybe}", "`abs: maybe` must be `true` or `false`");
        rule("{match: a, name: n, ttl: soon}", "`ttl: soon` must be a duration such as 30m");
        rule("{match: a, name: n, labels: [a]}", "`labels` is not a table of keys and values");
        wrong(
                "mappings:\n- {match: [a], name: n}\n",
                "map.yaml:2: rule 1: `match` must be a text",
                "map.yaml:2: rule 1: has no `match`");
        wrong(
                "mappings:\n- match: a\n  name: n\n- match: b\n\n  name: 0foo\n",
                "map.yaml:6: rule 2: `name: 0foo` cannot be the name of a metric");
        assertThat(problems("mappings:\n- {match: a\n")).startsWith("map.yaml:3: is not YAML:");
    }

    @Test
    void globsWithPartsOfSegmentsAreRefused() {
        for (String glob :
                List.of(
                        "cpu-*",
                        "a.b*",
                        "*a",
                        "a..b",
                        "a.",
                        ".a",
                        "0a.b",
                        "bad!!line",
                        "a b",
                        "-a")) {
            assertThat(problems("mappings: [{match: '" + glob + "', name: n}]"))
                    .as(glob)
                    .contains("is not a glob");
        }
        for (String glob :
                List.of("*", "*.*", "a.*", "a.0", "foo--bar", "_a.-".replace("-", "b"))) {
            fine("mappings: [{match: '" + glob + "', name: n}]");
        }
    }

    @Test
    void namesAndLabelsMustBeValid() {
        for (String name : List.of("0foo", "a-b", "a b", "a:b", "a.b", "$", "a${x}")) {
            assertThat(problems("mappings: [{match: a, name: '" + name + "'}]"))
                    .as(name)
                    .contains("cannot be the name of a metric");
        }
        for (String name : List.of("a", "_a", "a_$1", "$1", "${1}", "a${10}b")) {
            fine("mappings: [{match: a, name: '" + name + "'}]");
        }
        for (String label : List.of("@", "0a", "a-b", "__a", "a:b")) {
            assertThat(problems("mappings: [{match: a, name: n, labels: {'" + label + "': v}}]"))
                    .as(label)
                    .contains("cannot be the name of a label");
        }
    }

    @Test
    void aCountersNameSaysSo() {
        rule(
                "{match: a, name: hits, type: counter}",
                "`name: hits` must end in `_total` for `type: counter`");
        fine("mappings: [{match: a, name: hits_total, type: counter}]");
    }

    @Test
    void rulesForStatsdsOtherKindsNeverMatch() {
        Rules.of("mappings: [{match: a, name: n, match_metric_type: counter}]").map("a", "a{}");
        Rules.of("mappings: [{match: a, name: n, match_metric_type: gauge}]").map("a", "n{}");
    }

    @Test
    void defaultLabelsStandInEveryRule() {
        Rules.of(
                        """
                        defaults: {labels: {job: truenas, site: home}}
                        mappings:
                        - {match: a, name: n}
                        - {match: b, name: n, labels: {site: away}}
                        """)
                .map("a", "n{job=truenas, site=home}")
                .map("b", "n{job=truenas, site=away}");
    }

    @Test
    void theDefaultTimeToLiveIsThatOfRulesWithoutOne() {
        MappingFile file =
                MappingReader.read(
                        "map.yaml",
                        """
                        defaults: {ttl: 30m}
                        mappings:
                        - {match: a, name: n}
                        - {match: b, name: n, ttl: 1h}
                        - {match: c, name: n, ttl: 0}
                        """,
                        new ArrayList<>());
        assertThat(file.rules())
                .map(MappingRule::ttl)
                .map(Optional::orElseThrow)
                .containsExactly(
                        Duration.ofMinutes(30), Duration.ofHours(1), Duration.ofMinutes(30));
    }

    @Test
    void emptyValuesAreAsNone() {
        fine("{defaults: ~, mappings: null}");
        fine("defaults: {match_type: '', observer_type: ''}\nmappings: ~");
        Rules.of(
                        "mappings: [{match: a, name: n, match_type: '', action: '', help: ~,"
                                + " scale: ~, drop_if: ~, labels: {k: ~, l: '~', m: null}}]")
                .map("a", "n{l=~}");
        rule("{match: a, name: ~}", "has no `name`; a rule that drops needs one too");
    }

    @Test
    void valuesAreTextsAsTheyStand() {
        Rules.of("mappings: [{match: a, name: yes, labels: {a: 0x10, b: 1.50, c: on, d: true}}]")
                .map("a", "yes{a=0x10, b=1.50, c=on, d=true}");
        for (String yes : List.of("true", "Yes", "ON", "y")) {
            Rules.of(
                            "{defaults: {glob_disable_ordering: %s}, mappings: [%s, %s]}"
                                    .formatted(
                                            yes,
                                            "{match: '*', name: any}",
                                            "{match: a, name: exact}"))
                    .map("a", "exact{}");
        }
    }

    @Test
    void tablesAreMergedAsYamlDoesIt() {
        Rules.of(
                        """
                        mappings:
                        - &base
                          match: a
                          name: n
                          labels: &labels {job: x, site: home}
                        - <<: *base
                          match: b
                        - match: c
                          name: n
                          labels: {site: away, <<: *labels}
                        - <<: [{match: d}, *base]
                          name: m
                        """)
                .map("a", "n{job=x, site=home}")
                .map("b", "n{job=x, site=home}")
                .map("c", "n{job=x, site=away}")
                .map("d", "m{job=x, site=home}");
        rule(
                "{match: a, name: n, <<: b}",
                "`<<` must be a table such as `*base`, or a list of them");
    }

    @Test
    void mergesWithoutEndAreRefused() {
        String said = "`<<` merges itself, or more than 1000 tables";
        assertThat(problems("mappings:\n- &a {match: a, name: n, <<: *a}")).contains(said);
        var bomb = new StringBuilder("mappings:\n- &r0 {match: a, name: n}\n");
        for (int i = 1; i <= 30; i++) {
            bomb.append("- &r%d {<<: [*r%d, *r%d]}\n".formatted(i, i - 1, i - 1));
        }
        assertThat(problems(bomb.toString())).contains("rule 31: " + said);
    }

    @Test
    void missingAndUnreadableFilesAreProblems() {
        List<String> problems = new ArrayList<>();
        Mappings.read(List.of("/no/such/file", "/", "truenas-core"), false, problems);
        assertThat(problems)
                .containsExactly(
                        "cannot read /no/such/file: no such file, nor one of [truenas-core,"
                                + " truenas-scale, supporterino]",
                        "cannot read /: it is a directory");
        assertThat(new Written("mapping: /no/such/file").problems())
                .contains("mapping: cannot read /no/such/file: no such file");
    }
}
