package dev.ingot.examples;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Each check of [DashboardsTest] finds its fault: Grafana would load most of these and show
/// nothing, or something wrong.
class BrokenDashboardsTest {
    private static final DashboardsTest CHECKS = new DashboardsTest();
    private static final Consumer<JsonNode> WHOLE = CHECKS::aDashboardHasWhatGrafanaWants;
    private static final Consumer<JsonNode> PLACES = CHECKS::noPanelStandsOnAnother;
    private static final Consumer<JsonNode> VARIABLES = CHECKS::everyVariableIsThereAndUsed;

    private static void panels(JsonNode dashboard) {
        PanelJson.of(dashboard).forEach(DashboardsTest::hasWhatGrafanaWants);
    }

    private static void sources(JsonNode dashboard) {
        PanelJson.of(dashboard).forEach(DashboardsTest::hasOneSource);
    }

    private static ObjectNode first(ObjectNode dashboard, String type) {
        return (ObjectNode)
                PanelJson.of(dashboard).stream()
                        .map(PanelJson::json)
                        .filter(panel -> panel.path("type").asText().equals(type))
                        .findFirst()
                        .orElseThrow();
    }

    private static ObjectNode query(ObjectNode dashboard) {
        return (ObjectNode) first(dashboard, "timeseries").path("targets").path(0);
    }

    private static Arguments fault(
            String name, Consumer<ObjectNode> breakage, Consumer<JsonNode> check) {
        return arguments(name, breakage, check);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("no uid", one -> one.remove("uid"), WHOLE),
                fault("an id of another Grafana", one -> one.put("id", 7), WHOLE),
                fault("an old schema", one -> one.put("schemaVersion", 16), WHOLE),
                fault("no description", one -> one.put("description", ""), WHOLE),
                fault("an id twice", one -> first(one, "stat").put("id", 1), WHOLE),
                fault(
                        "a panel on another",
                        one ->
                                first(one, "timeseries")
                                        .set("gridPos", first(one, "stat").get("gridPos")),
                        PLACES),
                fault(
                        "a panel too far right",
                        one -> first(one, "stat").withObjectProperty("gridPos").put("x", 22),
                        PLACES),
                fault(
                        "a panel of another kind",
                        one -> first(one, "stat").put("type", "graph"),
                        BrokenDashboardsTest::panels),
                fault(
                        "a panel without words",
                        one -> first(one, "stat").remove("description"),
                        BrokenDashboardsTest::panels),
                fault(
                        "curves without a unit",
                        one -> defaults(first(one, "timeseries")).remove("unit"),
                        BrokenDashboardsTest::panels),
                fault(
                        "a unit that Grafana has not",
                        one -> defaults(first(one, "stat")).put("unit", "kilobytes"),
                        BrokenDashboardsTest::panels),
                fault(
                        "no thresholds",
                        one -> defaults(first(one, "stat")).remove("thresholds"),
                        BrokenDashboardsTest::panels),
                fault(
                        "a data source of another Grafana",
                        one ->
                                first(one, "stat")
                                        .withObjectProperty("datasource")
                                        .put("uid", "P18"),
                        BrokenDashboardsTest::panels),
                fault(
                        "an empty query",
                        one -> query(one).put("expr", ""),
                        BrokenDashboardsTest::panels),
                fault(
                        "two queries of one letter",
                        one ->
                                first(one, "timeseries")
                                        .withArrayProperty("targets")
                                        .add(query(one).deepCopy()),
                        BrokenDashboardsTest::panels),
                fault(
                        "a query of another data source",
                        one -> query(one).withObjectProperty("datasource").put("uid", "${logs}"),
                        BrokenDashboardsTest::sources),
                fault(
                        "two sources in a panel",
                        one ->
                                query(one)
                                        .put(
                                                "expr",
                                                query(one).path("expr").asText() + " + pve_up{}"),
                        BrokenDashboardsTest::sources),
                fault(
                        "a variable that is not there",
                        one -> query(one).put("expr", "up{a=\"$nothing\"}"),
                        VARIABLES),
                fault(
                        "one value where there may be several",
                        one -> query(one).put("expr", "up{host=\"$host\"}"),
                        VARIABLES),
                fault(
                        "a variable that nobody uses",
                        one ->
                                one.withObjectProperty("templating")
                                        .withArrayProperty("list")
                                        .addObject()
                                        .put("name", "more"),
                        VARIABLES));
    }

    private static ObjectNode defaults(ObjectNode panel) {
        return (ObjectNode) panel.path("fieldConfig").path("defaults");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void isFound(String name, Consumer<ObjectNode> breakage, Consumer<JsonNode> check) {
        check.accept(TrueNasOverview.dashboard().json());
        ObjectNode broken = TrueNasOverview.dashboard().json();
        breakage.accept(broken);
        assertThatThrownBy(() -> check.accept(broken)).as(name).isInstanceOf(AssertionError.class);
    }
}
