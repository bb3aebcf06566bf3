package dev.ingot.receiver.proxmox;

import dev.ingot.poll.Catalogue;
import dev.ingot.record.Metric;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The dialect `ingot`: what users of the other two ask for. Names that the successor of the seed
/// has too are its names, with its labels.
final class OwnMetrics {
    /// Of `/nodes/<node>/status`.
    static final Catalogue<Told> NODE =
            Table.of(
                            """
                            pve_node_load1 | loadavg/0 as decimal | Node load average 1 minute
                            pve_node_load5 | loadavg/1 as decimal | Node load average 5 minutes
                            pve_node_load15 | loadavg/2 as decimal | Node load average 15 minutes
                            pve_node_iowait | wait as decimal | Share of the time that CPUs\
                             waited for disks.
                            pve_node_rootfs_total_bytes | rootfs/total | Size of the root file\
                             system.
                            pve_node_rootfs_used_bytes | rootfs/used | Space in use on it.
                            pve_node_rootfs_available_bytes | rootfs/avail | Space that can be\
                             used on it.
                            pve_node_memory_available_bytes | memory/available\
                             | Memory that can be used without swapping.
                            pve_node_ksm_shared_bytes | ksm/shared | Memory that guests share.
                            """)
                    .in(Told.ofNode(), Told::item)
                    .build();

    static final Catalogue<Told> MACHINE = GuestMetrics.machine(GuestMetrics.INGOT);
    static final Catalogue<Told> CONTAINER = GuestMetrics.container(GuestMetrics.INGOT);
    static final Catalogue<Part> DISK = GuestMetrics.disk(GuestMetrics.INGOT);

    static final Catalogue<Part> NIC =
            Table.of(
                            """
                            pve_guest_nic_receive_bytes_total  | in  | What came to the guest.
                            pve_guest_nic_transmit_bytes_total | out | What the guest sent.
                            """)
                    .in(Part.by("interface", "Such as `net0`."), Part::item)
                    .build();

    static final Catalogue<Part> FILE_SYSTEM =
            Table.of(
                            """
                            pve_guest_filesystem_size_bytes | total-bytes | Size of a file system\
                             in the guest.
                            pve_guest_filesystem_used_bytes | used-bytes  | Space in use on it.
                            """)
                    .in(Part.by("mountpoint", "Where the guest mounts it."), Part::item)
                    .build();

    static final Catalogue<Told> STORAGE =
            Table.of(
                            """
                            pve_storage_active  | active  | 1 while the node can use it, else 0.
                            pve_storage_enabled | enabled | 1 if it is switched on, else 0.
                            """)
                    .in(Told.ofStorage(), Told::item)
                    .build();

    static final Catalogue<Part> REPLICATION =
            Table.of(
                            """
                            pve_guest_replication_failed_tries | fail_count | Tries in a row that\
                             failed; 0 while it works.
                            pve_guest_replication_last_sync_timestamp_seconds | last_sync\
                             | When it last went well, in seconds since the epoch.
                            pve_guest_replication_duration_seconds | duration as decimal | How long\
                             the last try took.
                            """)
                    .in(
                            Part.by("id", "Such as `100-0`.")
                                    .label(
                                            "target",
                                            "The node that it copies to.",
                                            part -> part.item().text("target")),
                            Part::item)
                    .build();

    static final Catalogue<Told> SUBSCRIPTION =
            Table.of(
                            """
                            pve_node_subscription_active | status = active | 1 with a subscription\
                             that is active, else 0.
                            """)
                    .in(Told.ofNode(), Told::item)
                    .gauge(
                            "pve_node_subscription_due_timestamp_seconds",
                            "s",
                            "When the subscription has to be renewed, in seconds since the epoch.",
                            told -> LicenceScraper.due(told.item()))
                    .build();

    static final Catalogue<Told> CERTIFICATE =
            Table.of(
                            """
                            pve_certificate_expiry_seconds | notafter\
                             | When the certificate that the node serves ends, in seconds since\
                              the epoch.
                            """)
                    .in(Told.ofNode(), Told::item)
                    .build();

    static final Catalogue<Told> PHYSICAL_DISK =
            Table.of(
                            """
                            pve_disk_capacity_bytes | size | Size of the disk.
                            pve_disk_wearout_remaining_percent | wearout\
                             | How much of its life is left. With `disk_health`.
                            """)
                    .in(disks(), Told::item)
                    .gauge(
                            "pve_disk_health_status",
                            "",
                            "1 if SMART says that the disk is well, 0 if not. With `disk_health`.",
                            OwnMetrics::health)
                    .build();

    /// Of what SMART says of a disk. The bytes written are a gauge, since the exporter that had the
    /// name called it a counter and gave it no `_total`.
    static final Catalogue<Smart> SMART =
            Catalogue.of(Smart.class)
                    .label("node", "The node.", smart -> smart.disk().node())
                    .label("device", "The device.", smart -> smart.text("devpath"))
                    .label("model", "Its model.", smart -> smart.text("model"))
                    .label("serial", "Its serial number.", smart -> smart.text("serial"))
                    .label("type", "`ssd`, `hdd`, `nvme` or `usb`.", smart -> smart.text("type"))
                    .gauge(
                            "pve_disk_temperature_celsius",
                            "",
                            "How warm the disk is. With `disk_health`.",
                            Smart::temperature)
                    .gauge(
                            "pve_disk_power_on_hours",
                            "",
                            "How long it has run. With `disk_health`.",
                            Smart::hours)
                    .gauge(
                            "pve_disk_data_written_bytes",
                            "By",
                            "What was written to it in its life. With `disk_health`.",
                            Smart::written)
                    .gauge(
                            "pve_disk_available_spare_percent",
                            "",
                            "Spare blocks that are left, of NVMe. With `disk_health`.",
                            Smart::spare)
                    .gauge(
                            "pve_disk_percentage_used",
                            "",
                            "How much of its life is used, of NVMe. With `disk_health`.",
                            Smart::used)
                    .build();

    static final Catalogue<Told> ZFS_POOL =
            Table.of(
                            """
                            pve_zfs_pool_health_status | health = ONLINE | 1 for a pool that is\
                             ONLINE, else 0.
                            pve_zfs_pool_size_bytes | size | Size of the pool.
                            pve_zfs_pool_alloc_bytes | alloc | Space in use.
                            pve_zfs_pool_free_bytes | free | Space left.
                            pve_zfs_pool_frag_percent | frag | Fragmentation of the free space.
                            """)
                    .in(
                            Told.ofNode()
                                    .label("pool", "The pool.", told -> told.item().text("name")),
                            Told::item)
                    .build();

    static final Metric NODE_RECEIVED =
            Table.metric(
                    "pve_node_network_receive_bytes_total",
                    "What came in by the node's network cards. PVE 8.2.5 on.");
    static final Metric NODE_SENT =
            Table.metric(
                    "pve_node_network_transmit_bytes_total",
                    "What went out by the node's network cards. PVE 8.2.5 on.");
    static final Metric LAST_BACKUP =
            Table.metric(
                    "pve_guest_last_backup_timestamp_seconds",
                    "When the guest's last good backup ended, in seconds since the epoch.");
    static final Metric LAST_BACKUP_FAILED =
            Table.metric(
                    "pve_guest_last_backup_failed",
                    "1 if the guest's last backup failed, 0 if it was good.");
    static final Metric WITHOUT_BACKUP_JOB =
            Table.metric(
                    "pve_guest_without_backup_job",
                    "1 if no backup job covers the guest, 0 if one does.");
    static final Metric HA_SERVICES =
            Table.metric("pve_ha_services", "Guests that high availability looks after, by state.");
    static final Metric QUORATE =
            Table.metric("pve_cluster_quorate", "1 while the cluster has a quorum, else 0.");
    static final Metric NODES_ONLINE =
            Table.metric("pve_cluster_nodes_online", "Nodes that are up.");
    static final Metric CEPH_HEALTH =
            Table.metric(
                    "pve_ceph_health",
                    "1 for the health that Ceph is in (`ok`, `warn`, `err`), else 0.");

    static final List<Catalogue<?>> CATALOGUES =
            List.of(
                    NODE,
                    MACHINE,
                    CONTAINER,
                    DISK,
                    NIC,
                    FILE_SYSTEM,
                    STORAGE,
                    REPLICATION,
                    SUBSCRIPTION,
                    CERTIFICATE,
                    PHYSICAL_DISK,
                    SMART,
                    ZFS_POOL);

    private static final List<String> OF_GUEST = List.of("node", "vmid", "name");

    static final Map<Metric, List<String>> OTHERS =
            Map.of(
                    NODE_RECEIVED, List.of("node"),
                    NODE_SENT, List.of("node"),
                    LAST_BACKUP, OF_GUEST,
                    LAST_BACKUP_FAILED, OF_GUEST,
                    WITHOUT_BACKUP_JOB, OF_GUEST,
                    HA_SERVICES, List.of("state"),
                    QUORATE, List.of(),
                    NODES_ONLINE, List.of(),
                    CEPH_HEALTH, List.of("state"));

    private OwnMetrics() {}

    private static Catalogue.Builder<Told> disks() {
        return Told.ofNode()
                .label("device", "The device.", told -> told.item().text("devpath"))
                .label("model", "Its model.", told -> told.item().text("model"))
                .label("serial", "Its serial number.", told -> told.item().text("serial"))
                .label("type", "`ssd`, `hdd`, `nvme` or `usb`.", told -> told.item().text("type"));
    }

    private static @Nullable Integer health(Told told) {
        return switch (told.item().text("health", "UNKNOWN")) {
            case "PASSED", "OK" -> 1;
            case "UNKNOWN" -> null;
            default -> 0;
        };
    }

    /// The README table.
    static String markdown() {
        return Catalogue.markdown(CATALOGUES) + Table.markdown(OTHERS);
    }
}
