package dev.ingot.agent;

import dev.ingot.receiver.truenas.NasServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/// A NAS that is well, until it has everything at once that an alert rule is for. What it pushes is
/// in the form of TrueNAS CORE.
final class SickNas {
    private static final String DISK =
            """
            {"name": "a", "type": "DISK", "disk": "sda", "status": "ONLINE", "children": [],
             "stats": {"read_errors": 0, "write_errors": 0, "checksum_errors": %d}}
            """;
    private static final String MIRROR =
            """
            {"name": "mirror-0", "type": "MIRROR", "status": "ONLINE", "children": [
              {"name": "b", "type": "DISK", "disk": "sdb", "status": "ONLINE", "children": []},
            """
                    + DISK
                    + "]}";
    private static final String SCHEDULE =
            """
            {"minute": "0", "hour": "*", "dom": "*", "month": "*", "dow": "*",
             "begin": "00:00", "end": "23:59"}
            """;

    private final NasServer nas;
    private final int graphite;

    /// @param graphite the port to push to
    SickNas(NasServer nas, int graphite) {
        this.nas = nas;
        this.graphite = graphite;
    }

    void well() throws IOException {
        nas.answer("replication.query", "[" + task("FINISHED", 1) + "]");
        nas.answer("pool.snapshottask.query", "[" + task("FINISHED", 1) + "]");
        nas.answer("app.query", "[{\"name\": \"web\", \"state\": \"RUNNING\"}]");
        machines("RUNNING");
        nas.answer("pool.query", pools("ONLINE", 100, 1, 0, MIRROR.formatted(0)));
        nas.answer("boot.get_state", pool("boot-pool", "ONLINE", 100, 1, DISK.formatted(0)));
        for (String none : new String[] {"cloudsync.query", "rsynctask.query", "alert.list"}) {
            nas.answer(none, "[]");
        }
        push(40, 4e9, 0.4, 100, 230);
    }

    /// A disk of a mirror has errors and another mirror has lost a disk for good, in pools that are
    /// full and were last scrubbed long ago.
    void sick() throws IOException {
        nas.answer("replication.query", "[" + task("ERROR", 72) + "]");
        nas.answer(
                "pool.snapshottask.query",
                "[" + task("ERROR", 1) + "," + task("FINISHED", 72) + "]");
        nas.answer("app.query", "[{\"name\": \"web\", \"state\": \"CRASHED\"}]");
        machines("ERROR");
        long hours = Duration.ofDays(52).toHours();
        nas.answer("pool.query", pools("DEGRADED", 900, hours, 3, DISK.formatted(0)));
        nas.answer(
                "alert.list",
                "[{\"uuid\": \"1\", \"klass\": \"VolumeStatus\", \"level\": \"CRITICAL\","
                        + " \"formatted\": \"gone\", \"dismissed\": false}]");
        nas.forbid("cloudsync.query");
        push(90, 2e8, 12, 10, 0);
    }

    private void machines(String state) throws IOException {
        nas.answer(
                "vm.query",
                "[{\"id\": 1, \"name\": \"haos\", \"status\": {\"state\": \"%s\"}}]"
                        .formatted(state));
        nas.answer(
                "virt.instance.query",
                "[{\"id\": \"deb1\", \"name\": \"deb1\", \"type\": \"VM\", \"status\": \"%s\"}]"
                        .formatted(state));
    }

    private static long ago(long hours) {
        return Instant.now().minus(Duration.ofHours(hours)).toEpochMilli();
    }

    /// Two pools: in one a disk has errors, the other is made of `data`.
    private static String pools(String status, int used, long scrubbed, int errors, String data) {
        return "[%s, %s]"
                .formatted(
                        pool("tank", status, used, scrubbed, MIRROR.formatted(errors)),
                        pool("ssd", status, used, scrubbed, data));
    }

    private static String pool(String name, String status, int used, long scrubbed, String data) {
        return """
        {"id": 1, "name": "%s", "status": "%s", "healthy": true, "status_code": "OK",
         "size": 1000, "allocated": %d, "free": 100,
         "scan": {"function": "SCRUB", "state": "FINISHED", "end_time": {"$date": %d}},
         "topology": {"data": [%s]}}
        """
                .formatted(name, status, used, ago(scrubbed), data);
    }

    /// A replication or snapshot task that runs each hour.
    private static String task(String state, long hours) {
        return """
        {"id": %d, "name": "a", "dataset": "tank/a", "enabled": true, "schedule": %s,
         "source_datasets": ["tank/a"], "periodic_snapshot_tasks": [],
         "state": {"state": "%s", "datetime": {"$date": %d}}}
        """
                .formatted(hours, SCHEDULE, state, ago(hours));
    }

    private void push(int celsius, double memory, double load, int charge, int volts)
            throws IOException {
        String lines =
                """
                cputemp-0.temperature %1$d
                disktemp-WYE0BDPW.temperature %1$d
                truenas-meminfo-total.gauge 8e9
                truenas-meminfo-available.gauge %2$s
                load.load.shortterm %3$s
                nut-ups.percent-charge %4$d
                nut-ups.timeleft-battery %5$d
                nut-ups.voltage-input %6$d
                """
                        .formatted(celsius, memory, load, charge, charge * 10, volts);
        var text = new StringBuilder();
        for (String line : lines.lines().toList()) {
            text.append("servers.nas01.").append(line).append(' ');
            text.append(Instant.now().getEpochSecond()).append('\n');
        }
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), graphite)) {
            socket.getOutputStream().write(text.toString().getBytes(StandardCharsets.US_ASCII));
        }
    }
}
