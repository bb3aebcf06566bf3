package dev.ingot.receiver.proxmox;

import dev.ingot.config.Section;
import dev.ingot.poll.Schedule;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// @param slowEveryRounds how often what changes seldom or is expensive is asked for
/// @param diskHealth whether disks are asked for their health, which may wake them
record ProxmoxConfig(
        Schedule schedule,
        int slowEveryRounds,
        Set<Dialect> dialects,
        boolean nodeNetwork,
        boolean guestDetails,
        boolean onboot,
        boolean diskHealth,
        boolean taskLogs,
        String job,
        List<ClusterConfig> clusters) {

    static ProxmoxConfig read(Section in) {
        var schedule = Schedule.read(in, "15s", "10s");
        int slow =
                (int)
                        in.number(
                                "slow_every_rounds",
                                20,
                                1,
                                10_000,
                                "Backups, replication, certificates, subscriptions and disks are"
                                        + " asked for in every so many rounds.");
        Set<Dialect> dialects = dialects(in);
        boolean network =
                in.flag(
                        "node_network",
                        true,
                        "Traffic of each node, from what the cluster exports: one call that answers"
                                + " with much more.");
        boolean details =
                in.flag(
                        "guest_details",
                        true,
                        "Traffic of each network card and each disk of a guest: three more calls a"
                                + " node.");
        boolean onboot =
                in.flag(
                        "onboot",
                        true,
                        "Whether guests start with their node: one call a guest, spread over"
                                + " rounds.");
        boolean health =
                in.flag(
                        "disk_health",
                        false,
                        "Ask disks for SMART health and wear, which can wake sleeping ones.");
        boolean taskLogs =
                in.flag("task_logs", false, "Send a log record for each task that failed.");
        String job = in.text("job", "proxmox", "The label `job` (resource `service.name`).");
        var limits =
                new ClusterConfig.Limits(
                        (int)
                                in.number(
                                        "max_concurrent_requests",
                                        16,
                                        1,
                                        256,
                                        "Calls to a cluster at once."),
                        in.number(
                                "max_requests_per_second",
                                10,
                                1,
                                1000,
                                "Calls to one node, and to the cluster as such."),
                        in.bytes("max_reply", "32MiB", "The longest answer that is read."));
        List<ClusterConfig> clusters =
                in.list(
                        "clusters",
                        "The clusters, and nodes that stand alone.",
                        item -> ClusterConfig.read(item, limits));
        in.require(!clusters.isEmpty(), "clusters", "must name at least one");
        in.require(
                clusters.stream().map(ClusterConfig::name).distinct().count() == clusters.size(),
                "clusters",
                "must have a name of its own each");
        return new ProxmoxConfig(
                schedule, slow, dialects, network, details, onboot, health, taskLogs, job,
                clusters);
    }

    private static Set<Dialect> dialects(Section in) {
        List<String> words =
                in.texts(
                        "dialects",
                        List.of(
                                Dialect.PVE_EXPORTER.word(),
                                Dialect.PROMETHEUS_PVE_EXPORTER.word(),
                                Dialect.INGOT.word()),
                        "Whose names the metrics have: `pve-exporter`, `pve-exporter-1`,"
                                + " `prometheus-pve-exporter`, `ingot`.");
        in.require(
                Dialect.words().containsAll(words),
                "dialects",
                "must be of `pve-exporter`, `pve-exporter-1`, `prometheus-pve-exporter`, `ingot`");
        var dialects = EnumSet.noneOf(Dialect.class);
        words.forEach(word -> Dialect.of(word).ifPresent(dialects::add));
        in.require(
                !dialects.contains(Dialect.PVE_EXPORTER_1)
                        || (!dialects.contains(Dialect.PVE_EXPORTER)
                                && !dialects.contains(Dialect.PROMETHEUS_PVE_EXPORTER)),
                "dialects",
                "can't be `pve-exporter-1` beside `pve-exporter` (`pve_vm_status` has other"
                        + " labels) or `prometheus-pve-exporter` (`pve_storage_shared` has)");
        return dialects;
    }

    boolean speaks(Dialect dialect) {
        return dialects.contains(dialect);
    }

    /// Whether one of these is spoken.
    boolean speaks(Dialect one, Dialect other) {
        return speaks(one) || speaks(other);
    }
}
