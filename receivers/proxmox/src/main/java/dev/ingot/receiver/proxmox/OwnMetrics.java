package dev.ingot.receiver.proxmox;

import dev.ingot.poll.Catalogue;
import dev.ingot.receiver.proxmox.SeedMetrics.Told;
import dev.ingot.record.Kind;
import dev.ingot.record.Metric;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The dialect `ingot`: what users of the other two ask for. Names that the successor of the seed
/// has too are its names, with its labels.
final class OwnMetrics {
    /// Of `/nodes/<node>/status`.
    static final Catalogue<Told> NODE =
            ofNode().gauge(
                            "pve_node_load1",
                            "",
                            "Node load average 1 minute",
                            told -> load(told, 0))
                    .gauge(
                            "pve_node_load5",
                            "",
                            "Node load average 5 minutes",
                            told -> load(told, 1))
                    .gauge(
                            "pve_node_load15",
                            "",
                            "Node load average 15 minutes",
                            told -> load(told, 2))
                    .gauge(
                            "pve_node_iowait",
                            "",
                            "Share of the time that CPUs waited for disks.",
                            told -> told.item().decimal("wait"))
                    .gauge(
                            "pve_node_rootfs_total_bytes",
                            "By",
                            "Size of the root file system.",
                            told -> told.item().in("rootfs").number("total"))
                    .gauge(
                            "pve_node_rootfs_used_bytes",
                            "By",
                            "Space in use on it.",
                            told -> told.item().in("rootfs").number("used"))
                    .gauge(
                            "pve_node_rootfs_available_bytes",
                            "By",
                            "Space that can be used on it.",
                            told -> told.item().in("rootfs").number("avail"))
                    .gauge(
                            "pve_node_memory_available_bytes",
                            "By",
                            "Memory that can be used without swapping.",
                            told -> told.item().in("memory").number("available"))
                    .gauge(
                            "pve_node_ksm_shared_bytes",
                            "By",
                            "Memory that guests share.",
                            told -> told.item().in("ksm").number("shared"))
                    .build();

    /// Of a guest with all that QEMU tells.
    static final Catalogue<Told> GUEST =
            ofGuest()
                    .gauge(
                            "pve_guest_memory_host_bytes",
                            "By",
                            "What the guest costs its node. PVE 9.",
                            told -> told.item().number("memhost"))
                    .gauge(
                            "pve_guest_memory_free_bytes",
                            "By",
                            "What the guest itself says is free; needs the balloon driver.",
                            told -> told.item().number("freemem"))
                    .gauge(
                            "pve_guest_pressure_cpu_some_percent",
                            "",
                            "Share of ten seconds that something waited for a CPU. PVE 9.",
                            told -> told.item().decimal("pressurecpusome"))
                    .gauge(
                            "pve_guest_pressure_io_some_percent",
                            "",
                            "Share of ten seconds that something waited for disks. PVE 9.",
                            told -> told.item().decimal("pressureiosome"))
                    .gauge(
                            "pve_guest_pressure_memory_some_percent",
                            "",
                            "Share of ten seconds that something waited for memory. PVE 9.",
                            told -> told.item().decimal("pressurememorysome"))
                    .build();

    /// A disk or network card of a guest.
    ///
    /// @param name such as `scsi0` or `net0`
    record Part(String node, String vmid, @Nullable String guest, String name, Item item) {}

    static final Catalogue<Part> DISK =
            ofPart("device", "Such as `scsi0`.")
                    .counter(
                            "pve_guest_block_read_bytes_total",
                            "By",
                            "What the guest read from the disk.",
                            part -> part.item().number("rd_bytes"))
                    .counter(
                            "pve_guest_block_written_bytes_total",
                            "By",
                            "What the guest wrote to the disk.",
                            part -> part.item().number("wr_bytes"))
                    .counter(
                            "pve_guest_block_reads_total",
                            "",
                            "Reads of the disk.",
                            part -> part.item().number("rd_operations"))
                    .counter(
                            "pve_guest_block_writes_total",
                            "",
                            "Writes to the disk.",
                            part -> part.item().number("wr_operations"))
                    .counter(
                            "pve_guest_block_failed_reads_total",
                            "",
                            "Reads that failed.",
                            part -> part.item().number("failed_rd_operations"))
                    .counter(
                            "pve_guest_block_failed_writes_total",
                            "",
                            "Writes that failed.",
                            part -> part.item().number("failed_wr_operations"))
                    .build();

    static final Catalogue<Part> NIC =
            ofPart("interface", "Such as `net0`.")
                    .counter(
                            "pve_guest_nic_receive_bytes_total",
                            "By",
                            "What came to the guest.",
                            part -> part.item().number("in"))
                    .counter(
                            "pve_guest_nic_transmit_bytes_total",
                            "By",
                            "What the guest sent.",
                            part -> part.item().number("out"))
                    .build();

    static final Catalogue<Part> FILE_SYSTEM =
            ofPart("mountpoint", "Where the guest mounts it.")
                    .gauge(
                            "pve_guest_filesystem_size_bytes",
                            "By",
                            "Size of a file system in the guest.",
                            part -> part.item().number("total-bytes"))
                    .gauge(
                            "pve_guest_filesystem_used_bytes",
                            "By",
                            "Space in use on it.",
                            part -> part.item().number("used-bytes"))
                    .build();

    static final Catalogue<Told> STORAGE =
            ofNode().label("storage", "The storage.", told -> told.item().text("storage"))
                    .label("type", "Its type.", told -> told.item().text("type"))
                    .gauge(
                            "pve_storage_active",
                            "",
                            "1 while the node can use it, else 0.",
                            told -> told.item().number("active"))
                    .gauge(
                            "pve_storage_enabled",
                            "",
                            "1 if it is switched on, else 0.",
                            told -> told.item().number("enabled"))
                    .build();

    static final Catalogue<Told> CERTIFICATE =
            ofNode().gauge(
                            "pve_certificate_expiry_seconds",
                            "s",
                            "When the certificate that the node serves ends, in seconds since the"
                                    + " epoch.",
                            told -> told.item().number("notafter"))
                    .build();

    static final Catalogue<Told> PHYSICAL_DISK =
            ofNode().label("device", "The device.", told -> told.item().text("devpath"))
                    .label("model", "Its model.", told -> told.item().text("model"))
                    .label("serial", "Its serial number.", told -> told.item().text("serial"))
                    .label(
                            "type",
                            "`ssd`, `hdd`, `nvme` or `usb`.",
                            told -> told.item().text("type"))
                    .gauge(
                            "pve_disk_capacity_bytes",
                            "By",
                            "Size of the disk.",
                            told -> told.item().number("size"))
                    .gauge(
                            "pve_disk_health_status",
                            "",
                            "1 if SMART says that the disk is well, 0 if not. With `disk_health`.",
                            OwnMetrics::health)
                    .gauge(
                            "pve_disk_wearout_remaining_percent",
                            "",
                            "How much of its life is left. With `disk_health`.",
                            told -> told.item().number("wearout"))
                    .build();

    static final Catalogue<Told> ZFS_POOL =
            ofNode().label("pool", "The pool.", told -> told.item().text("name"))
                    .gauge(
                            "pve_zfs_pool_health_status",
                            "",
                            "1 for a pool that is ONLINE, else 0.",
                            told -> told.item().text("health", "").equals("ONLINE") ? 1 : 0)
                    .gauge(
                            "pve_zfs_pool_size_bytes",
                            "By",
                            "Size of the pool.",
                            told -> told.item().number("size"))
                    .gauge(
                            "pve_zfs_pool_alloc_bytes",
                            "By",
                            "Space in use.",
                            told -> told.item().number("alloc"))
                    .gauge(
                            "pve_zfs_pool_free_bytes",
                            "By",
                            "Space left.",
                            told -> told.item().number("free"))
                    .gauge(
                            "pve_zfs_pool_frag_percent",
                            "",
                            "Fragmentation of the free space.",
                            told -> told.item().number("frag"))
                    .build();

    static final Metric NODE_RECEIVED =
            Metric.counter(
                    "pve_node_network_receive_bytes_total",
                    "By",
                    "What came in by the node's network cards. PVE 8.2.5 on.");
    static final Metric NODE_SENT =
            Metric.counter(
                    "pve_node_network_transmit_bytes_total",
                    "By",
                    "What went out by the node's network cards. PVE 8.2.5 on.");
    static final Metric LAST_BACKUP =
            Metric.gauge(
                    "pve_guest_last_backup_timestamp_seconds",
                    "s",
                    "When the guest's last good backup ended, in seconds since the epoch.");
    static final Metric LAST_BACKUP_FAILED =
            Metric.gauge(
                    "pve_guest_last_backup_failed",
                    "",
                    "1 if the guest's last backup failed, 0 if it was good.");
    static final Metric HA_SERVICES =
            Metric.gauge(
                    "pve_ha_services", "", "Guests that high availability looks after, by state.");
    static final Metric QUORATE =
            Metric.gauge("pve_cluster_quorate", "", "1 while the cluster has a quorum, else 0.");
    static final Metric NODES_ONLINE =
            Metric.gauge("pve_cluster_nodes_online", "", "Nodes that are up.");
    static final Metric CEPH_HEALTH =
            Metric.gauge(
                    "pve_ceph_health",
                    "",
                    "1 for the health that Ceph is in (`ok`, `warn`, `err`), else 0.");

    static final List<Catalogue<?>> CATALOGUES =
            List.of(
                    NODE,
                    GUEST,
                    DISK,
                    NIC,
                    FILE_SYSTEM,
                    STORAGE,
                    CERTIFICATE,
                    PHYSICAL_DISK,
                    ZFS_POOL);

    static final Map<Metric, List<String>> OTHERS =
            Map.of(
                    NODE_RECEIVED, List.of("node"),
                    NODE_SENT, List.of("node"),
                    LAST_BACKUP, List.of("vmid"),
                    LAST_BACKUP_FAILED, List.of("vmid"),
                    HA_SERVICES, List.of("state"),
                    QUORATE, List.of(),
                    NODES_ONLINE, List.of(),
                    CEPH_HEALTH, List.of("state"));

    private OwnMetrics() {}

    private static Catalogue.Builder<Told> ofNode() {
        return Catalogue.of(Told.class).label("node", "The node.", Told::node);
    }

    private static Catalogue.Builder<Told> ofGuest() {
        return ofNode().label("vmid", "The guest's number.", told -> told.item().text("vmid"))
                .label("name", "The guest's name.", told -> told.item().text("name"));
    }

    private static Catalogue.Builder<Part> ofPart(String label, String help) {
        return Catalogue.of(Part.class)
                .label("node", "The node.", Part::node)
                .label("vmid", "The guest's number.", Part::vmid)
                .label("name", "The guest's name.", Part::guest)
                .label(label, help, Part::name);
    }

    private static @Nullable Double load(Told told, int index) {
        return Item.decimal(told.item().json().path("loadavg").path(index));
    }

    private static @Nullable Integer health(Told told) {
        return switch (told.item().text("health", "UNKNOWN")) {
            case "PASSED", "OK" -> 1;
            case "UNKNOWN" -> null;
            default -> 0;
        };
    }

    /// Rows of a README table for metrics that are no row of a catalogue.
    static String rows(Map<Metric, List<String>> metrics) {
        return metrics.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().name()))
                .map(entry -> {
                    Metric metric = entry.getKey();
                    String kind = metric.kind() == Kind.COUNTER ? "counter" : "gauge";
                    String labels =
                            entry.getValue().stream()
                                    .map(label -> "`" + label + "`")
                                    .collect(Collectors.joining(", "));
                    return "| `%s` | %s | %s | %s | %s |\n"
                            .formatted(metric.name(), kind, metric.unit(), labels, metric.help());
                })
                .collect(Collectors.joining());
    }

    /// The README table.
    static String markdown() {
        return Catalogue.markdown(CATALOGUES) + rows(OTHERS);
    }
}
