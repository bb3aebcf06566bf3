package dev.ingot.exporter.prometheus;

import static dev.ingot.exporter.prometheus.Bridges.origin;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.record.Kind;
import dev.ingot.record.Labels;
import dev.ingot.record.Metric;
import dev.ingot.record.Origin;
import dev.ingot.record.Series;
import dev.ingot.testkit.Golden;
import dev.ingot.testkit.Promtool;
import dev.ingot.testkit.RealProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Four listeners on the ports of the exporters that Ingot replaces, scraped by Debian's prometheus
/// with `examples/prometheus.yml`. Only addresses and the interval differ.
class ReplacedExportersTest {
    private static final Path EXAMPLE = Path.of("../../examples/prometheus.yml");
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    @TempDir Path directory;
    private final List<Served> listeners = new ArrayList<>();

    private Served listener(String more) throws Exception {
        var served = new Served("identity: none\n" + more);
        listeners.add(served);
        return served;
    }

    private static void put(
            Served to, Origin from, Kind kind, String name, double value, String... labels) {
        var metric = Metric.of(name, kind, "", "As the replaced exporter has it.");
        to.put(Series.of(from, metric, Labels.of(labels)), value);
    }

    @BeforeEach
    void start() throws Exception {
        Kind gauge = Kind.GAUGE;
        Origin nas = origin("truenas", "nas01");
        Served truenas = listener("");
        put(truenas, nas, gauge, "truenas_replication_up", 1, "host", "nas01");
        String[] task = {"host", "nas01", "task_name", "offsite", "task_id", "1"};
        put(truenas, nas, gauge, "truenas_replication_state", -1, task);
        put(truenas, nas, gauge, "truenas_replication_age_seconds", 9000, task);
        put(truenas, nas, gauge, "truenas_replication_expected_interval_seconds", 3600, task);
        String[] app = {"host", "nas01", "app", "jellyfin"};
        put(truenas, nas, gauge, "truenas_app_state", -1, app);
        put(truenas, nas, gauge, "truenas_app_info", 1, "host", "nas01", "app", "jellyfin");

        Served graphite = listener("");
        put(graphite, nas, gauge, "uptime", 86400, "host", "nas01");
        put(graphite, nas, gauge, "cpu_temperature", 80.5, "host", "nas01", "cpu", "0");
        put(graphite, nas, gauge, "disk_temperature", 51, "host", "nas01", "serial", "S1");
        put(graphite, nas, gauge, "truenas_meminfo", 32e9, "host", "nas01", "type", "total");
        put(graphite, nas, gauge, "truenas_meminfo", 2e9, "host", "nas01", "type", "available");
        put(graphite, nas, gauge, "system_load", 9, "host", "nas01", "kind", "load1");

        Served net = listener("");
        put(
                net,
                nas,
                Kind.COUNTER,
                "net_interface_rx_bytes_total",
                1111594096922.0,
                "interface",
                "veth402dbe0",
                "instance",
                "ix-grafana-grafana-1",
                "instance_type",
                "docker",
                "app",
                "grafana");

        Served pve = listener("paths: [/metrics, /pve]");
        for (String node : List.of("pve1.home", "pve2.home")) {
            Origin from = origin("pve", node + ":8006");
            put(pve, from, gauge, "pve_up", 1, "id", "node/" + node);
            put(pve, from, gauge, "pve_cpu_usage_ratio", 0.25, "id", "qemu/" + node.charAt(3));
            String[] guest = {"id", "qemu/" + node.charAt(3), "name", "vm" + node.charAt(3)};
            put(pve, from, gauge, "pve_guest_info", 1, guest);
            put(pve, from, gauge, "pve_not_backed_up_total", 2, "id", "cluster/" + node);
        }

        Served self = listener("");
        put(self, Origin.NONE, gauge, "ingot_receiver_open_connections", 1);
    }

    @AfterEach
    void stop() {
        listeners.forEach(Served::close);
    }

    private String example() throws Exception {
        String config = Files.readString(EXAMPLE).replace("interval: 15s", "interval: 3s");
        int[] ports = {9814, 9108, 9551, 9221, 8888};
        for (int i = 0; i < ports.length; i++) {
            assertThat(config).contains("localhost:" + ports[i]);
            config =
                    config.replace("localhost:" + ports[i], "127.0.0.1:" + listeners.get(i).port());
        }
        return config;
    }

    @Test
    void queriesOfTheirDashboardsAndAlertsAnswer() throws Exception {
        try (var prometheus = Prometheus.start(directory, example())) {
            prometheus.scraped();
            prometheus.answers(
                    "truenas_replication_state == -1",
                    "truenas_replication_state{host=nas01, instance=127.0.0.1:%d,"
                                    .formatted(listeners.getFirst().port())
                            + " job=truenas, task_id=1, task_name=offsite} -1");
            Map<String, Integer> answers =
                    Map.ofEntries(
                            Map.entry(
                                    "truenas_replication_age_seconds"
                                            + " > (truenas_replication_expected_interval_seconds * 2)",
                                    1),
                            Map.entry("truenas_app_state == -1", 1),
                            Map.entry("last_over_time(truenas_app_info[5m])", 1),
                            Map.entry("max(cpu_temperature) by (host) > 75", 1),
                            Map.entry("disk_temperature > 50", 1),
                            Map.entry("uptime{job=\"truenas\"}", 1),
                            Map.entry("system_load{kind=\"load1\"} > 8", 1),
                            Map.entry(
                                    "(1 - (truenas_meminfo{type=\"available\"} / ignoring(type)"
                                            + " truenas_meminfo{type=\"total\"})) * 100 > 90",
                                    1),
                            Map.entry(
                                    "net_interface_rx_bytes_total{"
                                            + "instance=\"ix-grafana-grafana-1\"}",
                                    1),
                            Map.entry("pve_up{instance=\"pve1.home\"}", 1),
                            Map.entry("pve_up", 2),
                            Map.entry("up{job=\"pve\"} == 1", 2),
                            Map.entry(
                                    "pve_cpu_usage_ratio * on(id, instance)"
                                            + " group_left(name) pve_guest_info",
                                    2),
                            Map.entry("pve_not_backed_up_total == 2", 2));
            for (var answer : answers.entrySet()) {
                prometheus.answers(answer.getKey(), answer.getValue());
            }
        }
    }

    @Test
    void exampleIsWhatPromtoolAccepts() {
        assertThat(
                        RealProgram.run(
                                "prometheus",
                                directory,
                                "promtool",
                                "check",
                                "config",
                                EXAMPLE.toAbsolutePath().normalize().toString()))
                .contains("is valid prometheus config file syntax");
    }

    /// What it complains of is inherited: the names are those of the replaced exporters.
    @Test
    void promtoolComplainsOfInheritedNamesOnly() throws Exception {
        var complaints = new StringBuilder();
        for (Served listener : listeners) {
            complaints.append(Promtool.complaints(directory, listener.text("/metrics")));
        }
        Golden.check(GOLDEN.resolve("promtool.txt"), complaints.toString());
    }
}
