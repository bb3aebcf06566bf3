package dev.ingot.receiver.proxmox;

import dev.ingot.poll.Catalogue;
import dev.ingot.poll.Round;
import dev.ingot.receiver.proxmox.OwnMetrics.Part;
import dev.ingot.receiver.proxmox.SeedMetrics.Told;
import dev.ingot.record.Labels;
import dev.ingot.record.Metric;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The dialect `pve-exporter-1`: bigtcze/pve-exporter 1.14, beside what it has in common with
/// `pve-exporter` and `ingot`.
final class SuccessorMetrics {
    static final Catalogue<Item> NODE =
            Catalogue.of(Item.class)
                    .label("node", "The node.", item -> item.text("node"))
                    .gauge(
                            "pve_node_cpus_total",
                            "",
                            "Total number of CPUs",
                            item -> item.number("maxcpu"))
                    .build();

    static final Catalogue<Told> NODE_STATUS =
            Catalogue.of(Told.class)
                    .label("node", "The node.", Told::node)
                    .gauge(
                            "pve_node_idle",
                            "",
                            "Node idle ratio; the API always says 0.",
                            told -> told.item().decimal("idle"))
                    .gauge(
                            "pve_node_cpu_mhz",
                            "",
                            "Clock of the CPU.",
                            told -> told.item().in("cpuinfo").decimal("mhz"))
                    .gauge(
                            "pve_node_cpu_cores",
                            "",
                            "Cores of a CPU.",
                            told -> told.item().in("cpuinfo").number("cores"))
                    .gauge(
                            "pve_node_cpu_sockets",
                            "",
                            "CPUs of the node.",
                            told -> told.item().in("cpuinfo").number("sockets"))
                    .gauge(
                            "pve_node_rootfs_free_bytes",
                            "By",
                            "Space left on the root file system.",
                            told -> told.item().in("rootfs").number("free"))
                    .build();

    /// Of a virtual machine and of a container in `/cluster/resources`.
    static final Catalogue<Item> MACHINE = guests("pve_vm_", "VM").build();

    static final Catalogue<Item> CONTAINER =
            guests("pve_lxc_", "LXC")
                    .gauge(
                            "pve_lxc_disk_used_bytes",
                            "By",
                            "LXC disk usage in bytes",
                            item -> item.number("disk"))
                    .build();

    /// Of a virtual machine with all that QEMU tells.
    static final Catalogue<Told> MACHINE_DETAILS =
            Catalogue.of(Told.class)
                    .label("node", "The node.", Told::node)
                    .label("vmid", "The guest's number.", told -> told.item().text("vmid"))
                    .label("name", "The guest's name.", told -> told.item().text("name"))
                    .gauge(
                            "pve_vm_memory_free_bytes",
                            "By",
                            "VM free memory in bytes (from guest agent/balloon)",
                            number("freemem"))
                    .gauge(
                            "pve_vm_memory_host_bytes",
                            "By",
                            "What the guest costs its node.",
                            number("memhost"))
                    .gauge(
                            "pve_vm_balloon_bytes",
                            "By",
                            "VM balloon target in bytes",
                            number("balloon"))
                    .gauge("pve_vm_pid", "", "Process of the guest.", number("pid"))
                    .gauge(
                            "pve_vm_pressure_cpu_some",
                            "",
                            "Share of ten seconds that something waited for a CPU.",
                            number("pressurecpusome"))
                    .gauge(
                            "pve_vm_pressure_cpu_full",
                            "",
                            "Share of ten seconds that everything waited for a CPU.",
                            number("pressurecpufull"))
                    .gauge(
                            "pve_vm_pressure_io_some",
                            "",
                            "Share of ten seconds that something waited for disks.",
                            number("pressureiosome"))
                    .gauge(
                            "pve_vm_pressure_io_full",
                            "",
                            "Share of ten seconds that everything waited for disks.",
                            number("pressureiofull"))
                    .gauge(
                            "pve_vm_pressure_memory_some",
                            "",
                            "Share of ten seconds that something waited for memory.",
                            number("pressurememorysome"))
                    .gauge(
                            "pve_vm_pressure_memory_full",
                            "",
                            "Share of ten seconds that everything waited for memory.",
                            number("pressurememoryfull"))
                    .gauge(
                            "pve_vm_balloon_actual_bytes",
                            "By",
                            "What the balloon leaves to the guest.",
                            balloon("actual"))
                    .gauge(
                            "pve_vm_balloon_max_bytes",
                            "By",
                            "What it could leave at most.",
                            balloon("max_mem"))
                    .gauge(
                            "pve_vm_balloon_total_bytes",
                            "By",
                            "Memory as the guest sees it.",
                            balloon("total_mem"))
                    .gauge(
                            "pve_vm_balloon_mem_swapped_in_bytes",
                            "By",
                            "What the guest swapped in.",
                            balloon("mem_swapped_in"))
                    .gauge(
                            "pve_vm_balloon_mem_swapped_out_bytes",
                            "By",
                            "What the guest swapped out.",
                            balloon("mem_swapped_out"))
                    .counter(
                            "pve_vm_balloon_major_page_faults_total",
                            "",
                            "Pages that the guest had to read from disk.",
                            balloon("major_page_faults"))
                    .counter(
                            "pve_vm_balloon_minor_page_faults_total",
                            "",
                            "Pages that it had in memory.",
                            balloon("minor_page_faults"))
                    .build();

    static final Catalogue<Part> DISK =
            parts("device", "Such as `scsi0`.")
                    .counter(
                            "pve_vm_block_read_bytes_total",
                            "By",
                            "What the guest read from the disk.",
                            part("rd_bytes"))
                    .counter(
                            "pve_vm_block_write_bytes_total",
                            "By",
                            "What the guest wrote to the disk.",
                            part("wr_bytes"))
                    .counter(
                            "pve_vm_block_read_ops_total",
                            "",
                            "Reads of the disk.",
                            part("rd_operations"))
                    .counter(
                            "pve_vm_block_write_ops_total",
                            "",
                            "Writes to the disk.",
                            part("wr_operations"))
                    .counter(
                            "pve_vm_block_failed_read_ops_total",
                            "",
                            "Reads that failed.",
                            part("failed_rd_operations"))
                    .counter(
                            "pve_vm_block_failed_write_ops_total",
                            "",
                            "Writes that failed.",
                            part("failed_wr_operations"))
                    .counter(
                            "pve_vm_block_flush_ops_total",
                            "",
                            "Flushes of the disk.",
                            part("flush_operations"))
                    .build();

    static final Catalogue<Part> NIC =
            parts("interface", "Such as `tap100i0`.")
                    .counter(
                            "pve_vm_nic_in_bytes_total",
                            "By",
                            "What came to the guest.",
                            part("netin"))
                    .counter(
                            "pve_vm_nic_out_bytes_total",
                            "By",
                            "What the guest sent.",
                            part("netout"))
                    .build();

    static final Catalogue<Told> STORAGE =
            Catalogue.of(Told.class)
                    .label("node", "The node.", Told::node)
                    .label("storage", "The storage.", told -> told.item().text("storage"))
                    .label("type", "Its type.", told -> told.item().text("type"))
                    .gauge(
                            "pve_storage_shared",
                            "",
                            "1 if nodes share it, else 0.",
                            number("shared"))
                    .gauge(
                            "pve_storage_used_fraction",
                            "",
                            "Share of it in use.",
                            number("used_fraction"))
                    .build();

    static final Metric MACHINES = Metric.gauge("pve_node_vm_count", "", "Number of QEMU VMs");
    static final Metric CONTAINERS =
            Metric.gauge("pve_node_lxc_count", "", "Number of LXC containers");
    static final Metric NODES =
            Metric.gauge("pve_cluster_nodes_total", "", "Nodes of the cluster.");

    static final List<Catalogue<?>> CATALOGUES =
            List.of(NODE, NODE_STATUS, MACHINE, CONTAINER, MACHINE_DETAILS, DISK, NIC, STORAGE);

    static final Map<Metric, List<String>> OTHERS =
            Map.of(
                    MACHINES, List.of("node"),
                    CONTAINERS, List.of("node"),
                    NODES, List.of());

    private SuccessorMetrics() {}

    private static Catalogue.Builder<Item> guests(String prefix, String what) {
        return Catalogue.of(Item.class)
                .label("node", "The node.", item -> item.text("node"))
                .label("vmid", "The guest's number.", item -> item.text("vmid"))
                .label("name", "The guest's name.", item -> item.text("name"))
                .gauge(
                        prefix + "status",
                        "",
                        what + " status (1=running, 0=stopped)",
                        item -> item.text("status", "").equals("running") ? 1 : 0)
                .gauge(
                        prefix + "uptime_seconds",
                        "s",
                        what + " uptime in seconds",
                        item -> item.number("uptime"))
                .gauge(prefix + "cpu_usage", "", what + " CPU usage", item -> item.decimal("cpu"))
                .gauge(
                        prefix + "cpus",
                        "",
                        "Number of CPUs allocated to " + what,
                        item -> item.number("maxcpu"))
                .gauge(
                        prefix + "memory_used_bytes",
                        "By",
                        what + " memory usage in bytes",
                        item -> item.number("mem"))
                .gauge(
                        prefix + "memory_max_bytes",
                        "By",
                        what + " maximum memory in bytes",
                        item -> item.number("maxmem"))
                .gauge(
                        prefix + "disk_max_bytes",
                        "By",
                        what + " maximum disk in bytes",
                        item -> item.number("maxdisk"))
                .gauge(
                        prefix + "ha_managed",
                        "",
                        "1 if high availability looks after it, else 0.",
                        item -> item.text("hastate") == null ? 0 : 1)
                .counter(
                        prefix + "network_in_bytes_total",
                        "By",
                        what + " network input in bytes",
                        item -> item.number("netin"))
                .counter(
                        prefix + "network_out_bytes_total",
                        "By",
                        what + " network output in bytes",
                        item -> item.number("netout"))
                .counter(
                        prefix + "disk_read_bytes_total",
                        "By",
                        what + " disk read in bytes",
                        item -> item.number("diskread"))
                .counter(
                        prefix + "disk_write_bytes_total",
                        "By",
                        what + " disk write in bytes",
                        item -> item.number("diskwrite"));
    }

    private static Catalogue.Builder<Part> parts(String label, String help) {
        return Catalogue.of(Part.class)
                .label("node", "The node.", Part::node)
                .label("vmid", "The guest's number.", Part::vmid)
                .label("name", "The guest's name.", Part::guest)
                .label(label, help, Part::name);
    }

    private static Function<Told, @Nullable Number> number(String key) {
        return told -> told.item().number(key);
    }

    private static Function<Told, @Nullable Number> balloon(String key) {
        return told -> told.item().in("ballooninfo").number(key);
    }

    private static Function<Part, @Nullable Number> part(String key) {
        return part -> part.item().number(key);
    }

    /// How many guests each node has.
    static void count(List<Item> resources, Round round) {
        for (Item node : resources) {
            if (node.text("type", "").equals("node")) {
                String name = node.text("node", "");
                Labels labels = Labels.of("node", name);
                round.addLong(MACHINES, labels, guests(resources, "qemu", name));
                round.addLong(CONTAINERS, labels, guests(resources, "lxc", name));
            }
        }
    }

    private static long guests(List<Item> resources, String type, String node) {
        return resources.stream()
                .filter(item -> item.text("type", "").equals(type))
                .filter(item -> item.text("node", "").equals(node))
                .count();
    }

    /// The README table.
    static String markdown() {
        return Catalogue.markdown(CATALOGUES) + OwnMetrics.rows(OTHERS);
    }
}
