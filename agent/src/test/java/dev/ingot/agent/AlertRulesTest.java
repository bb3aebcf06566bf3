package dev.ingot.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ingot.testkit.RealProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The alert rules that are shipped: promtool reads them, every alert has a case in which it fires
/// and one in which it does not, and what they ask for is something that a component gives.
class AlertRulesTest {
    private static final Path ALERTS = Path.of("../examples/alerts");

    /// A row of a table of metrics, or a name in a mapping.
    private static final Pattern FAMILY =
            Pattern.compile(
                    "^(?:\\| `|[ -]*name: )([a-z]\\w*)(?:` \\| (?:gauge|counter) \\||$)",
                    Pattern.MULTILINE);

    /// Of a series in a case: absent, then a value that stays.
    private static final Pattern BORN = Pattern.compile("_x\\d+ \\d+x\\d+");

    private static final Pattern RISING = Pattern.compile("\\b(?:increase|i?rate|delta)\\(");

    @TempDir Path directory;

    private static List<Path> files(String ending) throws IOException {
        try (Stream<Path> files = Files.list(ALERTS)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }

    static List<Path> cases() throws IOException {
        return files(".test.yml");
    }

    static List<Path> rules() throws IOException {
        return files(".yml").stream()
                .filter(file -> !file.toString().endsWith(".test.yml"))
                .toList();
    }

    private void promtool(String... arguments) {
        String[] command =
                Stream.concat(Stream.of("promtool"), Stream.of(arguments)).toArray(String[]::new);
        RealProgram.run("prometheus", directory, command);
    }

    private static String absolute(Path file) {
        return file.toAbsolutePath().normalize().toString();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void promtoolReadsTheRules(Path file) {
        promtool("check", "rules", absolute(file));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void alertsFireWhenTheyShouldAndOnlyThen(Path file) {
        promtool("test", "rules", absolute(file));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyAlertHasACaseThatFiresAndOneThatDoesNot(Path file) throws IOException {
        Set<String> fires = new TreeSet<>();
        Set<String> isSilent = new TreeSet<>();
        Path cases = Path.of(file.toString().replace(".yml", ".test.yml"));
        for (JsonNode one : AlertRule.yaml(cases).path("tests")) {
            for (JsonNode alert : one.path("alert_rule_test")) {
                String name = alert.path("alertname").asText();
                if (!alert.path("exp_alerts").isEmpty()) {
                    fires.add(name);
                }
                if (isSilentFor(one, alert)) {
                    isSilent.add(name);
                }
            }
        }
        List<String> alerts = AlertRule.in(file).stream().map(AlertRule::name).toList();
        assertThat(alerts).isNotEmpty().doesNotHaveDuplicates();
        assertThat(fires).containsExactlyInAnyOrderElementsOf(alerts);
        assertThat(isSilent).containsExactlyInAnyOrderElementsOf(alerts);
    }

    /// Whether no alert is expected at all, or none for the host that is good. Silence where there
    /// are no series would show nothing.
    private static boolean isSilentFor(JsonNode one, JsonNode alert) {
        List<String> series = one.path("input_series").findValuesAsText("series");
        JsonNode expected = alert.path("exp_alerts");
        return expected.isEmpty()
                ? !series.isEmpty()
                : series.stream().anyMatch(text -> text.contains("host=\"good\""))
                        && !expected.findValuesAsText("host").contains("good");
    }

    /// `increase` and `rate` do not see the first value of a series, and a counter of losses begins
    /// with the first loss.
    @ParameterizedTest
    @MethodSource("rules")
    void anAlertOnARisingCounterHasACaseInWhichTheCounterIsBorn(Path file) throws IOException {
        Path cases = Path.of(file.toString().replace(".yml", ".test.yml"));
        Set<String> atBirth = new TreeSet<>();
        for (JsonNode one : AlertRule.yaml(cases).path("tests")) {
            List<String> values = one.path("input_series").findValuesAsText("values");
            if (!values.isEmpty() && values.stream().allMatch(BORN.asMatchPredicate())) {
                for (JsonNode alert : one.path("alert_rule_test")) {
                    if (!alert.path("exp_alerts").isEmpty()) {
                        atBirth.add(alert.path("alertname").asText());
                    }
                }
            }
        }
        List<String> rising =
                AlertRule.in(file).stream()
                        .filter(rule -> RISING.matcher(rule.expr()).find())
                        .map(AlertRule::name)
                        .toList();
        assertThat(atBirth).containsExactlyInAnyOrderElementsOf(rising);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyAlertSaysWhatIsWrongAndWhatToDo(Path file) throws IOException {
        assertThat(AlertRule.in(file))
                .allSatisfy(rule -> {
                    assertThat(rule.annotations().path("summary").asText()).hasSizeGreaterThan(15);
                    assertThat(rule.annotations().path("runbook").asText())
                            .hasSizeGreaterThan(15)
                            .matches(".*[.?:].*");
                });
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theMetricsInTheRulesExist(Path file) throws IOException {
        Set<String> given = given();
        assertThat(AlertRule.in(file))
                .allSatisfy(rule ->
                        assertThat(rule.metrics()).as(rule.name()).isNotEmpty().isSubsetOf(given));
    }

    @Test
    void theScrapeConfigurationIsRight() {
        promtool("check", "config", absolute(Path.of("../examples/prometheus.yml")));
    }

    /// The metrics of the READMEs' tables, which are made from the code, what Graphite's mappings
    /// name, and what Prometheus itself says of each scrape.
    private static Set<String> given() throws IOException {
        Set<String> given = new TreeSet<>(Set.of("up"));
        List<Path> files = new ArrayList<>(List.of(Path.of("../README.md")));
        try (Stream<Path> all = Files.walk(Path.of("../receivers"))) {
            all.filter(AlertRulesTest::namesMetrics).forEach(files::add);
        }
        for (Path file : files) {
            FAMILY.matcher(Files.readString(file))
                    .results()
                    .forEach(family -> given.add(family.group(1)));
        }
        return given;
    }

    private static boolean namesMetrics(Path file) {
        String path = file.toString();
        return !path.contains("/target/")
                && (path.endsWith("/README.md") || path.matches(".*/src/main/.*/mappings/.*yaml"));
    }
}
