package dev.ingot.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ingot.testkit.Await;
import dev.ingot.testkit.Netdata;
import dev.ingot.testkit.RealProgram;
import dev.ingot.testkit.SyslogNg;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole agent with the configuration that is shipped: real senders, a real scraper, an OTLP
/// backend that is not ours.
class AgentTest {
    @TempDir Path directory;

    private void nc(int port, String line) {
        RealProgram.run(
                "netcat-openbsd",
                directory,
                line,
                new String[] {"nc", "-q1", "127.0.0.1", "" + port});
    }

    private void logger(int port, String message) {
        RealProgram.run(
                "bsdutils", directory, "logger", "-n", "127.0.0.1", "-P", "" + port, "-d", message);
    }

    @Test
    void aLineAndAMessageTakeEveryRoad() throws IOException {
        try (var backend = new OtlpBackend();
                var agent = new RunningAgent(backend.endpoint());
                var prometheus = new RealPrometheus(directory, agent)) {
            nc(agent.graphite, "a.b.c 1 " + Instant.now().getEpochSecond() + "\n");
            nc(
                    agent.graphite,
                    "disk.used;disk=sda;host=nas01 0.25 " + Instant.now().getEpochSecond() + "\n");
            logger(agent.syslog, "hello");

            Await.until(
                    "the points at the backend, has " + backend.newest(),
                    () -> backend.newest().size() == 2);
            assertThat(backend.newest())
                    .containsEntry("a_b_c{job=graphite}", 1.0)
                    .containsEntry("disk_used{disk=sda, host=nas01, job=graphite}", 0.25);
            Await.until("the message at the backend", () -> backend.logs().size() == 1);
            assertThat(backend.logs().getFirst().getBody().getStringValue()).contains("hello");

            assertThat(agent.bridge())
                    .contains("# TYPE a_b_c gauge\n", "a_b_c{instance=\"\",job=\"graphite\"} 1\n")
                    .contains(
                            "disk_used{disk=\"sda\",host=\"nas01\",instance=\"\",job=\"graphite\"} 0.25\n");

            Await.until("Prometheus to have scraped", () -> !prometheus.query("a_b_c").isEmpty());
            assertThat(prometheus.query("a_b_c"))
                    .isEqualTo(Map.of("{__name__=a_b_c, job=graphite}", 1.0));
            assertThat(prometheus.query("disk_used"))
                    .isEqualTo(
                            Map.of(
                                    "{__name__=disk_used, disk=sda, host=nas01, job=graphite}",
                                    0.25));
        }
    }

    @Test
    void netdataAndSyslogNgAreSeenByBackendAndPrometheus() throws IOException {
        Path ng = Files.createDirectory(directory.resolve("syslog-ng"));
        Path nd = Files.createDirectory(directory.resolve("netdata"));
        try (var backend = new OtlpBackend();
                var agent = new RunningAgent(backend.endpoint());
                var prometheus = new RealPrometheus(directory, agent);
                var _ = Netdata.pushingTo(nd, agent.graphite);
                var syslogNg =
                        new SyslogNg(
                                ng,
                                "syslog(\"127.0.0.1\" transport(tcp) port("
                                        + agent.syslog
                                        + "))")) {
            syslogNg.log("daemon.warning", "smbd", "pool tank is at 81%");
            Await.until("the message at the backend", () -> backend.logs().size() == 1);
            assertWarning(backend.logs().getFirst());

            String up = "uptime{host=nas01, job=truenas}";
            Await.until(
                    "netdata's charts at the backend, have " + backend.newest().keySet(),
                    Duration.ofSeconds(60),
                    () -> backend.newest().containsKey(up));
            double uptime = uptimeSeconds();
            assertThat(backend.newest().get(up)).isCloseTo(uptime, within(120.0));

            Await.until("Prometheus to have scraped", () -> !prometheus.query("uptime").isEmpty());
            assertThat(prometheus.query("uptime"))
                    .hasEntrySatisfying(
                            "{__name__=uptime, host=nas01, job=truenas}",
                            value -> assertThat(value).isCloseTo(uptime, within(120.0)));
            Await.until(
                    "three loads at Prometheus",
                    () ->
                            prometheus
                                    .query("count by (kind) (system_load)")
                                    .keySet()
                                    .equals(
                                            Set.of(
                                                    "{kind=load1}",
                                                    "{kind=load5}",
                                                    "{kind=load15}")));
            String accepted =
                    "sum(otelcol_receiver_accepted_log_records{receiver=\"syslog\",transport=\"tcp\"})";
            Await.until(
                    "the counter at Prometheus",
                    () -> prometheus.query(accepted).equals(Map.of("{}", 1.0)));
        }
    }

    private static void assertWarning(LogRecord log) {
        var fields = new TreeMap<String, String>();
        log.getAttributesList()
                .forEach(field -> fields.put(field.getKey(), field.getValue().getStringValue()));
        assertThat(log.getSeverityNumber()).isEqualTo(SeverityNumber.SEVERITY_NUMBER_WARN);
        assertThat(log.getSeverityText()).isEqualTo("warning");
        assertThat(log.getBody().getStringValue())
                .startsWith("<28>1 ")
                .endsWith("pool tank is at 81%");
        assertThat(fields)
                .containsEntry("appname", "smbd")
                .containsEntry("proc_id", "4711")
                .containsEntry("message", "pool tank is at 81%")
                .containsEntry("net.peer.ip", "127.0.0.1")
                .containsKeys("hostname", "facility", "priority", "version", "structured_data");
        assertThat(Instant.ofEpochSecond(0, log.getTimeUnixNano()))
                .isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
    }

    private static double uptimeSeconds() throws IOException {
        return Double.parseDouble(Files.readString(Path.of("/proc/uptime")).split(" ", 2)[0]);
    }

    @Test
    void theAgentTellsOfItself() throws IOException {
        try (var backend = new OtlpBackend();
                var agent = new RunningAgent(backend.endpoint())) {
            nc(
                    agent.graphite,
                    "room.temperature 21.5 " + Instant.now().getEpochSecond() + "\nnonsense\n");
            Await.until(
                    "the counters",
                    () -> agent.own().contains("otelcol_exporter_sent_metric_points{"));
            Await.until(
                    "the points to be sent",
                    () -> agent.own().contains("exporter=\"otlp_http\"} 1\n"));
            assertThat(agent.own())
                    .contains(
                            "otelcol_receiver_accepted_metric_points{receiver=\"graphite\",transport=\"tcp\"} 1\n")
                    .contains("otelcol_process_uptime ")
                    .contains("otelcol_process_memory_rss ");
            assertThat(Http.get("http://127.0.0.1:" + agent.health + "/").statusCode())
                    .isEqualTo(200);
            RealProgram.run(
                    "prometheus",
                    directory,
                    agent.bridge(),
                    new String[] {"promtool", "check", "metrics"});
        }
    }

    @Test
    void anAbsentBackendDoesNotFreezeTheBridge() throws IOException {
        try (var agent =
                new RunningAgent(
                        "http://127.0.0.1:1",
                        "exporters.otlp_http.sending_queue.queue_size=64KiB")) {
            for (int i = 0; i < 3; i++) {
                nc(agent.graphite, "a.b.c " + i + " " + Instant.now().getEpochSecond() + "\n");
                String line = "a_b_c{instance=\"\",job=\"graphite\"} " + i + "\n";
                Await.until(line + " on the bridge", () -> agent.bridge().contains(line));
            }
        }
    }
}
