package dev.ingot.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ingot.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the dashboards and the alert rules ask is answered: by the whole agent, which reads the
/// homelab, and a real Prometheus, which scrapes the agent.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveDashboardsTest {
    /// A busy machine needs a minute to ask all that a dashboard asks.
    private static final Duration DEADLINE = Duration.ofMinutes(3);

    private static final Path EDGE = Path.of("../alloy/edge.alloy");

    private static final Path PICTURE = Path.of("grafana/homelab.svg");
    private static final String ENOUGH = "count_over_time(up{job='ingot'}[125s]) > 118";
    private static final String CAPTION =
            "The homelab of the tests in a real Prometheus: these panels' own queries, drawn by a"
                    + " small program of Ingot's, not by Grafana";
    private static final int DRAWN_SECONDS = 20;
    private static final int MOST_CURVES = 8;
    private static final List<String> DRAWN =
            List.of(
                    "Network by app and VM: Traffic by app",
                    "Proxmox Systems Overview: Memory by system",
                    "ZFS: Hits",
                    "Ingot itself: Metric points scraped",
                    "Ingot itself: CPU",
                    "Ingot itself: Memory");

    private static final Pattern COMPARISON = Pattern.compile(" (?:==|!=|[<>]=?)(?= )");
    private static final Pattern NAMED = Pattern.compile("\\$labels\\.(\\w+)");

    /// Whoever is there answers nothing when asked whether nobody is.
    private static final Set<String> UNANSWERED = Set.of("IngotSilent");

    private Laboratory laboratory;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        laboratory = new Laboratory(directory);
    }

    @AfterAll
    void end() {
        laboratory.close();
    }

    static List<JsonNode> dashboards() {
        return DashboardsTest.dashboards().toList();
    }

    /// With all values chosen where several may be; where one is, there is one that fills the whole
    /// dashboard.
    @ParameterizedTest
    @MethodSource("dashboards")
    void everyQueryIsAnswered(JsonNode dashboard) {
        List<PanelQuery> queries = PanelQuery.of(dashboard);
        assertThat(queries).hasSizeGreaterThan(15);
        List<String> troubles = new ArrayList<>(List.of("its variables offer nothing"));
        try {
            Await.until(
                    "answers to all that " + dashboard.path("title") + " asks",
                    DEADLINE,
                    () -> {
                        laboratory.send();
                        for (Choices choices : Choices.all(dashboard, laboratory.answers())) {
                            troubles.clear();
                            ask(queries, choices, troubles);
                            if (troubles.isEmpty()) {
                                return true;
                            }
                        }
                        return false;
                    });
        } catch (AssertionError late) {
            throw new AssertionError(String.join("\n", troubles), late);
        }
    }

    private void ask(List<PanelQuery> queries, Choices choices, List<String> troubles)
            throws IOException {
        for (PanelQuery query : queries) {
            String trouble = query.trouble(laboratory.answers(), choices);
            if (!trouble.isEmpty()) {
                troubles.add(trouble);
            }
        }
    }

    /// By syslog and by the API; and the records that Alloy sends have the label that is asked for.
    @Test
    void theLogsOfEachHostAreFound() throws IOException {
        String query = logQuery(TrueNasOverview.dashboard());
        for (String host : List.of("nas01", "nas-25-10", ".*")) {
            LogSelector selector = LogSelector.of(query.replace("$host", host));
            Await.until(
                    "a record of " + host,
                    () -> laboratory.logSources().stream().anyMatch(selector::finds));
        }
        assertThat(laboratory.logSources())
                .noneMatch(LogSelector.of(query.replace("$host", "nas0"))::finds);
        assertThat(logQuery(VmDetail.dashboard())).isEqualTo("{host=\"$host\"}");
        assertThat(Files.readString(EDGE))
                .containsPattern("loki\\.write [^}]*external_labels = \\{[^}]*\\bhost +=");
    }

    private static String logQuery(Dashboard dashboard) {
        List<String> queries =
                PanelJson.of(dashboard.json()).stream()
                        .filter(panel -> panel.asks(Source.LOGS))
                        .flatMap(panel -> panel.expressions().stream())
                        .toList();
        assertThat(queries).hasSize(1);
        return queries.getFirst();
    }

    /// What the README shows. `make picture` has it drawn again, after two minutes.
    @Test
    void thePictureShowsPanelsThatAreFed() throws IOException {
        int seconds = DRAWN_SECONDS;
        if (System.getProperty("picture") != null) {
            Await.until(
                    "two minutes of samples",
                    Duration.ofMinutes(4),
                    () -> !laboratory.answers().series(ENOUGH, true).isEmpty());
            seconds = 120;
        }
        var picture = new Picture(CAPTION);
        for (JsonNode dashboard : dashboards()) {
            for (PanelJson panel : PanelJson.of(dashboard)) {
                if (panel.isCurves() && DRAWN.contains(panel.toString())) {
                    picture.panel(panel, curves(panel, dashboard, seconds));
                }
            }
        }
        assertThat(titles(picture.toString())).containsExactlyInAnyOrderElementsOf(DRAWN);
        if (System.getProperty("picture") != null) {
            Files.writeString(PICTURE, picture.toString());
        }
        assertThat(titles(Files.readString(PICTURE))).containsExactlyInAnyOrderElementsOf(DRAWN);
        assertThat(Files.size(PICTURE)).isLessThan(200_000);
    }

    private List<Curve> curves(PanelJson panel, JsonNode dashboard, int seconds) {
        List<Curve> curves = new ArrayList<>();
        Await.until(
                "curves of " + panel,
                DEADLINE,
                () -> {
                    Answers answers = laboratory.answers();
                    for (Choices choices : Choices.all(dashboard, answers)) {
                        curves.clear();
                        curves.addAll(Curve.of(panel, answers, choices, seconds, MOST_CURVES));
                    }
                    return !curves.isEmpty();
                });
        return curves;
    }

    private static List<String> titles(String svg) {
        assertThat(svg).contains("<polyline").doesNotContain("NaN").endsWith("</svg>\n");
        return Pattern.compile("class='title'[^>]*>([^<]*)<")
                .matcher(svg)
                .results()
                .map(title -> title.group(1))
                .toList();
    }

    @Test
    void whatIsLostRaisesAnAlertTheFirstTime() {
        for (String alert : List.of("IngotMetricsLost", "IngotLogsLost")) {
            Await.until(
                    alert,
                    DEADLINE,
                    () -> {
                        JsonNode rule = laboratory.answers().rules().get(alert);
                        return rule != null && rule.path("state").asText().equals("firing");
                    });
        }
    }

    /// With `bool` in each comparison a rule answers for what is well, too.
    @Test
    void everyAlertFindsTheLabelsThatItsWordsName() throws IOException {
        Map<String, JsonNode> open = laboratory.answers().rules();
        assertThat(open).hasSizeGreaterThan(40);
        open.keySet().removeAll(UNANSWERED);
        try {
            Await.until(
                    "answers to what the rules compare",
                    DEADLINE,
                    () -> {
                        laboratory.send();
                        for (JsonNode rule : List.copyOf(open.values())) {
                            if (isAnswered(rule)) {
                                open.remove(rule.path("name").asText());
                            }
                        }
                        return open.isEmpty();
                    });
        } catch (AssertionError late) {
            throw new AssertionError("no answers to " + open.keySet(), late);
        }
    }

    private boolean isAnswered(JsonNode rule) throws IOException {
        String asked = COMPARISON.matcher(rule.path("query").asText()).replaceAll("$0 bool");
        List<JsonNode> series = laboratory.answers().series(asked, true);
        for (JsonNode one : series) {
            assertThat(one.path("metric").propertyStream().map(Map.Entry::getKey))
                    .as(asked)
                    .containsAll(named(rule.path("annotations")));
        }
        return !series.isEmpty();
    }

    private static List<String> named(JsonNode annotations) {
        return NAMED.matcher(annotations.toString()).results().map(name -> name.group(1)).toList();
    }

    @Test
    void prometheusEvaluatesEveryRuleWithoutAnError() throws IOException {
        Await.until(
                "an evaluation of every rule",
                DEADLINE,
                () ->
                        laboratory.answers().rules().values().stream()
                                .noneMatch(rule -> rule.path("health").asText().equals("unknown")));
        Map<String, JsonNode> rules = laboratory.answers().rules();
        assertThat(rules).hasSizeGreaterThan(40);
        assertThat(rules.values())
                .allSatisfy(rule -> {
                    assertThat(rule.path("lastError").asText()).isEmpty();
                    assertThat(rule.path("health").asText()).isEqualTo("ok");
                });
    }
}
