package dev.ingot.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.testkit.RealProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The alert rules that are shipped: promtool reads them, every alert has a case in which it fires
/// and one in which it does not, and what they ask for is something that a component gives.
class AlertRulesTest {
    private static final Path ALERTS = Path.of("../examples/alerts");
    private static final Pattern ALERT = Pattern.compile("- alert: (\\S+)");
    private static final Pattern FAMILY =
            Pattern.compile("\\b((?:truenas|pve|zfs|otelcol|ingot|net_interface)_[a-z0-9_]+)\\b");
    @TempDir Path directory;

    private static List<Path> files(String ending) throws IOException {
        try (Stream<Path> files = Files.list(ALERTS)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }

    static List<Path> cases() throws IOException {
        return files(".test.yml");
    }

    static List<Path> rules() throws IOException {
        return files(".yml").stream()
                .filter(file -> !file.toString().endsWith(".test.yml"))
                .toList();
    }

    private void promtool(String... arguments) {
        String[] command =
                Stream.concat(Stream.of("promtool"), Stream.of(arguments)).toArray(String[]::new);
        RealProgram.run("prometheus", directory, command);
    }

    private static String absolute(Path file) {
        return file.toAbsolutePath().normalize().toString();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void promtoolReadsTheRules(Path file) {
        promtool("check", "rules", absolute(file));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void alertsFireWhenTheyShouldAndOnlyThen(Path file) {
        promtool("test", "rules", absolute(file));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyAlertHasCasesAndARunbook(Path file) throws IOException {
        String text = Files.readString(file);
        String cases = Files.readString(Path.of(file.toString().replace(".yml", ".test.yml")));
        List<String> alerts = ALERT.matcher(text).results().map(match -> match.group(1)).toList();
        assertThat(alerts).isNotEmpty();
        assertThat(alerts.stream().filter(alert -> cases.split(alert + "\\b", -1).length < 3))
                .as("alerts whose firing and silent cases are missing")
                .isEmpty();
        assertThat(text.split("runbook", -1).length - 1).isGreaterThanOrEqualTo(alerts.size());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theFamiliesInTheRulesExist(Path file) throws IOException {
        Set<String> wanted = new HashSet<>();
        FAMILY.matcher(Files.readString(file))
                .results()
                .forEach(match -> wanted.add(match.group(1)));
        String given = given();
        assertThat(wanted.stream().filter(family -> !given.contains(family))).isEmpty();
    }

    @Test
    void theScrapeConfigurationIsRight() {
        promtool("check", "config", absolute(Path.of("../examples/prometheus.yml")));
    }

    /// The READMEs, whose metric tables are made from the code, and Graphite's mappings.
    private static String given() throws IOException {
        var text = new StringBuilder(Files.readString(Path.of("../README.md")));
        try (Stream<Path> files = Files.walk(Path.of("../receivers"))) {
            for (Path file : files.filter(AlertRulesTest::namesMetrics).toList()) {
                text.append(Files.readString(file));
            }
        }
        return text.toString();
    }

    private static boolean namesMetrics(Path file) {
        String path = file.toString();
        return path.endsWith("/README.md")
                || (path.contains("/graphite/src/main/resources/") && Files.isRegularFile(file));
    }
}
