package dev.ingot.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ingot.testkit.Await;
import dev.ingot.testkit.Collectd;
import dev.ingot.testkit.Netdata;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a TrueNAS pushes answers every query that the TrueNAS Overview dashboard and its alert
/// rules ask of it: by real senders, the configuration that is shipped, the bridge and a real
/// Prometheus.
///
/// A machine for tests has no UPS, no thermometer and none of TrueNAS's own charts; these come from
/// captured lines.
class TrueNasDashboardTest {
    private static final Path DASHBOARD =
            Path.of("../examples/grafana/dashboards/truenas-overview.json");
    private static final Path ALERTS = Path.of("../examples/alerts/truenas.yml");
    private static final Path CAPTURED =
            Path.of("../receivers/graphite/src/test/resources/mappings");
    private static final Pattern PUSHED =
            Pattern.compile(
                    "\\b(system_load|uptime|truenas_meminfo|cpu_temperature|cgroup_cpu_percent"
                            + "|disk_octets|disk_temperature|interface_octets|ups_[a-z_]+)\\b");
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    @TempDir Path directory;

    @Test
    void netdataAnswersTheDashboardByTheScaleMapping() throws IOException {
        try (var backend = new OtlpBackend();
                var agent = new RunningAgent(backend.endpoint());
                var prometheus = new RealPrometheus(directory, agent);
                var netdata = Netdata.pushingTo(directory, agent.graphite)) {
            for (String query :
                    List.of(
                            "system_load{kind='load1', host='nas01'}",
                            "system_load{kind='load5', host='nas01'}",
                            "system_load{kind='load15', host='nas01'}",
                            "uptime{job='truenas', host='nas01'} / 86400",
                            "interface_octets{direction='rx', host='nas01'} * 8",
                            "interface_octets{direction='tx', host='nas01'} * 8 >= 0",
                            "processes{state='active', host='nas01'}",
                            "truenas_meminfo{type='available', host='nas01'} > 1e6")) {
                answers(prometheus, query, netdata.output());
            }
            send(agent, "truenas-scale.txt", "truenas_|cputemp|nut_|net\\.(eno1|tailscale0)\\.");
            everyQueryIsAnswered(prometheus, "nas01");
        }
    }

    @Test
    void collectdAnswersTheDashboardByTheCoreMapping() throws IOException {
        try (var backend = new OtlpBackend();
                var agent = new RunningAgent(backend.endpoint());
                var prometheus = new RealPrometheus(directory, agent);
                var collectd = Collectd.pushingTo(directory, agent.graphite)) {
            for (String query :
                    List.of(
                            "system_load{kind='load1', host='nas_lan'}",
                            "system_load{kind='load5', host='nas_lan'}",
                            "system_load{kind='load15', host='nas_lan'}",
                            "uptime{job='truenas', host='nas_lan'} / 86400",
                            "interface_octets{direction='rx', host='nas_lan'} * 8",
                            "interface_octets{direction='tx', host='nas_lan'} * 8",
                            "memory{type='free', host='nas_lan'} > 1e6")) {
                answers(prometheus, query, collectd.output());
            }
            send(agent, "truenas-core.txt", "truenas-|cputemp|disktemp|nut-|disk-|interface-");
            everyQueryIsAnswered(prometheus, "nas_lan");
        }
    }

    /// Sends the captured lines of some charts, as if they had been measured now.
    private static void send(RunningAgent agent, String file, String charts) throws IOException {
        var some = Pattern.compile(charts);
        var lines = new StringBuilder();
        for (String line : Files.readAllLines(CAPTURED.resolve(file))) {
            if (some.matcher(line).find()) {
                lines.append(line, 0, line.lastIndexOf(' ') + 1)
                        .append(Instant.now().getEpochSecond())
                        .append('\n');
            }
        }
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), agent.graphite)) {
            socket.getOutputStream().write(lines.toString().getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private static void everyQueryIsAnswered(RealPrometheus prometheus, String host)
            throws IOException {
        List<String> queries = new ArrayList<>(ofTheDashboard(host));
        assertThat(queries).hasSizeGreaterThan(20);
        queries.addAll(ofTheAlerts());
        assertThat(queries).hasSizeGreaterThan(28);
        for (String query : queries) {
            answers(prometheus, query, "");
        }
    }

    private static void answers(RealPrometheus prometheus, String query, String said) {
        Await.until(
                "an answer to `" + query + "` " + said,
                DEADLINE,
                () -> !prometheus.query(query).isEmpty());
    }

    /// The dashboard's queries for what is pushed, for one host.
    private static List<String> ofTheDashboard(String host) throws IOException {
        return new ObjectMapper()
                .readTree(DASHBOARD.toFile()).findValuesAsText("expr").stream()
                        .filter(query -> PUSHED.matcher(query).find())
                        .map(query -> query.replace("$host", host))
                        .distinct()
                        .toList();
    }

    /// What the alert rules compare, without the comparison.
    private static List<String> ofTheAlerts() throws IOException {
        return Files.readAllLines(ALERTS).stream()
                .filter(line -> line.contains("expr: ") && PUSHED.matcher(line).find())
                .map(line -> line.replaceFirst("^.*expr: ", "").replaceFirst(" [<>] \\d+$", ""))
                .toList();
    }
}
