package dev.ingot.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ingot.receiver.truenas.NasServer;
import dev.ingot.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the agent reads from the API of a NAS answers the TrueNAS Overview dashboard, the one that
/// it replaces, and the alert rules: through the bridge, in a real Prometheus.
class TrueNasAlertsTest {
    private static final Path DASHBOARD =
            Path.of("../examples/grafana/dashboards/truenas-overview.json");
    private static final Path ALERTS = Path.of("../examples/alerts/truenas.yml");
    private static final Pattern READ = Pattern.compile("\\btruenas_(?!meminfo)[a-z_]+\\{");
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    /// What the dashboard of the replaced exporter asks of it, as it stands there.
    private static final List<String> REPLACED =
            List.of(
                    "min(truenas_replication_state{host=~\"$host\"})",
                    "last_over_time(truenas_replication_state{host=~\"$host\"}[5m])",
                    "last_over_time(truenas_replication_age_seconds{host=~\"$host\"}[5m])",
                    "last_over_time(truenas_replication_expected_interval_seconds{host=~\"$host\"}"
                            + "[5m])",
                    "last_over_time(truenas_replication_last_run_timestamp{host=~\"$host\"}[5m])"
                            + " * 1000",
                    "last_over_time(truenas_app_state{host=~\"$host\"}[5m])",
                    "last_over_time(truenas_app_info{host=~\"$host\"}[5m])",
                    "label_replace(label_replace(last_over_time(truenas_vm_state{host=~\"$host\"}"
                            + "[5m]), \"name\", \"$1\", \"vm\", \"(.*)\"), \"type\","
                            + " \"VM (bhyve)\", \"\", \"\")",
                    "label_replace(last_over_time(truenas_virt_state{host=~\"$host\"}[5m]),"
                            + " \"name\", \"$1\", \"instance_id\", \"(.*)\")");

    /// The rule as it stood there: the two sides differ in `type`.
    private static final String NEVER_FIRES =
            "(1 - (truenas_meminfo{type=\"available\"} / truenas_meminfo{type=\"total\"})) * 100"
                    + " > 90";

    @TempDir Path directory;

    private static RunningAgent agent(OtlpBackend backend, NasServer nas) throws IOException {
        String target =
                "{name: nas01, url: '%s', username: %s, api_key: %s, fingerprint: '%s'}"
                        .formatted(nas.url(), NasServer.USER, NasServer.KEY, nas.fingerprint());
        return new RunningAgent(
                backend.endpoint(),
                "receivers.truenas.targets=[" + target + "]",
                "receivers.truenas.collection_interval=1s",
                "service.pipelines.metrics.receivers=[graphite, truenas]");
    }

    @Test
    void everyQueryOfTheDashboardsIsAnswered() throws IOException {
        try (var backend = new OtlpBackend();
                var nas = new NasServer(NasServer.Release.V25_10).start();
                var agent = agent(backend, nas);
                var prometheus = new RealPrometheus(directory, agent)) {
            List<String> queries = new ArrayList<>(REPLACED);
            queries.addAll(ofTheDashboard());
            assertThat(queries).hasSizeGreaterThan(REPLACED.size() + 20);
            for (String query : queries) {
                String asked = query.replace("$host", "nas01");
                Await.until(asked, DEADLINE, () -> !prometheus.query(asked).isEmpty());
            }
        }
    }

    private static List<String> ofTheDashboard() throws IOException {
        return new ObjectMapper()
                .readTree(DASHBOARD.toFile()).findValuesAsText("expr").stream()
                        .filter(query -> READ.matcher(query).find())
                        .distinct()
                        .toList();
    }

    @Test
    void everyAlertFiresOnItsFaultAndNoneBefore() throws IOException {
        try (var backend = new OtlpBackend();
                var nas = new NasServer(NasServer.Release.V25_10).start();
                var agent = agent(backend, nas)) {
            var model = new SickNas(nas, agent.graphite);
            model.well();
            try (var prometheus = new RealPrometheus(directory, agent, impatientRules())) {
                Map<String, String> alerts = prometheus.alerts();
                assertThat(alerts).hasSizeGreaterThan(22);
                for (String last : List.of("truenas_service_running", "ups_voltage")) {
                    Await.until(last, DEADLINE, () -> !prometheus.query(last).isEmpty());
                }
                for (var alert : alerts.entrySet()) {
                    assertThat(prometheus.query(alert.getValue())).as(alert.getKey()).isEmpty();
                }
                model.sick();
                Set<String> expected = new TreeSet<>(alerts.keySet());
                expected.remove("TrueNASAPIUnreachable");
                awaitFiring(prometheus, expected);
                assertThat(prometheus.query(NEVER_FIRES)).isEmpty();
                nas.mood(NasServer.Mood.HANGING_UP);
                nas.dropConnections();
                awaitFiring(prometheus, Set.of("TrueNASAPIUnreachable"));
            }
        }
    }

    /// The rules that are shipped, looked at each second and firing at once.
    private Path impatientRules() throws IOException {
        String rules =
                Files.readString(ALERTS)
                        .replaceAll("interval: \\S+", "interval: 1s")
                        .replaceAll("for: \\S+", "for: 0s");
        return Files.writeString(directory.resolve("rules.yml"), rules);
    }

    private static void awaitFiring(RealPrometheus prometheus, Set<String> alerts) {
        Set<String> silent = new TreeSet<>(alerts);
        try {
            Await.until(
                    "the alerts to fire",
                    DEADLINE,
                    () -> {
                        silent.removeAll(firing(prometheus));
                        return silent.isEmpty();
                    });
        } catch (AssertionError late) {
            throw new AssertionError("these do not fire: " + silent, late);
        }
    }

    /// The names of the alerts that fire for the NAS.
    private static List<String> firing(RealPrometheus prometheus) throws IOException {
        Map<String, Double> answer =
                prometheus.query(
                        "count by (alertname) (ALERTS{alertstate=\"firing\", host=\"nas01\"})");
        return answer.keySet().stream()
                .map(labels -> labels.replaceAll("^\\{alertname=|}$", ""))
                .toList();
    }
}
