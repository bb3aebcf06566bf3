package dev.ingot.examples;

/// One system: what the hypervisor knows of it, then what Grafana Alloy says from inside it.
///
/// Each panel has one source. The hypervisor knows the state, the cost, the virtual cards and disks
/// and the backups; Alloy the CPU's modes, the memory, the file systems and the containers.
final class VmDetail {
    /// To this dashboard, from a table that has the name in the clicked cell.
    static final String LINK = "/d/system-detail?var-host=${__value.text}&${datasource:queryparam}";

    /// To this dashboard, from a panel whose series have the label `name`.
    static final String LINK_OF_SERIES =
            "/d/system-detail?var-host=${__field.labels.name}&${datasource:queryparam}";

    private static final String GUEST = "{name=\"$host\"}";
    private static final String HOST = "host=\"$host\"";

    private VmDetail() {}

    static Dashboard dashboard() {
        return new Dashboard(
                        "system-detail",
                        "VM detail",
                        "One system, from outside (Proxmox VE, by Ingot) and from inside (Grafana Alloy on it,"
                                + " whose label host is the guest's name). Without Alloy only the first row fills.")
                .withLogs()
                .one("host", "System", "pve_vm_status", "name")
                .row("From outside: Proxmox VE", outside())
                .row("From inside: Alloy", inside())
                .row("Containers: Alloy", containers())
                .closedRow("Logs", logs());
    }

    private static Panel[] outside() {
        return new Panel[] {
            Panel.stat("State", "As Proxmox VE says.")
                    .query("max(pve_vm_status%s)".formatted(GUEST), "state")
                    .words(Words.RUNNING)
                    .size(4, 4),
            Panel.stat("Node", "Where it runs.")
                    .query("max by (node) (pve_vm_status%s)".formatted(GUEST), "{{node}}")
                    .textOfSeries(),
            Panel.stat("Uptime", "Of the guest.")
                    .query("max(pve_vm_uptime_seconds%s)".formatted(GUEST), "uptime")
                    .unit(Unit.DURATION),
            Panel.stat("CPU", "Share of its own cores.")
                    .query("max(pve_vm_cpu_usage%s)".formatted(GUEST), "CPU")
                    .unit(Unit.RATIO)
                    .limits(Limits.rising(0.7, 0.9)),
            Panel.stat("Costs the node", "Memory that the node spends on it, PVE 9.")
                    .query("max(pve_guest_memory_host_bytes%s)".formatted(GUEST), "memory")
                    .unit(Unit.BYTES),
            Panel.stat("Last good backup", "How long ago it ended.")
                    .query(
                            "min(time() - pve_guest_last_backup_timestamp_seconds%s)"
                                    .formatted(GUEST),
                            "age")
                    .unit(Unit.DURATION)
                    .limits(Limits.rising(2 * 86400.0, 7 * 86400.0)),
            Panel.lines("Network cards", "In above, out below.")
                    .query(
                            "8 * rate(pve_guest_nic_receive_bytes_total%s[$__rate_interval])"
                                    .formatted(GUEST),
                            "{{interface}} in")
                    .query(
                            "8 * rate(pve_guest_nic_transmit_bytes_total%s[$__rate_interval])"
                                    .formatted(GUEST),
                            "{{interface}} out")
                    .below(" out$")
                    .unit(Unit.BITS_PER_SECOND)
                    .size(8, 8),
            Panel.lines("Virtual disks", "Reads above, writes below.")
                    .query(
                            "rate(pve_guest_block_read_bytes_total%s[$__rate_interval])"
                                    .formatted(GUEST),
                            "{{device}} read")
                    .query(
                            "rate(pve_guest_block_written_bytes_total%s[$__rate_interval])"
                                    .formatted(GUEST),
                            "{{device}} write")
                    .below(" write$")
                    .unit(Unit.BYTES_PER_SECOND)
                    .size(8, 8),
            Panel.lines("Pressure", "Share of the time that something in it waited, PVE 9.")
                    .query("pve_guest_pressure_cpu_some_percent" + GUEST, "for a CPU")
                    .query("pve_guest_pressure_io_some_percent" + GUEST, "for disks")
                    .query("pve_guest_pressure_memory_some_percent" + GUEST, "for memory")
                    .unit(Unit.PERCENT)
                    .fromZero()
                    .size(8, 8)
        };
    }

    private static Panel[] inside() {
        String disks = "fstype!~\"tmpfs|ramfs|squashfs|overlay|fuse.*\"";
        return new Panel[] {
            Panel.lines("CPU by mode", "Cores in use, by what for.")
                    .query(
                            "sum by (mode) (rate(node_cpu_seconds_total{%s, mode!=\"idle\"}[$__rate_interval]))"
                                    .formatted(HOST),
                            "{{mode}}")
                    .unit(Unit.SHORT)
                    .stacked(),
            Panel.lines("Memory", "What programs use, and what they can still have.")
                    .query(
                            "node_memory_MemTotal_bytes{%s} - node_memory_MemAvailable_bytes{%s}"
                                    .formatted(HOST, HOST),
                            "used")
                    .query("node_memory_MemAvailable_bytes{%s}".formatted(HOST), "available")
                    .unit(Unit.BYTES)
                    .stacked(),
            Panel.bars("File systems", "How full each is.")
                    .query(
                            "1 - max by (mountpoint) (node_filesystem_avail_bytes{%s, %s} / node_filesystem_size_bytes{%s, %s})"
                                    .formatted(HOST, disks, HOST, disks),
                            "{{mountpoint}}")
                    .unit(Unit.RATIO)
                    .scale(0, 1)
                    .limits(Limits.rising(0.8, 0.9)),
            Panel.lines("Load", "Processes that run or wait, mean of 1, 5 and 15 minutes.")
                    .query("node_load1{%s}".formatted(HOST), "1m")
                    .query("node_load5{%s}".formatted(HOST), "5m")
                    .query("node_load15{%s}".formatted(HOST), "15m")
                    .unit(Unit.SHORT)
                    .fromZero(),
            Panel.lines("Network", "By interface; in above, out below.")
                    .query(
                            "8 * rate(node_network_receive_bytes_total{%s, device!~\"lo|veth.*|br-.*\"}[$__rate_interval])"
                                    .formatted(HOST),
                            "{{device}} in")
                    .query(
                            "8 * rate(node_network_transmit_bytes_total{%s, device!~\"lo|veth.*|br-.*\"}[$__rate_interval])"
                                    .formatted(HOST),
                            "{{device}} out")
                    .below(" out$")
                    .unit(Unit.BITS_PER_SECOND),
            Panel.lines("Disks", "By device; reads above, writes below.")
                    .query(
                            "rate(node_disk_read_bytes_total{%s}[$__rate_interval])"
                                    .formatted(HOST),
                            "{{device}} read")
                    .query(
                            "rate(node_disk_written_bytes_total{%s}[$__rate_interval])"
                                    .formatted(HOST),
                            "{{device}} write")
                    .below(" write$")
                    .unit(Unit.BYTES_PER_SECOND)
        };
    }

    private static Panel[] containers() {
        String of = "{%s, name!=\"\"}".formatted(HOST);
        String rate = "sum by (name) (rate(%s" + of + "[$__rate_interval]))";
        String cpu = rate.formatted("container_cpu_usage_seconds_total");
        String memory = "max by (name) (container_memory_working_set_bytes%s)".formatted(of);
        String in = "8 * " + rate.formatted("container_network_receive_bytes_total");
        String out = "8 * " + rate.formatted("container_network_transmit_bytes_total");
        return new Panel[] {
            Panel.table(
                    "Containers",
                    "Each container, now.",
                    Column.label("Container", "name"),
                    Column.value("Cores", cpu).unit(Unit.SHORT),
                    Column.value("Memory", memory).unit(Unit.BYTES),
                    Column.value("In", in).unit(Unit.BITS_PER_SECOND),
                    Column.value("Out", out).unit(Unit.BITS_PER_SECOND)),
            Panel.lines("CPU by container", "Cores in use.")
                    .query(cpu, "{{name}}")
                    .unit(Unit.SHORT)
                    .stacked()
                    .size(8, 8),
            Panel.lines("Memory by container", "What cannot be taken from it.")
                    .query(memory, "{{name}}")
                    .unit(Unit.BYTES)
                    .stacked()
                    .size(8, 8),
            Panel.lines("Network by container", "In above, out below.")
                    .query(in, "{{name}} in")
                    .query(out, "{{name}} out")
                    .below(" out$")
                    .unit(Unit.BITS_PER_SECOND)
                    .size(8, 8)
        };
    }

    private static Panel[] logs() {
        return new Panel[] {
            Panel.logs("Logs", "Of its containers, by Alloy.").query("{host=\"$host\"}", "")
        };
    }
}
