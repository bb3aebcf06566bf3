package dev.ingot.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.agent.Homelab.Port;
import dev.ingot.exporter.prometheus.Parsed;
import dev.ingot.exporter.prometheus.Road;
import dev.ingot.testkit.Await;
import dev.ingot.testkit.Golden;
import dev.ingot.testkit.Promtool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The bridge in front of everything that every receiver can show.
///
/// Pull equals push: the samples that it serves are the samples that OTLP brings, by the arithmetic
/// of each backend; [PullAndPeersTest] asks the backends themselves. And the ports of the replaced
/// exporters answer a Prometheus that scraped those.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HomelabBridgeTest {
    private static final Duration DEADLINE = Duration.ofSeconds(90);
    private static final Map<Port, String> REPLACED =
            Map.of(
                    Port.TRUENAS, "localhost:9814",
                    Port.GRAPHITE_BRIDGE, "localhost:9108",
                    Port.NET, "localhost:9551",
                    Port.PVE, "localhost:9221",
                    Port.OWN, "localhost:8888");

    private final Pushed pushed = new Pushed();
    private OtlpBackend backend;
    private Homelab lab;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        backend = new OtlpBackend(pushed::take);
        lab = new Homelab(directory, backend.endpoint());
        Set<String> all = Catalogues.names();
        Await.none("every metric on the bridge", DEADLINE, () -> without(all, served()));
    }

    @AfterAll
    void stop() {
        lab.close();
        backend.close();
    }

    private static Set<String> without(Set<String> all, Set<String> others) {
        var rest = new TreeSet<>(all);
        rest.removeAll(others);
        return rest;
    }

    private Set<String> served() throws IOException {
        return Pulled.from(lab).samples().values().stream()
                .map(Parsed.Sample::name)
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @EnumSource(Road.class)
    void everySampleThatIsScrapedIsStoredByEveryRoad(Road road) throws IOException {
        Pulled pulled = Pulled.whole(lab);
        assertThat(pushed.clashes(road)).isEmpty();
        Await.none(
                "every sample at " + road, DEADLINE, () -> pulled.missingFrom(pushed.at(road), 0));
    }

    /// A series may end between the two looks; what is pushed a moment later says so.
    @Test
    void everySeriesThatIsPushedIsScraped() {
        Await.until("enough series", DEADLINE, () -> pushed.alive().size() > 5000);
        Await.none(
                "every series on the bridge",
                DEADLINE,
                () -> {
                    Set<String> scraped = Pulled.from(lab).samples().keySet();
                    return without(pushed.alive(), scraped);
                });
    }

    /// As it is shipped, but for the ports, and for the intervals: long enough for a busy machine
    /// to answer within each.
    private String example() throws IOException {
        String config = Files.readString(Path.of("../examples/prometheus.yml"));
        for (var port : REPLACED.entrySet()) {
            assertThat(config).contains(port.getValue());
            config = config.replace(port.getValue(), "127.0.0.1:" + lab.port(port.getKey()));
        }
        return config.replace("interval: 15s", "interval: 3s").replaceAll("(?m)^rule_files.*", "");
    }

    @Test
    void queriesAskedOfTheReplacedExportersAnswerOnTheirPorts(@TempDir Path directory)
            throws IOException {
        List<String> queries =
                Files.readAllLines(Path.of("src/test/resources/queries.txt")).stream()
                        .filter(line -> !line.startsWith("#") && !line.isEmpty())
                        .toList();
        assertThat(queries).hasSizeGreaterThan(20);
        try (var prometheus = new RealPrometheus(directory, example())) {
            Await.until("six targets", DEADLINE, () -> prometheus.query("up").size() == 6);
            Await.none("targets down", DEADLINE, () -> prometheus.query("up == 0").keySet());
            for (String query : queries) {
                Await.until(query, DEADLINE, () -> !prometheus.query(query).isEmpty());
            }
        }
    }

    @Test
    void promtoolComplainsOfInheritedNamesOnly(@TempDir Path directory) throws IOException {
        var complaints = new TreeSet<String>();
        for (Port port : List.of(Port.TRUENAS, Port.GRAPHITE_BRIDGE, Port.NET, Port.PVE)) {
            Promtool.complaints(directory, lab.metrics(port))
                    .lines()
                    .map(line -> row(REPLACED.getOrDefault(port, ""), line))
                    .forEach(complaints::add);
        }
        String table =
                "| Port | Metric | What `promtool check metrics` says |\n| --- | --- | --- |\n";
        Golden.checkBetweenMarkers(
                Path.of("../exporters/prometheus/README.md"),
                "promtool",
                table + String.join("\n", complaints));
    }

    private static String row(String address, String complaint) {
        String[] parts = complaint.split(" ", 2);
        String port = address.substring(address.indexOf(':') + 1);
        return "| " + port + " | `" + parts[0] + "` | " + parts[1] + " |";
    }
}
