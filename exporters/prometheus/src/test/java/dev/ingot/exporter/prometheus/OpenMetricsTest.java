package dev.ingot.exporter.prometheus;

import static dev.ingot.exporter.prometheus.Bridges.READS;
import static dev.ingot.exporter.prometheus.Bridges.SIZE;
import static dev.ingot.exporter.prometheus.Bridges.series;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.record.Metric;
import dev.ingot.testkit.Golden;
import java.nio.file.Path;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class OpenMetricsTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Dialect OPEN_METRICS = OpenMetrics.of("", Escaping.UNDERSCORES);
    private static final Dialect QUOTED = OpenMetrics.of("", Escaping.NONE);

    @Test
    void everythingIsServed() throws Exception {
        String text = PlainTextTest.everything(Naming.FLAT, true).text(OPEN_METRICS);
        Golden.check(GOLDEN.resolve("openmetrics.txt"), text);
        Parsed.openMetrics(text);
    }

    @Test
    void namesThatNeedThemHaveQuotes() throws Exception {
        var bridges = PlainTextTest.everything(Naming.FLAT, false);
        bridges.put(series(Metric.counter("http.requests_total", "", "")), 1);
        String text = bridges.text(QUOTED);
        Golden.check(GOLDEN.resolve("quoted.txt"), text);
        assertThat(Parsed.openMetrics(text).samples).containsKey("http.requests_total{}");
        assertThat(Parsed.text(bridges.text(PlainText.of("1.0.0", Escaping.NONE))).samples)
                .containsKey("dotted.name{http.status=200}");
    }

    @Test
    void counterThatDoesNotEndInTotalIsUnknown() {
        var bridges = new Bridges().put(series(Metric.counter("reads", "", "")), 1);
        assertThat(bridges.text(OPEN_METRICS)).isEqualTo("# TYPE reads unknown\nreads 1\n# EOF\n");
    }

    @Test
    void counterWhoseShortNameIsTakenIsUnknown() {
        var bridges =
                new Bridges()
                        .put(series(READS), 1)
                        .put(series(Metric.gauge("pool_reads", "", "")), 2);
        assertThat(bridges.text(OPEN_METRICS))
                .isEqualTo(
                        """
                        # TYPE pool_reads gauge
                        pool_reads 2
                        # TYPE pool_reads_total unknown
                        # HELP pool_reads_total Reads.
                        pool_reads_total 1
                        # EOF
                        """);
    }

    @Test
    void nothingIsAnEndAlone() {
        assertThat(new Bridges().text(OPEN_METRICS)).isEqualTo("# EOF\n");
    }

    @Property(tries = 300)
    void hostileNamesAndTextsReadBack(
            @ForAll String name, @ForAll String label, @ForAll String value, @ForAll String help) {
        String fine = wellFormed(name);
        var bridges = new Bridges();
        bridges.put(series(Metric.gauge("m" + fine, "", help), "l" + wellFormed(label), value), 7)
                .put(series(SIZE), 8);
        var parsed = Parsed.openMetrics(bridges.text(QUOTED));
        var family = requireNonNull(parsed.families.get("m" + fine));
        assertThat(family.help).isEqualTo(wellFormed(help));
        assertThat(family.samples.getFirst().labels())
                .isEqualTo(
                        value.isEmpty()
                                ? Map.of()
                                : Map.of("l" + wellFormed(label), wellFormed(value)));
        assertThat(Parsed.text(bridges.text()).samples).hasSize(2);
    }

    /// Half a surrogate pair cannot be written in UTF-8.
    private static String wellFormed(String text) {
        var whole = new StringBuilder();
        text.codePoints()
                .forEach(c ->
                        whole.appendCodePoint(
                                c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE
                                        ? 0xFFFD
                                        : c));
        return whole.toString();
    }
}
