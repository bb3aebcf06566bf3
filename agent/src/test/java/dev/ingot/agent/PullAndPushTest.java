package dev.ingot.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.exporter.prometheus.Parsed;
import dev.ingot.exporter.prometheus.Road;
import dev.ingot.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Pull equals push: over everything that every receiver can show, the samples that the bridge
/// serves are the samples that OTLP brings, by the arithmetic of each backend. [PullAndPeersTest] asks the
/// backends themselves.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PullAndPushTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\| (?:gauge|counter) ");

    /// Rules called `dropped_…` drop what they match.
    private static final Pattern RULE =
            Pattern.compile("(?m)^ +(?:- )?name: \"?(?!dropped_)([a-z0-9_]+)\"?$");

    private final Pushed pushed = new Pushed();
    private OtlpBackend backend;
    private Homelab lab;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        backend = new OtlpBackend(pushed::take);
        lab = new Homelab(directory, backend.endpoint());
        Set<String> all = catalogues();
        try {
            Await.until("all", Duration.ofSeconds(90), () -> served().containsAll(all));
        } catch (AssertionError late) {
            all.removeAll(served());
            throw new AssertionError("never served: " + all, late);
        }
    }

    @AfterAll
    void stop() {
        lab.close();
        backend.close();
    }

    private Set<String> served() throws IOException {
        return Pulled.from(lab).samples().values().stream()
                .map(Parsed.Sample::name)
                .collect(Collectors.toSet());
    }

    /// Every metric of the tables that the receivers' READMEs have, and of the mappings of Graphite
    /// that are on by default.
    private static Set<String> catalogues() throws IOException {
        var names = new TreeSet<String>();
        for (String receiver : List.of("truenas", "proxmox", "zfs", "interfaces")) {
            add(names, ROW, Path.of("../receivers", receiver, "README.md"));
        }
        for (String mapping : List.of("core", "scale")) {
            String folder = "../receivers/graphite/src/main/resources/dev/ingot/receiver/graphite";
            add(names, RULE, Path.of(folder, "mappings", "truenas-" + mapping + ".yaml"));
        }
        return names;
    }

    private static void add(Set<String> names, Pattern pattern, Path file) throws IOException {
        Matcher each = pattern.matcher(Files.readString(file));
        int before = names.size();
        while (each.find()) {
            names.add(each.group(1));
        }
        assertThat(names).as(file.toString()).hasSizeGreaterThan(before);
    }

    @ParameterizedTest
    @EnumSource(Road.class)
    void everySampleThatIsScrapedIsStoredByEveryRoad(Road road) throws IOException {
        Pulled pulled = Pulled.from(lab);
        assertThat(pulled.samples()).hasSizeGreaterThan(5000);
        assertThat(pushed.clashes(road)).isEmpty();
        Await.until(
                "every sample at " + road,
                Duration.ofSeconds(60),
                () -> pulled.missingFrom(pushed.at(road), 0).isEmpty());
    }

    /// A series may end between the two looks; what is pushed a moment later says so.
    @Test
    void everySeriesThatIsPushedIsScraped() {
        Await.until("enough series", () -> pushed.alive().size() > 5000);
        Await.until(
                "every series on the bridge",
                Duration.ofSeconds(60),
                () -> Pulled.from(lab).samples().keySet().containsAll(pushed.alive()));
    }
}
