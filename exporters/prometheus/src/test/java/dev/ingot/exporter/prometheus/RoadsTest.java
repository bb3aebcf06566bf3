package dev.ingot.exporter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.record.Kind;
import dev.ingot.record.Labels;
import dev.ingot.record.Metric;
import dev.ingot.record.Origin;
import dev.ingot.record.Series;
import dev.ingot.testkit.Golden;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/// Pull equals push: what a scrape of the bridge gives, and what OTLP gives in every backend.
class RoadsTest {
    private static final Origin NAS = Bridges.origin("truenas", "nas01");

    /// Names that keep the rule: lower-case words, a counter ends in `_total` and says it nowhere
    /// else, the unit's word is in the name, unit 1 only on a `_ratio`.
    @Provide
    Arbitrary<Metric> ruly() {
        Arbitrary<String> word =
                Arbitraries.strings()
                        .withCharRange('a', 'z')
                        .numeric()
                        .ofMinLength(1)
                        .ofMaxLength(6)
                        .filter(w -> !List.of("total", "ratio").contains(w));
        Arbitrary<String> first = word.filter(w -> Character.isLetter(w.charAt(0)));
        Arbitrary<String> name =
                Combinators.combine(first, word.list().ofMaxSize(3))
                        .as((head, rest) ->
                                String.join(
                                        "_",
                                        Stream.concat(Stream.of(head), rest.stream()).toList()));
        Arbitrary<String> unit = Arbitraries.of("", "By", "s", "Cel", "{packet}", "1");
        return Combinators.combine(name, unit, Arbitraries.of(Kind.values())).as(RoadsTest::metric);
    }

    private static Metric metric(String name, String unit, Kind kind) {
        boolean ratio = unit.equals("1") && kind == Kind.GAUGE;
        String word = unit.equals("1") ? "" : Units.word(unit);
        String whole =
                name
                        + (word.isEmpty() ? "" : "_" + word)
                        + (ratio ? "_ratio" : "")
                        + (kind == Kind.COUNTER ? "_total" : "");
        return Metric.of(whole, kind, unit, "");
    }

    @Provide
    Arbitrary<Labels> labels() {
        Arbitrary<String> name = Arbitraries.of("pool", "disk", "instance", "job", "a_b", "x1");
        Arbitrary<String> value =
                Arbitraries.strings().all().ofMaxLength(6).map(v -> wellFormed(v));
        return Arbitraries.maps(name, value).ofMaxSize(4).map(Labels::of);
    }

    private static String wellFormed(String text) {
        return text.codePoints()
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    @Property(tries = 300)
    void seriesThatKeepTheRuleIsTheSameByEveryRoad(
            @ForAll("ruly") Metric metric, @ForAll("labels") Labels labels) {
        Series series = Series.of(NAS, metric, labels);
        var scraped = Parsed.text(new Bridges().put(series, 1.5).text()).samples.values();
        assertThat(scraped).hasSize(1);
        var sample = scraped.iterator().next();
        for (Road road : Road.values()) {
            assertThat(road.name(metric)).as(road.name()).isEqualTo(sample.name());
            assertThat(road.labels(series.flat())).as(road.name()).isEqualTo(sample.labels());
        }
    }

    /// Names that the replaced exporters have, and what else people send.
    private static final List<Metric> INHERITED =
            List.of(
                    gauge("pve_not_backed_up_total", ""),
                    gauge("zfs_arc_hits_total", ""),
                    gauge("truenas_app_info", ""),
                    gauge("pve_storage_total_bytes", "By"),
                    gauge("cpu_temperature", ""),
                    gauge("disk_temperature", "Cel"),
                    gauge("pve_cpu_usage_ratio", "1"),
                    gauge("pve_cpu_load", "1"),
                    Metric.counter("net_interface_rx_bytes_total", "By", ""),
                    Metric.counter("zfs_arc_hits", "", ""),
                    Metric.counter("zfs_arc_total_hits", "", ""),
                    gauge("truenas__nas", ""),
                    gauge("a:b", ""),
                    gauge("disk.temp", ""),
                    gauge("1st", ""));

    private static Metric gauge(String name, String unit) {
        return Metric.gauge(name, unit, "");
    }

    @Test
    void gaugesKeepInheritedNamesWhereTheyClaimNoUnit() {
        for (Metric metric : INHERITED.subList(0, 5)) {
            for (Road road : Road.values()) {
                assertThat(road.name(metric)).as(road.name()).isEqualTo(metric.name());
            }
        }
    }

    @Test
    void labelsDifferOnlyWhereTheyStartOddly() {
        for (Road road : Road.values()) {
            assertThat(road.label("interface")).isEqualTo("interface");
        }
        assertThat(Road.BRIDGE.label("_x")).isEqualTo("_x");
        assertThat(Road.PROMETHEUS.label("_x")).isEqualTo("key_x");
        assertThat(Road.BRIDGE.label("0day")).isEqualTo(Road.MIMIR.label("0day"));
        assertThat(Road.BRIDGE.label("a.b")).isEqualTo(Road.ALLOY.label("a.b"));
    }

    @Test
    void readmeShowsWhatEachRoadMakesOfOddNames() throws Exception {
        var table =
                new StringBuilder(
                        """
                        | Metric | Scraped | Alloy | Prometheus 3 | Mimir | VictoriaMetrics |
                        | --- | --- | --- | --- | --- | --- |
                        """);
        for (Metric metric : INHERITED) {
            String kind = metric.kind() == Kind.COUNTER ? "counter" : "gauge";
            String unit = metric.unit().isEmpty() ? "" : ", unit `" + metric.unit() + "`";
            table.append("| ").append(kind).append(" `").append(metric.name()).append('`');
            table.append(unit).append(" |");
            for (Road road : Road.values()) {
                String name = road.name(metric);
                boolean same = name.equals(metric.name());
                table.append(same ? " same |" : " `" + name + "` |");
            }
            table.append('\n');
        }
        Golden.checkBetweenMarkers(Path.of("README.md"), "roads", table.toString());
    }

    @Test
    void readmeShowsWhatEachRoadMakesOfOddLabels() throws Exception {
        var table =
                new StringBuilder(
                        """
                        | Label | Scraped | Alloy | Prometheus 3 | Mimir | VictoriaMetrics |
                        | --- | --- | --- | --- | --- | --- |
                        """);
        for (String label : List.of("instance", "_x", "__x", "http.status", "a:b", "0day")) {
            table.append("| `").append(label).append("` |");
            for (Road road : Road.values()) {
                String name = road.label(label);
                table.append(name.equals(label) ? " same |" : " `" + name + "` |");
            }
            table.append('\n');
        }
        Golden.checkBetweenMarkers(Path.of("README.md"), "labels", table.toString());
    }
}
