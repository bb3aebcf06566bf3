package dev.ingot.examples;

/// All systems of a cluster, as the hypervisor sees them: nothing but `pve_*`.
final class ProxmoxOverview {
    private static final String NODE = "{instance=~\"$cluster\", node=~\"$node\"}";
    private static final String CLUSTER = "{instance=~\"$cluster\"}";
    private static final String GUEST = "max by (name, vmid, type, node) (%s" + NODE + ")";

    private ProxmoxOverview() {}

    static Dashboard dashboard() {
        return new Dashboard(
                        "ingot-proxmox",
                        "Proxmox Systems Overview",
                        "Nodes, guests and storages of Proxmox VE. A guest's name leads to its own dashboard.")
                .many("cluster", "Cluster", "pve_node_up", "instance")
                .many("node", "Node", "pve_node_up{instance=~\"$cluster\"}", "node")
                .row("Cluster", cluster())
                .row("Systems", systems())
                .row("Nodes", nodes())
                .row("Guests over time", guests())
                .row("Storage", storage())
                .row("Backups, replication, availability", care());
    }

    private static Panel[] cluster() {
        return new Panel[] {
            Panel.stat("Nodes up", "Nodes that answer.")
                    .query("sum by (instance) (pve_node_up%s)".formatted(NODE), "{{instance}}"),
            Panel.stat("Quorum", "Without, nothing can be started or changed.")
                    .query("pve_cluster_quorate" + CLUSTER, "{{instance}}")
                    .words(Words.YES_NO),
            Panel.stat("Guests running", "Machines and containers.")
                    .query("sum by (instance) (pve_vm_status%s)".formatted(NODE), "{{instance}}"),
            Panel.stat("Failed backups", "Guests whose last backup failed.")
                    .query(
                            "sum by (instance) (pve_guest_last_backup_failed%s)".formatted(CLUSTER),
                            "{{instance}}")
                    .limits(Limits.none()),
            Panel.stat("Not backed up", "Guests that no backup job covers.")
                    .query(
                            "sum by (instance) (pve_not_backed_up_total%s)".formatted(CLUSTER),
                            "{{instance}}")
                    .limits(Limits.none()),
            Panel.stat("Fullest storage", "How full it is.")
                    .query(
                            "max by (instance) (pve_storage_used_bytes%s / pve_storage_total_bytes%s)"
                                    .formatted(NODE, NODE),
                            "{{instance}}")
                    .unit(Unit.RATIO)
                    .limits(Limits.rising(0.75, 0.85))
        };
    }

    private static Panel[] systems() {
        return new Panel[] {
            Panel.table(
                            "All systems",
                            "Every machine and container. CPU is the share of its own cores, memory as the node sees it.",
                            Column.label("Name", "name")
                                    .link("${__value.text} in detail", VmDetail.LINK),
                            Column.label("Number", "vmid"),
                            Column.label("Kind", "type"),
                            Column.label("Node", "node"),
                            Column.value("State", GUEST.formatted("pve_vm_status"))
                                    .words(Words.RUNNING),
                            Column.value("CPU", GUEST.formatted("pve_vm_cpu_usage"))
                                    .bar(Limits.rising(0.7, 0.9)),
                            Column.value(
                                            "Memory",
                                            GUEST.formatted("pve_vm_memory_used_bytes")
                                                    + " / "
                                                    + GUEST.formatted("pve_vm_memory_max_bytes"))
                                    .bar(Limits.rising(0.8, 0.95)),
                            Column.value("Disk", GUEST.formatted("pve_vm_disk_max_bytes"))
                                    .unit(Unit.BYTES),
                            Column.value("In", guestRate("pve_vm_network_in_bytes_total"))
                                    .unit(Unit.BITS_PER_SECOND),
                            Column.value("Out", guestRate("pve_vm_network_out_bytes_total"))
                                    .unit(Unit.BITS_PER_SECOND),
                            Column.value("Uptime", GUEST.formatted("pve_vm_uptime_seconds"))
                                    .unit(Unit.DURATION))
                    .size(24, 10),
            Panel.stat("State", "One tile for each system.")
                    .query(GUEST.formatted("pve_vm_status"), "{{name}}")
                    .words(Words.RUNNING)
                    .link("In detail", VmDetail.LINK_OF_SERIES)
                    .size(24, 5),
            Panel.bars("CPU", "Share of each system's own cores.")
                    .query(
                            "topk(20, %s)".formatted(GUEST.formatted("pve_vm_cpu_usage")),
                            "{{name}}")
                    .unit(Unit.RATIO)
                    .scale(0, 1)
                    .limits(Limits.rising(0.7, 0.9))
                    .link("In detail", VmDetail.LINK_OF_SERIES),
            Panel.bars("Memory", "Share of what each system may have.")
                    .query(
                            "topk(20, %s / %s)"
                                    .formatted(
                                            GUEST.formatted("pve_vm_memory_used_bytes"),
                                            GUEST.formatted("pve_vm_memory_max_bytes")),
                            "{{name}}")
                    .unit(Unit.RATIO)
                    .scale(0, 1)
                    .limits(Limits.rising(0.8, 0.95))
                    .link("In detail", VmDetail.LINK_OF_SERIES),
            Panel.bars("Network", "To and from each system, now.")
                    .query(
                            busiest(
                                    guestRate("pve_vm_network_in_bytes_total"),
                                    guestRate("pve_vm_network_out_bytes_total")),
                            "{{name}}")
                    .unit(Unit.BITS_PER_SECOND)
                    .fromZero()
                    .link("In detail", VmDetail.LINK_OF_SERIES),
            Panel.bars("Disks", "What each system reads and writes, now.")
                    .query(
                            busiest(
                                    perSecond("pve_vm_disk_read_bytes_total"),
                                    perSecond("pve_vm_disk_write_bytes_total")),
                            "{{name}}")
                    .unit(Unit.BYTES_PER_SECOND)
                    .fromZero()
                    .link("In detail", VmDetail.LINK_OF_SERIES)
        };
    }

    private static String busiest(String one, String other) {
        return "topk(20, %s + %s)".formatted(one, other);
    }

    private static String perSecond(String counter) {
        return "max by (name, vmid, type, node) (rate(%s%s[$__rate_interval]))"
                .formatted(counter, NODE);
    }

    private static String guestRate(String counter) {
        return "8 * " + perSecond(counter);
    }

    private static Panel[] nodes() {
        String node = "max by (node) (%s" + NODE + ")";
        return new Panel[] {
            Panel.table(
                    "Nodes",
                    "Each node, now. The certificate is the one that its web page and API show.",
                    Column.label("Node", "node"),
                    Column.value("State", node.formatted("pve_node_up")).words(Words.UP),
                    Column.value("CPU", node.formatted("pve_node_cpu_load"))
                            .bar(Limits.rising(0.7, 0.9)),
                    Column.value(
                                    "Memory",
                                    node.formatted("pve_node_memory_used_bytes")
                                            + " / "
                                            + node.formatted("pve_node_memory_total_bytes"))
                            .bar(Limits.rising(0.8, 0.95)),
                    Column.value(
                                    "Root disk",
                                    node.formatted("pve_node_rootfs_used_bytes")
                                            + " / "
                                            + node.formatted("pve_node_rootfs_total_bytes"))
                            .bar(Limits.rising(0.8, 0.9)),
                    Column.value("Load (5m)", node.formatted("pve_node_load5")).unit(Unit.SHORT),
                    Column.value(
                                    "Certificate ends in",
                                    node.formatted("pve_certificate_expiry_seconds") + " - time()")
                            .unit(Unit.DURATION)
                            .limits(Limits.falling(7 * 86400.0, 21 * 86400.0)),
                    Column.value("Uptime", node.formatted("pve_node_uptime_seconds"))
                            .unit(Unit.DURATION)),
            Panel.lines(
                            "CPU of the nodes",
                            "Share of all cores; the part that waits for disks beside it.")
                    .query("pve_node_cpu_load" + NODE, "{{node}}")
                    .query("pve_node_iowait" + NODE, "{{node}} waits")
                    .unit(Unit.RATIO)
                    .fromZero()
                    .size(8, 8),
            Panel.lines("Memory of the nodes", "What is in use.")
                    .query("pve_node_memory_used_bytes" + NODE, "{{node}}")
                    .query("pve_node_swap_used_bytes" + NODE, "{{node}} swap")
                    .unit(Unit.BYTES)
                    .fromZero()
                    .size(8, 8),
            Panel.lines("Network of the nodes", "Over the nodes' cards; in above, out below.")
                    .query(
                            "8 * rate(pve_node_network_receive_bytes_total%s[$__rate_interval])"
                                    .formatted(NODE),
                            "{{node}} in")
                    .query(
                            "8 * rate(pve_node_network_transmit_bytes_total%s[$__rate_interval])"
                                    .formatted(NODE),
                            "{{node}} out")
                    .below(" out$")
                    .unit(Unit.BITS_PER_SECOND)
                    .size(8, 8)
        };
    }

    private static Panel[] guests() {
        return new Panel[] {
            Panel.lines("CPU by system", "Cores that each system uses.")
                    .query(
                            GUEST.formatted("pve_vm_cpu_usage")
                                    + " * "
                                    + GUEST.formatted("pve_vm_cpus"),
                            "{{name}}")
                    .unit(Unit.SHORT)
                    .stacked(),
            Panel.lines("Memory by system", "What each system uses.")
                    .query(GUEST.formatted("pve_vm_memory_used_bytes"), "{{name}}")
                    .unit(Unit.BYTES)
                    .stacked(),
            Panel.lines("Network by system", "To the system above, from it below.")
                    .query(guestRate("pve_vm_network_in_bytes_total"), "{{name}} in")
                    .query(guestRate("pve_vm_network_out_bytes_total"), "{{name}} out")
                    .below(" out$")
                    .unit(Unit.BITS_PER_SECOND),
            Panel.lines("Disks by system", "Reads above, writes below.")
                    .query(perSecond("pve_vm_disk_read_bytes_total"), "{{name}} read")
                    .query(perSecond("pve_vm_disk_write_bytes_total"), "{{name}} write")
                    .below(" write$")
                    .unit(Unit.BYTES_PER_SECOND)
        };
    }

    private static Panel[] storage() {
        return new Panel[] {
            Panel.bars("Storages", "How full each is. One that is away is not shown.")
                    .query(
                            "max by (node, storage) (pve_storage_used_bytes%s / pve_storage_total_bytes%s)"
                                    .formatted(NODE, NODE),
                            "{{node}} {{storage}}")
                    .unit(Unit.RATIO)
                    .scale(0, 1)
                    .limits(Limits.rising(0.75, 0.85)),
            Panel.table(
                            "Reachable storages and pools",
                            "Whether each node can use each storage.",
                            Column.label("Node", "node"),
                            Column.label("Storage", "storage"),
                            Column.label("Kind", "type"),
                            Column.value(
                                            "Active",
                                            "max by (node, storage, type) (pve_storage_active%s)"
                                                    .formatted(NODE))
                                    .words(Words.YES_NO),
                            Column.value(
                                            "Free",
                                            "max by (node, storage, type) (pve_storage_available_bytes%s)"
                                                    .formatted(NODE))
                                    .unit(Unit.BYTES))
                    .size(12, 8),
            Panel.table(
                    "ZFS pools of the nodes",
                    "As the nodes report them; the dashboard ZFS has more of them where Ingot runs on the node.",
                    Column.label("Node", "node"),
                    Column.label("Pool", "pool"),
                    Column.value(
                                    "Healthy",
                                    "max by (node, pool) (pve_zfs_pool_health_status%s)"
                                            .formatted(NODE))
                            .words(Words.YES_NO),
                    Column.value(
                                    "Used",
                                    "max by (node, pool) (pve_zfs_pool_alloc_bytes%s / pve_zfs_pool_size_bytes%s)"
                                            .formatted(NODE, NODE))
                            .bar(Limits.rising(0.7, 0.8)),
                    Column.value(
                                    "Fragmentation",
                                    "max by (node, pool) (pve_zfs_pool_frag_percent%s)"
                                            .formatted(NODE))
                            .unit(Unit.PERCENT))
        };
    }

    private static Panel[] care() {
        return new Panel[] {
            Panel.table(
                            "Backups",
                            "When each guest was last backed up well.",
                            Column.label("Name", "name"),
                            Column.label("Number", "vmid"),
                            Column.value(
                                            "Last good backup",
                                            "1000 * "
                                                    + byGuest(
                                                            "pve_guest_last_backup_timestamp_seconds"))
                                    .unit(Unit.AGO),
                            Column.value("Last one failed", byGuest("pve_guest_last_backup_failed"))
                                    .words(
                                            Words.of(
                                                    new Words.Word("0", "no", Color.GREEN),
                                                    new Words.Word("1", "yes", Color.RED))))
                    .size(12, 8),
            Panel.table(
                            "Replication",
                            "Each job of pvesr.",
                            Column.label("Job", "id"),
                            Column.value(
                                            "Failed in a row",
                                            "max by (id) (pve_replication_failed_syncs%s)"
                                                    .formatted(CLUSTER))
                                    .limits(Limits.none()),
                            Column.value(
                                            "Last sync",
                                            "1000 * max by (id) (pve_replication_last_sync_timestamp_seconds%s)"
                                                    .formatted(CLUSTER))
                                    .unit(Unit.AGO),
                            Column.value(
                                            "Took",
                                            "max by (id) (pve_replication_duration_seconds%s)"
                                                    .formatted(CLUSTER))
                                    .unit(Unit.SECONDS))
                    .size(12, 8),
            Panel.lines(
                            "Guests under high availability",
                            "By state; more than one colour is worth a look.")
                    .query("pve_ha_services" + CLUSTER, "{{instance}} {{state}}")
                    .unit(Unit.SHORT)
                    .stacked()
                    .size(24, 6)
        };
    }

    private static String byGuest(String metric) {
        return "max by (name, vmid) (%s%s)".formatted(metric, NODE);
    }
}
