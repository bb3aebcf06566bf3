package dev.ingot.receiver.proxmox;

import dev.ingot.poll.Catalogue;
import dev.ingot.poll.Round;
import dev.ingot.record.Labels;
import dev.ingot.record.Metric;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The dialect `pve-exporter-1`: bigtcze/pve-exporter 1.14, beside what it has in common with
/// `pve-exporter` and `ingot`.
final class SuccessorMetrics {
    static final Catalogue<Item> NODE =
            Table.of("gauge pve_node_cpus_total | maxcpu | Total number of CPUs")
                    .in(
                            Catalogue.of(Item.class)
                                    .label("node", "The node.", item -> item.text("node")),
                            Function.identity())
                    .build();

    static final Catalogue<Told> NODE_STATUS =
            Table.of(
                            """
                            pve_node_idle | idle as decimal | Node idle ratio; the API always\
                             says 0.
                            pve_node_cpu_mhz | cpuinfo/mhz as decimal | Clock of the CPU.
                            pve_node_cpu_cores | cpuinfo/cores | Cores of a CPU.
                            pve_node_cpu_sockets | cpuinfo/sockets | CPUs of the node.
                            pve_node_rootfs_free_bytes | rootfs/free | Space left on the root\
                             file system.
                            """)
                    .in(Told.ofNode(), Told::item)
                    .build();

    private static final String GUEST =
            """
            pve_{}_status | status = running | {!} status (1=running, 0=stopped)
            pve_{}_uptime_seconds | uptime | {!} uptime in seconds
            pve_{}_cpu_usage | cpu as decimal | {!} CPU usage
            pve_{}_cpus | maxcpu | Number of CPUs allocated to {!}
            pve_{}_memory_used_bytes | mem | {!} memory usage in bytes
            pve_{}_memory_max_bytes | maxmem | {!} maximum memory in bytes
            pve_{}_disk_max_bytes | maxdisk | {!} maximum disk in bytes
            pve_{}_network_in_bytes_total | netin | {!} network input in bytes
            pve_{}_network_out_bytes_total | netout | {!} network output in bytes
            pve_{}_disk_read_bytes_total | diskread | {!} disk read in bytes
            pve_{}_disk_write_bytes_total | diskwrite | {!} disk write in bytes
            """;

    /// Of a virtual machine and of a container in `/cluster/resources`.
    static final Catalogue<Item> MACHINE = guests(GUEST, "vm");

    static final Catalogue<Item> CONTAINER =
            guests(GUEST + "pve_{}_disk_used_bytes | disk | {!} disk usage in bytes\n", "lxc");

    static final Catalogue<Told> MACHINE_DETAILS =
            GuestMetrics.machine(GuestMetrics.PVE_EXPORTER_1);
    static final Catalogue<Told> CONTAINER_DETAILS =
            GuestMetrics.container(GuestMetrics.PVE_EXPORTER_1);
    static final Catalogue<Part> DISK = GuestMetrics.disk(GuestMetrics.PVE_EXPORTER_1);

    static final Catalogue<Part> NIC =
            Table.of(
                            """
                            pve_vm_nic_in_bytes_total  | netin  | What came to the guest.
                            pve_vm_nic_out_bytes_total | netout | What the guest sent.
                            """)
                    .in(Part.by("interface", "Such as `tap100i0`."), Part::item)
                    .build();

    static final Catalogue<Told> STORAGE =
            Table.of(
                            """
                            pve_storage_shared        | shared        | 1 if nodes share it, else 0.
                            pve_storage_used_fraction | used_fraction as decimal | Share of it in\
                             use.
                            """)
                    .in(Told.ofStorage(), Told::item)
                    .build();

    /// Of a job in `/nodes/<node>/replication`; it shares a name with prometheus-pve-exporter,
    /// which is why the two dialects exclude each other.
    static final Catalogue<Item> REPLICATION =
            Table.of(
                            """
                            pve_replication_last_sync_timestamp | last_sync | When it last went\
                             well.
                            pve_replication_duration_seconds | duration as decimal | How long it\
                             took.
                            pve_replication_status | fail_count = 0 | 1 if the last try went\
                             well, else 0.
                            """)
                    .in(
                            Catalogue.of(Item.class)
                                    .label(
                                            "guest",
                                            "The guest's number.",
                                            item -> item.text("guest"))
                                    .label("job", "The job.", item -> item.text("id")),
                            Function.identity())
                    .build();

    static final Metric MACHINES = Table.metric("pve_node_vm_count", "Number of QEMU VMs");
    static final Metric CONTAINERS = Table.metric("pve_node_lxc_count", "Number of LXC containers");
    static final Metric NODES =
            Metric.gauge("pve_cluster_nodes_total", "", "Nodes of the cluster.");
    static final Metric HA_MACHINE = haManaged("vm");
    static final Metric HA_CONTAINER = haManaged("lxc");
    static final Metric BACKUP_MACHINE = lastBackup("vm");
    static final Metric BACKUP_CONTAINER = lastBackup("lxc");
    static final Metric HA_RESOURCES =
            Metric.gauge(
                    "pve_ha_resources_total", "", "Guests that high availability looks after.");
    static final Metric HA_ACTIVE =
            Table.metric("pve_ha_resources_active", "Those of them that are started.");
    static final Metric UP =
            Table.metric("pve_exporter_up", "1 if the cluster's resources could be read, else 0.");

    static final List<Catalogue<?>> CATALOGUES =
            List.of(
                    NODE,
                    NODE_STATUS,
                    MACHINE,
                    CONTAINER,
                    MACHINE_DETAILS,
                    CONTAINER_DETAILS,
                    DISK,
                    NIC,
                    STORAGE,
                    REPLICATION);

    private static final List<String> OF_GUEST = List.of("node", "vmid", "name");

    static final Map<Metric, List<String>> OTHERS =
            Map.ofEntries(
                    Map.entry(MACHINES, List.of("node")),
                    Map.entry(CONTAINERS, List.of("node")),
                    Map.entry(HA_MACHINE, OF_GUEST),
                    Map.entry(HA_CONTAINER, OF_GUEST),
                    Map.entry(BACKUP_MACHINE, OF_GUEST),
                    Map.entry(BACKUP_CONTAINER, OF_GUEST),
                    Map.entry(HA_RESOURCES, List.of()),
                    Map.entry(HA_ACTIVE, List.of()),
                    Map.entry(UP, List.of()),
                    Map.entry(NODES, List.of()));

    private SuccessorMetrics() {}

    private static Catalogue<Item> guests(String table, String type) {
        String what = type.equals("vm") ? "VM" : "LXC";
        return Table.of(table.replace("{}", type).replace("{!}", what))
                .in(
                        Catalogue.of(Item.class)
                                .label("node", "The node.", item -> item.text("node"))
                                .label("vmid", "The guest's number.", item -> item.text("vmid"))
                                .label("name", "The guest's name.", item -> item.text("name")),
                        Function.identity())
                .build();
    }

    private static Metric haManaged(String type) {
        return Table.metric(
                "pve_" + type + "_ha_managed", "1 if high availability looks after it, else 0.");
    }

    private static Metric lastBackup(String type) {
        return Table.metric(
                "pve_" + type + "_last_backup_timestamp",
                "When the last good backup ended, in seconds since the epoch.");
    }

    /// Of a guest in `/cluster/resources`.
    static void guest(Item item, Round round, long startNanos) {
        boolean machine = item.text("type", "").equals("qemu");
        (machine ? MACHINE : CONTAINER).observe(item, round, startNanos);
        round.addLong(
                machine ? HA_MACHINE : HA_CONTAINER,
                ResourcesScraper.guestLabels(item),
                item.text("hastate") == null ? 0 : 1);
    }

    /// How many guests each node has.
    static void count(List<Item> resources, Round round) {
        Map<String, Long> counts =
                resources.stream()
                        .collect(
                                Collectors.groupingBy(
                                        item -> item.text("type", "") + "/" + item.text("node", ""),
                                        Collectors.counting()));
        for (Item item : resources) {
            if (item.text("type", "").equals("node")) {
                String node = item.text("node", "");
                Labels labels = Labels.of("node", node);
                round.addLong(MACHINES, labels, counts.getOrDefault("qemu/" + node, 0L));
                round.addLong(CONTAINERS, labels, counts.getOrDefault("lxc/" + node, 0L));
            }
        }
    }

    /// The README table.
    static String markdown() {
        return Catalogue.markdown(CATALOGUES) + Table.markdown(OTHERS);
    }
}
