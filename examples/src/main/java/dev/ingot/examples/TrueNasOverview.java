package dev.ingot.examples;

/// One screen for every TrueNAS: the panels of the dashboard that truenas-exporter came with, and
/// pools, alerts and tasks, of which it knew nothing.
final class TrueNasOverview {
    private TrueNasOverview() {}

    static Dashboard dashboard() {
        return new Dashboard(
                        "truenas-overview",
                        "TrueNAS Overview",
                        "Every TrueNAS at a glance. Load, memory, disks, network and UPS are what it pushes by"
                                + " Graphite; replication, apps, machines and pools are what its API says.")
                .withLogs()
                .many("host", "Host", "{__name__=~\"uptime|truenas_up\"}", "host")
                .row("Overview", overview())
                .row("System performance", performance())
                .row("Services", services())
                .row("Pools", pools())
                .row("Storage and network", storage())
                .row("UPS", ups())
                .closedRow("Logs", logs());
    }

    private static Panel[] overview() {
        return new Panel[] {
            Panel.stat("Load (1m)", "Processes that run or wait, mean of a minute.")
                    .query("system_load{kind=\"load1\", host=~\"$host\"}", "{{host}}")
                    .unit(Unit.SHORT)
                    .limits(Limits.rising(4, 8)),
            Panel.stat(
                            "Memory",
                            "Memory that programs cannot have; the cache of ZFS does not count.")
                    .query(
                            "100 - 100 * truenas_meminfo{type=\"available\", host=~\"$host\"} / ignoring (type)"
                                    + " truenas_meminfo{type=\"total\", host=~\"$host\"}",
                            "{{host}}")
                    .unit(Unit.PERCENT)
                    .limits(Limits.rising(70, 85)),
            Panel.stat("CPU temperature", "The warmest core.")
                    .query("max by (host) (cpu_temperature{host=~\"$host\"})", "{{host}}")
                    .unit(Unit.CELSIUS)
                    .limits(Limits.rising(60, 75)),
            Panel.stat("Replication", "The worst state of all replication tasks.")
                    .query("min by (host) (truenas_replication_state{host=~\"$host\"})", "{{host}}")
                    .words(Words.TASK),
            Panel.stat("UPS battery", "How full it is.")
                    .query(
                            "min by (host, ups) (ups_charge_percent{host=~\"$host\"})",
                            "{{host}} {{ups}}")
                    .unit(Unit.PERCENT)
                    .limits(Limits.falling(20, 50)),
            Panel.stat("Uptime", "Since the last start.")
                    .query("max by (host) (uptime{host=~\"$host\"})", "{{host}}")
                    .unit(Unit.DURATION),
            Panel.stat("API", "Whether the API answers.")
                    .query("max by (host) (truenas_up{host=~\"$host\"})", "{{host}}")
                    .words(Words.UP),
            Panel.stat("Unhealthy pools", "Pools that TrueNAS does not call healthy.")
                    .query("sum by (host) (1 - truenas_pool_healthy{host=~\"$host\"})", "{{host}}")
                    .limits(Limits.none()),
            Panel.stat("Alerts", "Alerts that nobody has dismissed, warnings and worse.")
                    .query(
                            "sum by (host) (truenas_active_alerts{host=~\"$host\","
                                    + " level=~\"WARNING|ERROR|CRITICAL|ALERT|EMERGENCY\"})",
                            "{{host}}")
                    .limits(Limits.none()),
            Panel.stat("Tasks that failed", "Enabled tasks of every kind whose last run failed.")
                    .query(
                            "sum by (host) ((truenas_task_state{host=~\"$host\"} == bool -1)"
                                    + " * truenas_task_enabled{host=~\"$host\"})",
                            "{{host}}")
                    .limits(Limits.none()),
            Panel.stat("UPS runtime", "How long the battery lasts.")
                    .query(
                            "min by (host, ups) (ups_runtime_seconds{host=~\"$host\"})",
                            "{{host}} {{ups}}")
                    .unit(Unit.DURATION)
                    .limits(Limits.falling(300, 900)),
            Panel.stat("Update", "Whether there is a newer TrueNAS.")
                    .query("max by (host) (truenas_update_available{host=~\"$host\"})", "{{host}}")
                    .words(
                            Words.of(
                                    new Words.Word("0", "current", Color.GREEN),
                                    new Words.Word("1", "available", Color.BLUE)))
        };
    }

    private static Panel[] performance() {
        return new Panel[] {
            Panel.lines("System load", "Processes that run or wait, mean of 1, 5 and 15 minutes.")
                    .query("system_load{kind=\"load1\", host=~\"$host\"}", "{{host}} 1m")
                    .query("system_load{kind=\"load5\", host=~\"$host\"}", "{{host}} 5m")
                    .query("system_load{kind=\"load15\", host=~\"$host\"}", "{{host}} 15m")
                    .unit(Unit.SHORT)
                    .fromZero()
                    .size(8, 8),
            Panel.lines("CPU", "Share of the time that all cores together work.")
                    .query(
                            "cgroup_cpu_percent{cgroup=\"truenas_cpu_usage\", host=~\"$host\"}",
                            "{{host}} used")
                    .query(
                            "100 - cgroup_cpu_percent{cgroup=\"truenas_cpu_usage\", host=~\"$host\"}",
                            "{{host}} idle")
                    .unit(Unit.PERCENT)
                    .scale(0, 100)
                    .size(8, 8),
            Panel.lines("Memory", "What programs use, and what they can still have.")
                    .query(
                            "truenas_meminfo{type=\"total\", host=~\"$host\"} - ignoring (type)"
                                    + " truenas_meminfo{type=\"available\", host=~\"$host\"}",
                            "{{host}} used")
                    .query(
                            "truenas_meminfo{type=\"available\", host=~\"$host\"}",
                            "{{host}} available")
                    .unit(Unit.BYTES)
                    .fromZero()
                    .size(8, 8)
        };
    }

    private static Panel[] services() {
        String task =
                "max by (host, task_name) (last_over_time(truenas_replication_%s{host=~\"$host\"}[5m]))";
        return new Panel[] {
            Panel.table(
                    "Replication tasks",
                    "A state that is none of OK, RUNNING and PENDING counts as FAILED, HOLD among them.",
                    Column.label("Host", "host"),
                    Column.label("Task", "task_name"),
                    Column.value("State", task.formatted("state")).words(Words.TASK),
                    Column.value("Age", task.formatted("age_seconds")).unit(Unit.DURATION),
                    Column.value("Expected every", task.formatted("expected_interval_seconds"))
                            .unit(Unit.DURATION),
                    Column.value(
                                    "Last run",
                                    "1000 * " + task.formatted("last_run_timestamp") + " > 0")
                            .unit(Unit.AGO)),
            Panel.table(
                            "Apps",
                            "State and version of each app.",
                            Column.label("Host", "host"),
                            Column.label("App", "app"),
                            Column.value("State", app("state")).words(Words.APP),
                            Column.value("Update", app("upgrade_available"))
                                    .words(
                                            Words.of(
                                                    new Words.Word("0", "current", Color.GREEN),
                                                    new Words.Word("1", "available", Color.BLUE))),
                            Column.value("Containers", app("containers")),
                            Column.value("CPU", app("cpu_ratio")).unit(Unit.RATIO),
                            Column.value("Memory", app("memory_bytes")).unit(Unit.BYTES))
                    .size(12, 9),
            Panel.table(
                            "Virtual machines and containers",
                            "Machines of QEMU, instances of Incus.",
                            Column.label("Host", "host"),
                            Column.label("Name", "name"),
                            Column.label("Kind", "kind"),
                            Column.value(
                                            "State",
                                            machine("truenas_vm_state", "vm", "VM")
                                                    + " or "
                                                    + machine(
                                                            "truenas_virt_state",
                                                            "instance",
                                                            "Incus"))
                                    .words(Words.RUNNING))
                    .size(12, 9)
        };
    }

    private static String app(String metric) {
        return "max by (host, app) (last_over_time(truenas_app_%s{host=~\"$host\"}[5m]))"
                .formatted(metric);
    }

    private static String machine(String metric, String label, String kind) {
        return ("max by (host, name, kind) (label_replace(label_replace(last_over_time(%s{host=~\"$host\"}[5m]),"
                        + " \"name\", \"$1\", \"%s\", \"(.*)\"), \"kind\", \"%s\", \"\", \"\"))")
                .formatted(metric, label, kind);
    }

    private static Panel[] pools() {
        String pool = "max by (host, pool) (%s{host=~\"$host\"})";
        return new Panel[] {
            Panel.table(
                            "Pools",
                            "How each pool is, and when it was last scrubbed.",
                            Column.label("Host", "host"),
                            Column.label("Pool", "pool"),
                            Column.value("Healthy", pool.formatted("truenas_pool_healthy"))
                                    .words(Words.YES_NO),
                            Column.value(
                                            "Used",
                                            pool.formatted("truenas_pool_allocated_bytes")
                                                    + " / "
                                                    + pool.formatted("truenas_pool_size_bytes"))
                                    .bar(Limits.rising(0.7, 0.8)),
                            Column.value("Size", pool.formatted("truenas_pool_size_bytes"))
                                    .unit(Unit.BYTES),
                            Column.value(
                                            "Fragmentation",
                                            pool.formatted("truenas_pool_fragmentation_ratio"))
                                    .unit(Unit.RATIO),
                            Column.value(
                                            "Can lose",
                                            "min by (host, pool) (truenas_pool_vdev_redundancy{host=~\"$host\"})")
                                    .limits(Limits.truth()),
                            Column.value(
                                            "Last scrub",
                                            "1000 * max by (host, pool) (truenas_pool_scan_end_timestamp_seconds"
                                                    + "{host=~\"$host\", function=\"SCRUB\"})")
                                    .unit(Unit.AGO),
                            Column.value(
                                            "Device errors",
                                            "sum by (host, pool) (truenas_pool_device_read_errors_total{host=~\"$host\"})"
                                                    + " + sum by (host, pool) (truenas_pool_device_write_errors_total{host=~\"$host\"})"
                                                    + " + sum by (host, pool) (truenas_pool_device_checksum_errors_total{host=~\"$host\"})")
                                    .limits(Limits.none()))
                    .size(24, 7),
            Panel.lines("Pool space", "Space in use, parity included.")
                    .query("truenas_pool_allocated_bytes{host=~\"$host\"}", "{{host}} {{pool}}")
                    .unit(Unit.BYTES)
                    .fromZero(),
            Panel.bars("Largest datasets", "Space with children and snapshots.")
                    .query(
                            "topk(12, truenas_dataset_used_bytes{host=~\"$host\"})",
                            "{{host}} {{dataset}}")
                    .unit(Unit.BYTES)
                    .fromZero()
        };
    }

    private static Panel[] storage() {
        String lan =
                "8 * sum by (host, interface) (interface_octets{host=~\"$host\", direction=\"%s\","
                        + " interface!~\"(tailscale|wg|tun|br|docker|veth|vnet|tap).*|lo\"})";
        String vpn =
                "8 * sum by (host, interface) (interface_octets{host=~\"$host\", direction=\"%s\","
                        + " interface=~\"(tailscale|wg|tun).*\"})";
        return new Panel[] {
            Panel.lines("Disk I/O", "All disks together; reads above, writes below.")
                    .query(
                            "sum by (host) (disk_octets{direction=\"read\", host=~\"$host\"})",
                            "{{host}} read")
                    .query(
                            "sum by (host) (disk_octets{direction=\"write\", host=~\"$host\"})",
                            "{{host}} write")
                    .below(" write$")
                    .unit(Unit.BYTES_PER_SECOND),
            Panel.lines("Disk temperatures", "Each disk by its serial number.")
                    .query("disk_temperature{host=~\"$host\"}", "{{host}} {{serial}}")
                    .unit(Unit.CELSIUS),
            Panel.lines("Network, LAN", "Physical interfaces; in above, out below.")
                    .query(lan.formatted("rx"), "{{host}} {{interface}} in")
                    .query(lan.formatted("tx"), "{{host}} {{interface}} out")
                    .below(" out$")
                    .unit(Unit.BITS_PER_SECOND),
            Panel.lines("Network, VPN", "Tailscale, WireGuard and tunnels; in above, out below.")
                    .query(vpn.formatted("rx"), "{{host}} {{interface}} in")
                    .query(vpn.formatted("tx"), "{{host}} {{interface}} out")
                    .below(" out$")
                    .unit(Unit.BITS_PER_SECOND)
        };
    }

    private static Panel[] ups() {
        return new Panel[] {
            Panel.lines("Voltage", "What comes in and what goes out.")
                    .query("ups_voltage{type=\"input\", host=~\"$host\"}", "{{host}} {{ups}} in")
                    .query("ups_voltage{type=\"output\", host=~\"$host\"}", "{{host}} {{ups}} out")
                    .unit(Unit.VOLT)
                    .size(8, 8),
            Panel.lines(
                            "Charge and load",
                            "How full the battery is, how much of its power is used.")
                    .query("ups_charge_percent{host=~\"$host\"}", "{{host}} {{ups}} charge")
                    .query("ups_load_percent{host=~\"$host\"}", "{{host}} {{ups}} load")
                    .unit(Unit.PERCENT)
                    .scale(0, 100)
                    .size(8, 8),
            Panel.lines("Battery runtime", "How long the battery lasts.")
                    .query("ups_runtime_seconds{host=~\"$host\"}", "{{host}} {{ups}}")
                    .unit(Unit.SECONDS)
                    .fromZero()
                    .size(8, 8)
        };
    }

    private static Panel[] logs() {
        return new Panel[] {
            Panel.logs("Logs", "What the host sends by syslog, and the texts of its alerts.")
                    // Syslog may say the whole name, nas01.home, where Graphite says nas01.
                    .query("{service_name=~\".+\"} | host_name=~\"($host)([.].*)?\"", "")
        };
    }
}
