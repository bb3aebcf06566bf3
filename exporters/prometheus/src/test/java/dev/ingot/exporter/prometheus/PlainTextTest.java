package dev.ingot.exporter.prometheus;

import static dev.ingot.exporter.prometheus.Bridges.READS;
import static dev.ingot.exporter.prometheus.Bridges.SIZE;
import static dev.ingot.exporter.prometheus.Bridges.origin;
import static dev.ingot.exporter.prometheus.Bridges.series;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.record.Labels;
import dev.ingot.record.Metric;
import dev.ingot.record.Points;
import dev.ingot.record.Series;
import dev.ingot.testkit.Golden;
import dev.ingot.testkit.Promtool;
import dev.ingot.testkit.RealProgram;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainTextTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Naming SOURCE_ONLY = new Naming(Identity.NONE, "", Map.of(), Map.of());

    /// A bit of everything that an exposition can show.
    static Bridges everything(Naming naming, boolean timestamps) {
        var bridges = new Bridges(naming, timestamps);
        var nas = origin("truenas", "nas01");
        bridges.put(Series.of(nas, SIZE, Labels.of("pool", "tank")), 784_774_492)
                .put(Series.of(nas, SIZE, Labels.of("pool", "boot")), 1.5e9)
                .put(Series.of(nas, READS, Labels.of("pool", "tank", "instance", "own")), 12)
                .put(Series.of(nas, Metric.gauge("disks_total", "", "Disks."), Labels.EMPTY), 8)
                .put(series(Metric.gauge("build_info", "", ""), "version", "25.10"), 1)
                .put(series(Metric.gauge("no_labels", "", "None.")), -0.5)
                .put(series(Metric.gauge("limits", "", "Limits."), "is", "nan"), Double.NaN)
                .put(series(Metric.gauge("limits", "", "Limits."), "is", "low"), -1.0 / 0)
                .put(series(Metric.gauge("limits", "", "Limits."), "is", "high"), 1.0 / 0)
                .put(
                        series(
                                Metric.gauge("escapes", "", "Line\nand \\ and \"quote\"."),
                                "text",
                                "Line\nand \\ and \"quote\" and é and \uD83D\uDC36 and \uD83D"),
                        1)
                .put(series(Metric.gauge("dotted.name", "", "."), "http.status", "200"), 1)
                .put(series(Metric.gauge("1st", "", "."), "0day", "x", "__name__", "other"), 1)
                .put(series(Metric.gauge("joined", "", "."), "a.b", "1", "a_b", "2"), 1);
        return bridges;
    }

    @Test
    void flatIdentityServesJobAndInstance() throws Exception {
        Golden.check(GOLDEN.resolve("flat.txt"), everything(Naming.FLAT, false).text());
    }

    @Test
    void noIdentityServesTheSourcesLabelsOnly() throws Exception {
        Golden.check(GOLDEN.resolve("none.txt"), everything(SOURCE_ONLY, false).text());
    }

    @Test
    void optionsAddTimestampsNamespaceAndLabels() throws Exception {
        var naming =
                new Naming(
                        Identity.FLAT,
                        "home",
                        Map.of("instance", "always", "rack", "r1"),
                        Map.of("job", "fallback", "site", "attic"));
        Golden.check(GOLDEN.resolve("options.txt"), everything(naming, true).text());
    }

    @Test
    void promtoolReadsEverything(@TempDir Path directory) {
        for (Naming naming : List.of(Naming.FLAT, SOURCE_ONLY)) {
            promtool(directory, everything(naming, false).text());
            promtool(directory, everything(naming, true).text());
        }
    }

    /// 1,000 series a text, of any characters but halves of pairs, which become U+FFFD.
    @Test
    void promtoolReadsWhateverLabelsAndHelpTextsHold(@TempDir Path directory) {
        for (int seed = 0; seed < 5; seed++) {
            var random = new Random(seed);
            var bridges = new Bridges();
            for (int i = 0; i < 1000; i++) {
                Metric metric = Metric.gauge("odd_" + i % 7, "", anything(random));
                bridges.put(series(metric, "text", anything(random), "i", "" + i), i);
            }
            String text = bridges.text();
            assertThat(Parsed.text(text).samples).hasSize(1000);
            promtool(directory, text);
        }
    }

    private static String anything(Random random) {
        String odd = "\\\"\n\r\t{}=,# \u0000\u0085\u2028\uD83D\uDC36\uD83D";
        var text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            boolean any = random.nextBoolean();
            text.append(any ? (char) random.nextInt(1 << 16) : odd.charAt(random.nextInt(15)));
        }
        return text.toString();
    }

    /// Its lint of names also fails with code 3; that is about names, which are not the bridge's.
    private static void promtool(Path directory, String text) {
        assertThat(Promtool.complaints(directory, text)).doesNotContain("parsing");
    }

    @Test
    void promtoolIsContentWithNamesThatKeepTheRules(@TempDir Path directory) {
        var bridges = new Bridges();
        bridges.put(series(SIZE, "pool", "a\\b\"c\nd"), 1.25).put(series(READS), 1e300);
        String[] command = {"promtool", "check", "metrics"};
        assertThat(RealProgram.run("prometheus", directory, bridges.text(), command)).isEmpty();
    }

    @Test
    void descriptionThatCameFirstWins() {
        var bridges = new Bridges();
        bridges.put(series(SIZE, "pool", "z"), 1)
                .put(series(Metric.counter(SIZE.name(), "", "Other."), "pool", "a"), 2);
        assertThat(bridges.text())
                .isEqualTo(
                        """
                        # HELP pool_size_bytes Capacity of the pool.
                        # TYPE pool_size_bytes gauge
                        pool_size_bytes{pool="a"} 2
                        pool_size_bytes{pool="z"} 1
                        """);
    }

    @Test
    void ofSeriesThatAreServedAsOneTheNewestIs() {
        var bridges = new Bridges(SOURCE_ONLY, false);
        Series one = Series.of(origin("truenas", "nas01"), SIZE, Labels.of("pool", "tank"));
        Series other = Series.of(origin("truenas", "nas02"), SIZE, Labels.of("pool", "tank"));
        Series third = Series.of(origin("truenas", "nas03"), SIZE, Labels.of("pool", "tank"));
        long now = bridges.now();
        bridges.put(one, now - 2, 1).put(other, now, 2).put(third, now - 1, 3);
        assertThat(Parsed.text(bridges.text()).samples.values())
                .extracting(Parsed.Sample::number)
                .containsExactly(2.0);
        bridges.put(one, now, 4).putStale(other, now);
        assertThat(Parsed.text(bridges.text()).samples.values())
                .extracting(Parsed.Sample::number)
                .containsExactly(4.0);
    }

    @Test
    void seriesThatComeAndGoStayInOrder() {
        var bridges = new Bridges();
        for (String pool : List.of("m", "a", "z", "c", "y")) {
            bridges.put(series(SIZE, "pool", pool), 1);
            assertSorted(bridges.text());
        }
        bridges.putStale(series(SIZE, "pool", "a"), bridges.now())
                .put(series(READS, "pool", "b"), 1)
                .put(series(SIZE, "pool", "b"), 1)
                .putStale(series(SIZE, "pool", "z"), bridges.now());
        assertSorted(bridges.text());
        assertThat(bridges.text().lines().filter(line -> !line.startsWith("#")))
                .containsExactly(
                        "pool_reads_total{pool=\"b\"} 1",
                        "pool_size_bytes{pool=\"b\"} 1",
                        "pool_size_bytes{pool=\"c\"} 1",
                        "pool_size_bytes{pool=\"m\"} 1",
                        "pool_size_bytes{pool=\"y\"} 1");
    }

    private static void assertSorted(String text) {
        var families = Parsed.text(text).families;
        assertThat(List.copyOf(families.keySet())).isSorted();
        for (var family : families.values()) {
            assertThat(family.samples).extracting(s -> s.labels().toString()).isSorted();
        }
    }

    @Property(tries = 300)
    void whatIsPrintedReadsBackAsTheSamePoints(@ForAll("points") List<Point> points) {
        var bridges = new Bridges();
        var batch = new Points();
        var expected = new HashMap<String, Double>();
        for (Point point : points) {
            String[] own = point.labels.toArray(String[]::new);
            batch.add(series(point.metric, own), bridges.now(), point.value);
            var labels = new TreeMap<String, String>();
            for (int i = 0; i < own.length; i += 2) {
                labels.put(own[i], own[i + 1]);
            }
            labels.values().removeIf(String::isEmpty);
            expected.put(point.metric.name() + labels, point.value);
        }
        bridges.store.accept(batch, bridges.now());
        var parsed = Parsed.text(bridges.text());
        assertThat(parsed.samples.keySet()).isEqualTo(expected.keySet());
        parsed.samples.forEach(
                (series, sample) -> assertThat(sample.number()).isEqualTo(expected.get(series)));
        for (Point point : points) {
            var family = requireNonNull(parsed.families.get(point.metric.name()));
            assertThat(family.help).isEqualTo(point.metric.help());
        }
    }

    record Point(Metric metric, List<String> labels, double value) {}

    @Provide
    Arbitrary<List<Point>> points() {
        Arbitrary<String> text =
                Arbitraries.strings()
                        .withChars("ab\\\n\"{}=,# é\r\t\u2028")
                        .withChars('a', 'z')
                        .ofMaxLength(8);
        Arbitrary<Metric> metrics =
                text.list()
                        .ofSize(3)
                        .map(helps ->
                                Metric.gauge(
                                        "m" + helps.getFirst().length() % 3, "", helps.getLast()));
        Arbitrary<List<String>> labels =
                text.array(String[].class)
                        .ofSize(4)
                        .map(v -> List.of("x", v[0], "y_" + v[1].length(), v[2]));
        return Combinators.combine(metrics, labels, Arbitraries.doubles())
                .as(Point::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(8)
                .map(PlainTextTest::oneHelpEach);
    }

    private static List<Point> oneHelpEach(List<Point> points) {
        var first = new HashMap<String, Metric>();
        return points.stream()
                .map(p ->
                        new Point(
                                first.computeIfAbsent(p.metric.name(), _ -> p.metric),
                                p.labels,
                                p.value))
                .toList();
    }
}
