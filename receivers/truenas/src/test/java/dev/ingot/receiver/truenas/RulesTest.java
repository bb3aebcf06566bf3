package dev.ingot.receiver.truenas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.poll.Catalogue;
import dev.ingot.poll.Poller;
import dev.ingot.testkit.RealProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The alert rules that come with the receiver.
class RulesTest {
    private static final Path RULES = Path.of("truenas.rules.yml");
    private static final Path CASES = Path.of("src/test/resources/rules/truenas.rules.test.yml");

    /// What the graphite receiver gives.
    private static final Set<String> OF_GRAPHITE = Set.of("truenas_meminfo");

    @TempDir Path directory;

    @Test
    void everyAlertFiresWhenItShouldAndOnlyThen() throws IOException {
        Files.copy(RULES, directory.resolve(RULES.getFileName()));
        Files.copy(CASES, directory.resolve(CASES.getFileName()));
        String printed =
                RealProgram.run(
                        "prometheus",
                        directory,
                        "promtool",
                        "test",
                        "rules",
                        CASES.getFileName().toString());
        assertThat(printed).contains("SUCCESS");
        String cases = Files.readString(CASES);
        Matcher alerts = Pattern.compile("- alert: (\\w+)").matcher(Files.readString(RULES));
        while (alerts.find()) {
            assertThat(cases).contains("- name: " + alerts.group(1) + "\n");
        }
    }

    @Test
    void everySeriesInThemIsOneThatIsGiven() throws IOException {
        var given = new HashSet<>(OF_GRAPHITE);
        given.add(Replications.UP.name());
        Poller.metrics(TrueNasReceiver.PREFIX).forEach(metric -> given.add(metric.name()));
        for (Collector collector : Collector.ALL) {
            for (Catalogue<?> catalogue : collector.metrics()) {
                catalogue.metrics().forEach(metric -> given.add(metric.name()));
            }
        }
        Matcher names = Pattern.compile("\\btruenas_\\w+").matcher(Files.readString(RULES));
        while (names.find()) {
            assertThat(given).contains(names.group());
        }
    }
}
