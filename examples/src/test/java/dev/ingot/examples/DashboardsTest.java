package dev.ingot.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ingot.testkit.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The dashboards' files are what the classes here say, and Grafana can read them: fields, places,
/// variables and links are right. What the queries answer is [LiveDashboardsTest]'s business.
class DashboardsTest {
    static final Path FOLDER = Path.of("grafana/dashboards");
    private static final Path README = Path.of("grafana/README.md");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([a-z]\\w*)");
    private static final Pattern LINK = Pattern.compile("^/d/([a-z-]+)\\?");
    private static final Set<String> TYPES =
            Set.of("stat", "timeseries", "bargauge", "state-timeline", "table", "logs");
    private static final List<String> UNITS =
            Stream.of(Unit.values()).map(unit -> unit.id).toList();

    private static Path file(Dashboard dashboard) {
        return FOLDER.resolve(dashboard.uid() + ".json");
    }

    static Stream<JsonNode> dashboards() {
        return Dashboards.all().stream().map(Dashboard::json);
    }

    static Stream<PanelJson> panels() {
        return dashboards().flatMap(dashboard -> PanelJson.of(dashboard).stream());
    }

    @Test
    void theFilesAreCurrentAndNothingElseLiesBesideThem() throws IOException {
        Set<String> names = new HashSet<>();
        for (Dashboard dashboard : Dashboards.all()) {
            Golden.check(file(dashboard), dashboard.text());
            assertThat(names.add(file(dashboard).getFileName().toString()))
                    .as("a uid twice: %s", dashboard.uid())
                    .isTrue();
        }
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(names);
        }
    }

    @Test
    void theReadmeListsThem() throws IOException {
        var table =
                new StringBuilder(
                        "| Dashboard | Path in Grafana | What it shows |\n| --- | --- | --- |\n");
        for (Dashboard dashboard : Dashboards.all()) {
            table.append(
                    "| [%s](dashboards/%s.json) | `/d/%s` | %s |%n"
                            .formatted(
                                    dashboard.title(),
                                    dashboard.uid(),
                                    dashboard.uid(),
                                    dashboard.description()));
        }
        Golden.checkBetweenMarkers(README, "dashboards", table.toString());
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void aDashboardHasWhatGrafanaWants(JsonNode dashboard) {
        assertThat(dashboard.path("uid").asText()).matches("[a-z-]{4,40}");
        assertThat(dashboard.path("title").asText()).isNotBlank();
        assertThat(dashboard.path("description").asText()).endsWith(".");
        assertThat(dashboard.path("id").isNull()).isTrue();
        assertThat(dashboard.path("schemaVersion").asInt()).isBetween(36, 41);
        assertThat(dashboard.path("templating").path("list")).hasSizeGreaterThan(1);
        List<Integer> ids = new ArrayList<>();
        dashboard.path("panels").forEach(panel -> ids.add(panel.path("id").asInt()));
        PanelJson.of(dashboard).forEach(panel -> ids.add(panel.json().path("id").asInt()));
        assertThat(new HashSet<>(ids)).doesNotContain(0).hasSizeGreaterThan(10);
        assertThat(ids.stream().distinct().count())
                .as("ids of panels, open rows counted once")
                .isEqualTo(all(dashboard).count());
    }

    private static Stream<JsonNode> all(JsonNode dashboard) {
        return dashboard
                .path("panels")
                .valueStream()
                .flatMap(panel ->
                        Stream.concat(Stream.of(panel), panel.path("panels").valueStream()));
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void noPanelStandsOnAnother(JsonNode dashboard) {
        noneStandsOnAnother(dashboard.path("panels"));
        // What is in a closed row stands there by itself.
        dashboard.path("panels").forEach(row -> noneStandsOnAnother(row.path("panels")));
    }

    private static void noneStandsOnAnother(JsonNode panels) {
        Set<String> taken = new HashSet<>();
        for (JsonNode panel : panels) {
            JsonNode place = panel.path("gridPos");
            int right = place.path("x").asInt() + place.path("w").asInt();
            assertThat(right).isBetween(1, 24);
            assertThat(place.path("h").asInt()).isPositive();
            for (int x = place.path("x").asInt(); x < right; x++) {
                for (int dy = 0; dy < place.path("h").asInt(); dy++) {
                    String cell = x + "," + (place.path("y").asInt() + dy);
                    assertThat(taken.add(cell)).as("%s at %s", panel.path("title"), cell).isTrue();
                }
            }
        }
    }

    @Test
    void panelsHaveWhatGrafanaWants() {
        assertThat(panels()).hasSizeGreaterThan(80).allSatisfy(DashboardsTest::hasWhatGrafanaWants);
    }

    static void hasWhatGrafanaWants(PanelJson panel) {
        assertThat(panel.json().path("type").asText()).isIn(TYPES);
        assertThat(panel.json().path("title").asText()).isNotBlank();
        assertThat(panel.json().path("description").asText()).endsWith(".");
        assertThat(
                        panel.json()
                                .path("fieldConfig")
                                .path("defaults")
                                .path("thresholds")
                                .path("steps"))
                .isNotEmpty();
        assertThat(panel.json().path("datasource").path("uid").asText())
                .isIn("${datasource}", "${logs}");
        assertThat(panel.expressions()).isNotEmpty().doesNotContain("");
        JsonNode unit = panel.json().path("fieldConfig").path("defaults").path("unit");
        if (!unit.isMissingNode() || panel.isCurves()) {
            assertThat(UNITS).contains(unit.asText());
        }
        assertThat(panel.targets().map(target -> target.path("refId").asText()))
                .doesNotHaveDuplicates();
    }

    @Test
    void everyPanelHasOneSource() {
        assertThat(panels()).allSatisfy(DashboardsTest::hasOneSource);
    }

    static void hasOneSource(PanelJson panel) {
        assertThat(panel.targets().map(target -> target.path("datasource")).distinct())
                .containsExactly(panel.json().path("datasource"));
        if (panel.asks(Source.METRICS)) {
            assertThat(panel.metrics().stream().map(DashboardsTest::source).distinct()).hasSize(1);
        }
    }

    /// Who gives a metric.
    private static String source(String metric) {
        if (metric.matches("truenas_(meminfo|pool_usage)")
                || metric.matches("(system_load|uptime|cpu_|cgroup_|disk_|interface_|ups_).*")) {
            return "graphite";
        }
        if (metric.matches("(otelcol|ingot)_.*")) {
            return "ingot";
        }
        if (metric.matches("(node|container)_.*")) {
            return "alloy";
        }
        return metric.substring(0, metric.indexOf('_'));
    }

    @Test
    void theProxmoxOverviewShowsNothingButProxmox() {
        assertThat(PanelJson.of(ProxmoxOverview.dashboard().json()))
                .hasSizeGreaterThan(15)
                .allSatisfy(panel ->
                        assertThat(panel.metrics())
                                .isNotEmpty()
                                .allMatch(name -> name.startsWith("pve_")));
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyVariableIsThereAndUsed(JsonNode dashboard) {
        Set<String> known = new HashSet<>();
        List<String> used = new ArrayList<>(List.of("datasource"));
        for (JsonNode variable : dashboard.path("templating").path("list")) {
            used.addAll(variables(variable.path("definition").asText()));
            known.add(variable.path("name").asText());
            if (variable.path("multi").asBoolean()) {
                String name = variable.path("name").asText();
                assertThat(PanelJson.of(dashboard).stream().flatMap(p -> p.expressions().stream()))
                        .as("several values want `=~`")
                        .noneMatch(expr -> expr.matches(".*[^~]\"\\$" + name + "\".*"));
            }
        }
        for (PanelJson panel : PanelJson.of(dashboard)) {
            panel.expressions().forEach(expr -> used.addAll(variables(expr)));
            used.addAll(variables(panel.json().path("datasource").path("uid").asText()));
        }
        assertThat(new HashSet<>(used)).isEqualTo(known);
    }

    private static List<String> variables(String text) {
        return VARIABLE.matcher(text).results().map(match -> match.group(1)).toList();
    }

    @Test
    void linksLeadToDashboardsThatAreHere() {
        List<String> uids = Dashboards.all().stream().map(Dashboard::uid).toList();
        List<String> urls =
                panels().flatMap(panel -> panel.json().findValuesAsText("url").stream()).toList();
        assertThat(urls)
                .contains(VmDetail.LINK, VmDetail.LINK_OF_SERIES)
                .allSatisfy(url -> {
                    var link = LINK.matcher(url);
                    assertThat(link.find()).isTrue();
                    assertThat(link.group(1)).isIn(uids);
                });
    }
}
