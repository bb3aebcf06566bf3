package dev.ingot.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.record.Fields;
import dev.ingot.record.Labels;
import dev.ingot.record.LogRecord;
import dev.ingot.record.Metric;
import dev.ingot.record.Origin;
import dev.ingot.record.Points;
import dev.ingot.record.Series;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.resources.Resource;
import org.junit.jupiter.api.Test;

class AttributesProcessorTest {
    @Test
    void everyActionDoesWhatItSays() {
        changes("{key: b, value: x, action: insert}", "{a=1, b=x}");
        changes("{key: a, value: x, action: insert}", "{a=1}");
        changes("{key: a, value: x, action: update}", "{a=x}");
        changes("{key: b, value: x, action: update}", "{a=1}");
        changes("{key: a, value: x, action: upsert}", "{a=x}");
        changes("{key: b, value: x, action: upsert}", "{a=1, b=x}");
        changes("{key: b, from_attribute: a, action: insert}", "{a=1, b=1}");
        changes("{key: b, from_attribute: none, action: insert}", "{a=1}");
        changes("{key: a, action: delete}", "{}");
        changes("{pattern: '^a', action: delete}", "{}");
        changes(
                "{key: a, action: hash}",
                "{a=6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b}");
        changes("{key: a, pattern: '(?P<digit>\\d)', action: extract}", "{a=1, digit=1}");
        changes("{key: a, pattern: '(?P<letter>x)', action: extract}", "{a=1}");
        changes("{key: b, action: hash}", "{a=1}");
    }

    @Test
    void valuesAreConverted() {
        assertThat(changed("actions: [{key: a, action: convert, converted_type: int}]").value("a"))
                .isEqualTo(1L);
        assertThat(
                        changed("actions: [{key: a, action: convert, converted_type: double}]")
                                .value("a"))
                .isEqualTo(1.0);
        assertThat(
                        changed("actions: [{key: a, action: convert, converted_type: boolean}]")
                                .value("a"))
                .isEqualTo(false);
    }

    @Test
    void actionsFollowOneAnother() {
        changes(
                "{key: b, from_attribute: a}, {key: a, action: delete}, {key: b, value: y}",
                "{b=y}");
    }

    @Test
    void onlyWhatIsMeantIsChanged() {
        String actions = "actions: [{key: b, value: x}]\n";
        assertThat(changed(actions + "include: {bodies: [hello]}")).hasToString("{a=1, b=x}");
        assertThat(changed(actions + "exclude: {bodies: [hello]}")).hasToString("{a=1}");
    }

    @Test
    void labelsOfPointsAreChangedAndTheirValuesAreNot() {
        var points = new Points();
        Series series = Series.of(Origin.NONE, Metric.gauge("m", "", ""), Labels.of("a", "1"), 7);
        points.addLong(series, 1, 42);
        points.add(series, 2, 0.5);
        points.addStale(series, 3);
        var passage =
                new Passage(AttributesProcessor.TYPE, "actions: [{key: site, value: cellar}]");
        passage.pass(points);
        assertThat(passage.recorder.text().lines().map(line -> line.replaceAll("@.*", "")))
                .containsExactly(
                        "m{a=1, site=cellar} 42 ",
                        "m{a=1, site=cellar} 0.5 ",
                        "m{a=1, site=cellar} stale ");
        assertThat(passage.recorder.points().series(0).startNanos()).isEqualTo(7);
        assertThat(passage.recorder.points().series(0))
                .isSameAs(passage.recorder.points().series(1));
    }

    @Test
    void resourcesAreChanged() {
        Origin origin =
                Origin.of(Resource.create(Attributes.builder().put("service.name", "a").build()));
        var points = new Points();
        points.add(Series.of(origin, Metric.gauge("m", "", ""), Labels.EMPTY), 1, 1);
        var passage =
                new Passage(
                        AttributesProcessor.RESOURCE,
                        "attributes: [{key: service.namespace, value: home, action: upsert}]");
        passage.pass(points);
        assertThat(passage.recorder.points().series(0)).hasToString("m{job=home/a}");
        LogRecord told = passage.pass(LogRecord.builder().origin(origin).build());
        assertThat(told.origin()).hasToString("{service.name=\"a\", service.namespace=\"home\"}");
        assertThat(passage.pass(LogRecord.builder().origin(origin).build()).origin())
                .isSameAs(told.origin());
    }

    @Test
    void whatIsWrongIsSaid() {
        assertThat(Passage.problems(AttributesProcessor.TYPE, "actions: [{action: upsert}]"))
                .contains("key: is required");
        assertThat(
                        Passage.problems(
                                AttributesProcessor.TYPE, "actions: [{key: a, action: extract}]"))
                .contains("pattern: is required");
        assertThat(Passage.problems(AttributesProcessor.TYPE, "actions: [{key: a, action: shout}]"))
                .contains("`shout` is not one of");
    }

    private static void changes(String actions, String fields) {
        assertThat(changed("actions: [" + actions + "]")).as(actions).hasToString(fields);
    }

    private static Fields changed(String yaml) {
        LogRecord log =
                LogRecord.builder()
                        .body("hello")
                        .fields(Fields.builder().add("a", "1").build())
                        .build();
        return new Passage(AttributesProcessor.TYPE, yaml).pass(log).fields();
    }
}
