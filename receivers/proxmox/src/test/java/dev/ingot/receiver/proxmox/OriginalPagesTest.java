package dev.ingot.receiver.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.record.Labels;
import dev.ingot.record.Metric;
import dev.ingot.record.Points;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The pages of `src/test/resources/original` are what prometheus-pve-exporter 3.10.2 itself makes
/// of the server that the tests have, on a machine in UTC. To record them anew, with a `pve.yml`
/// that has the token and `verify_ssl: false`:
///
///     examples/proxmox/serve tls=yes
///     pve_exporter --config.file pve.yml
///     curl 'http://localhost:9221/pve?target=localhost&cluster=1&node=0'
class OriginalPagesTest {
    private static final Path PAGES = Path.of("src/test/resources/original");
    private static final Pattern SAMPLE = Pattern.compile("(\\w+)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    /// What a page says, in an order and a notation that do not depend on who wrote it: a line for
    /// the kind and the meaning of each metric that has a series, and one for each series.
    private static final class Page {
        private final Map<String, String> heads = new TreeMap<>();
        private final SortedSet<String> lines = new TreeSet<>();

        void add(String name, Map<String, String> labels, double value) {
            lines.add(name + new TreeMap<>(labels) + " " + value);
        }

        /// A label without a value is none.
        static Page read(String text) {
            var page = new Page();
            for (String line : text.split("\n", -1)) {
                Matcher sample = SAMPLE.matcher(line);
                if (line.startsWith("# ")) {
                    String[] words = line.split(" ", 4);
                    page.heads.merge(words[2], words[3], (help, kind) -> kind + ": " + help);
                } else if (sample.matches()) {
                    var labels = new TreeMap<String, String>();
                    LABEL.matcher(String.valueOf(sample.group(2)))
                            .results()
                            .filter(label -> !label.group(2).isEmpty())
                            .forEach(label -> labels.put(label.group(1), label.group(2)));
                    page.add(sample.group(1), labels, Double.parseDouble(sample.group(3)));
                }
            }
            return page;
        }

        static Page of(Points points, Predicate<String> wanted) {
            var page = new Page();
            for (int i = 0; i < points.size(); i++) {
                Metric metric = points.series(i).metric();
                if (wanted.test(metric.name())) {
                    Labels labels = points.series(i).labels();
                    String kind = metric.kind().name().toLowerCase(Locale.ROOT);
                    page.heads.put(metric.name(), kind + ": " + metric.help());
                    page.add(
                            metric.name(),
                            labels.toMap(),
                            points.isLong(i) ? points.bits(i) : points.value(i));
                }
            }
            return page;
        }

        SortedSet<String> lines() {
            var all = new TreeSet<>(lines);
            heads.forEach((name, head) -> {
                if (lines.stream().anyMatch(line -> line.startsWith(name + "{"))) {
                    all.add("# " + name + " " + head);
                }
            });
            return all;
        }
    }

    private static SortedSet<String> original(String cluster, String page) throws IOException {
        return Page.read(Files.readString(PAGES.resolve(cluster).resolve(page))).lines();
    }

    @ParameterizedTest
    @CsvSource({"three-9", "three-8", "alone", "down"})
    void theOriginalsPagesAreAnsweredToTheLastValue(String cluster) throws Exception {
        var model =
                cluster.equals("alone")
                        ? PveModel.alone()
                        : PveModel.three(!cluster.equals("three-8"));
        try (var server = new PveServer(model);
                var station =
                        new Station(
                                "endpoints: '" + server.url() + "', nodes: local, " + Station.TOKEN,
                                "dialects: prometheus-pve-exporter\ntimeout: 60s")) {
            if (cluster.equals("down")) {
                server.down("pve2");
            }
            station.poll();
            Points points = station.recorder().points();
            assertThat(Page.of(points, name -> name.matches(PveMetrics.OF_CLUSTER)).lines())
                    .isEqualTo(original(cluster, "cluster1-node0.txt"))
                    .hasSizeGreaterThan(50);
            assertThat(Page.of(points, name -> name.matches(PveMetrics.OF_NODE)).lines())
                    .isEqualTo(original(cluster, "cluster0-node1.txt"))
                    .hasSizeGreaterThan(10);
        }
    }
}
