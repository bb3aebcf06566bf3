package dev.ingot.receiver.proxmox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A cluster of Proxmox VE as its API shows it, in the shapes of version 8 or 9: where 9 sends a
/// number, 8 sends a text, and what 9 has added is missing.
final class PveModel {
    /// @param type `qemu` or `lxc`
    record Guest(int vmid, String type, String name, String node, boolean running) {
        String id() {
            return type + "/" + vmid;
        }
    }

    record Storage(String name, String type, boolean shared, boolean active) {}

    private static final long GIB = 1L << 30;

    final boolean nine;
    final String cluster;
    final List<String> nodes;
    final List<Guest> guests;
    final List<Storage> storages;

    /// @param cluster its name; empty for a node that stands alone
    PveModel(
            boolean nine,
            String cluster,
            List<String> nodes,
            List<Guest> guests,
            List<Storage> storages) {
        this.nine = nine;
        this.cluster = cluster;
        this.nodes = nodes;
        this.guests = guests;
        this.storages = storages;
    }

    /// Three nodes, four guests, one of them a template, storages local and shared.
    static PveModel three(boolean nine) {
        return new PveModel(
                nine,
                "home",
                List.of("pve1", "pve2", "pve3"),
                List.of(
                        new Guest(100, "qemu", "web", "pve1", true),
                        new Guest(101, "lxc", "dns", "pve2", true),
                        new Guest(102, "qemu", "windows", "pve3", true),
                        new Guest(9000, "qemu", "template", "pve1", false)),
                List.of(
                        new Storage("local", "dir", false, true),
                        new Storage("nas", "nfs", true, true),
                        new Storage("old", "nfs", true, false)));
    }

    static PveModel alone() {
        return new PveModel(
                true,
                "",
                List.of("pve"),
                List.of(new Guest(100, "qemu", "web", "pve", true)),
                List.of(new Storage("local", "dir", false, true)));
    }

    /// As large as it gets.
    static PveModel large(int nodes, int guests) {
        List<String> names =
                Stream.iterate(1, i -> i + 1).limit(nodes).map("n%03d"::formatted).toList();
        var all = new ArrayList<Guest>();
        for (int i = 0; i < guests; i++) {
            String type = i % 4 == 0 ? "lxc" : "qemu";
            all.add(new Guest(1000 + i, type, "guest" + i, names.get(i % nodes), true));
        }
        return new PveModel(
                true,
                "large",
                names,
                all,
                List.of(
                        new Storage("local", "dir", false, true),
                        new Storage("ceph", "rbd", true, true)));
    }

    /// An object from keys and values in turn; a null value leaves the key out.
    static Map<String, Object> object(Object... keysAndValues) {
        var object = new LinkedHashMap<String, Object>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            object.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return object;
    }

    /// What version 8 sends as a text.
    private Object loose(long number) {
        return nine ? (Object) number : String.valueOf(number);
    }

    Map<String, Object> version() {
        return nine
                ? object("version", "9.1-1", "release", "9.1", "repoid", "9a1b2c3d")
                : object("version", "8.4.1", "release", "8.4", "repoid", "2a5fa54a8503f96d");
    }

    List<Object> status(List<String> down) {
        var all = new ArrayList<Object>();
        if (!cluster.isEmpty()) {
            all.add(
                    object(
                            "type",
                            "cluster",
                            "id",
                            "cluster",
                            "name",
                            cluster,
                            "version",
                            4,
                            "quorate",
                            loose(1),
                            "nodes",
                            nodes.size()));
        }
        for (int i = 0; i < nodes.size(); i++) {
            String node = nodes.get(i);
            all.add(
                    object(
                            "type",
                            "node",
                            "id",
                            "node/" + node,
                            "name",
                            node,
                            "nodeid",
                            cluster.isEmpty() ? 0 : i + 1,
                            "ip",
                            "192.0.2." + (i + 1),
                            "online",
                            down.contains(node) ? 0 : 1,
                            "local",
                            i == 0 ? 1 : 0,
                            "level",
                            i == 0 ? "c" : ""));
        }
        return all;
    }

    List<Object> resources(List<String> down, boolean auditor) {
        var all = new ArrayList<Object>();
        if (auditor) {
            guests.forEach(guest -> all.add(resource(guest, down.contains(guest.node()))));
        }
        nodes.forEach(node -> all.add(nodeResource(node, down.contains(node), auditor)));
        if (auditor) {
            for (String node : nodes) {
                storages.forEach(storage -> all.add(storageResource(storage, node)));
                all.add(
                        object(
                                "id",
                                "sdn/" + node + "/localnetwork",
                                "type",
                                "sdn",
                                "sdn",
                                "localnetwork",
                                "node",
                                node,
                                "status",
                                "ok"));
            }
        }
        return all;
    }

    private Map<String, Object> resource(Guest guest, boolean nodeDown) {
        boolean running = guest.running() && !nodeDown;
        long n = guest.vmid();
        Map<String, Object> all =
                object(
                        "id",
                        guest.id(),
                        "type",
                        guest.type(),
                        "vmid",
                        n,
                        "name",
                        guest.name(),
                        "node",
                        guest.node(),
                        "status",
                        nodeDown ? "unknown" : running ? "running" : "stopped",
                        "template",
                        guest.vmid() >= 9000 ? 1 : 0);
        if (!nodeDown) {
            all.putAll(
                    object(
                            "uptime",
                            running ? 874350 + n : 0,
                            "cpu",
                            running ? 0.0249060195469461 : 0,
                            "maxcpu",
                            loose(2),
                            "mem",
                            running ? 842551296 + n : 0,
                            "maxmem",
                            GIB,
                            "disk",
                            guest.type().equals("lxc") ? 2983723008L : 0,
                            "maxdisk",
                            32 * GIB,
                            "netin",
                            running ? 2456116121L + n : 0,
                            "netout",
                            running ? 545248946 + n : 0,
                            "diskread",
                            running ? loose(4510777856L + n) : 0,
                            "diskwrite",
                            running ? 6059209728L + n : 0));
        }
        if (guest.vmid() == 100) {
            all.putAll(object("tags", "prod;web", "hastate", "started", "lock", "backup"));
        }
        if (nine && running) {
            all.put("memhost", 1200000000L);
        }
        return all;
    }

    private Map<String, Object> nodeResource(String node, boolean down, boolean auditor) {
        Map<String, Object> all =
                object(
                        "id",
                        "node/" + node,
                        "type",
                        "node",
                        "node",
                        node,
                        "status",
                        down ? "offline" : "online");
        if (!down && auditor) {
            all.putAll(
                    object(
                            "uptime",
                            872961,
                            "cpu",
                            0.0054917623564653,
                            "maxcpu",
                            4,
                            "mem",
                            1681965056,
                            "maxmem",
                            16668827648L,
                            "disk",
                            2983723008L,
                            "maxdisk",
                            482713534464L,
                            "level",
                            "",
                            "cgroup-mode",
                            2));
            if (nine) {
                all.put("hastate", "online");
            }
        }
        return all;
    }

    private Map<String, Object> storageResource(Storage storage, String node) {
        return object(
                "id",
                "storage/" + node + "/" + storage.name(),
                "type",
                "storage",
                "storage",
                storage.name(),
                "node",
                node,
                "status",
                storage.active() ? "available" : "unknown",
                "plugintype",
                storage.type(),
                "content",
                nine ? "iso,vztmpl,backup" : "vztmpl,backup,iso",
                "shared",
                storage.shared() ? 1 : 0,
                "disk",
                storage.active() ? 17571426304L : 0,
                "maxdisk",
                storage.active() ? 31044079616L : 0);
    }

    Map<String, Object> nodeStatus() {
        return object(
                "uptime",
                86400,
                "cpu",
                0.0123,
                "wait",
                0.002,
                "idle",
                0,
                "loadavg",
                List.of("0.15", "0.25", "0.30"),
                "kversion",
                "Linux 6.14.8-2-pve",
                "cpuinfo",
                object("cores", 4, "cpus", 8, "sockets", 1, "mhz", "2399.998"),
                "memory",
                nine
                        ? object(
                                "total",
                                16668827648L,
                                "used",
                                1681965056,
                                "free",
                                14 * GIB,
                                "available",
                                14986862592L)
                        : object("total", 16668827648L, "used", 1681965056, "free", 14 * GIB),
                "swap",
                object("total", 8 * GIB, "used", loose(0), "free", 8 * GIB),
                "ksm",
                object("shared", 4096),
                "rootfs",
                object(
                        "total",
                        100861726720L,
                        "used",
                        2310930432L,
                        "free",
                        98550796288L,
                        "avail",
                        93380214784L));
    }

    List<Object> storage() {
        var all = new ArrayList<Object>();
        for (Storage storage : storages) {
            all.add(
                    object(
                            "storage",
                            storage.name(),
                            "type",
                            storage.type(),
                            "content",
                            "iso,vztmpl,backup",
                            "active",
                            storage.active() ? loose(1) : 0,
                            "enabled",
                            1,
                            "used_fraction",
                            storage.active() ? 0.1666 : 0,
                            "shared",
                            storage.shared() ? 1 : 0,
                            "total",
                            storage.active() ? 60000000000L : 0,
                            "used",
                            storage.active() ? loose(10000000000L) : 0,
                            "avail",
                            storage.active() ? 49000000000L : 0));
        }
        return all;
    }

    List<Object> machines(String node) {
        var all = new ArrayList<Object>();
        for (Guest guest : guests) {
            if (!guest.type().equals("qemu") || !guest.node().equals(node)) {
                continue;
            }
            Map<String, Object> machine =
                    object(
                            "vmid",
                            guest.vmid(),
                            "name",
                            guest.name(),
                            "status",
                            guest.running() ? "running" : "stopped",
                            "disk",
                            0,
                            "maxdisk",
                            32 * GIB);
            if (guest.running()) {
                machine.put("blockstat", object("scsi0", disk(1), "ide2", disk(0)));
                if (!guest.name().equals("windows")) {
                    machine.put("freemem", loose(887222272));
                }
                machine.put("pid", 1563102);
                machine.put("balloon", 2097152000);
                machine.put("ballooninfo", balloon());
                machine.put(
                        "nics",
                        object(
                                "tap" + guest.vmid() + "i0",
                                object("netin", 1073741824, "netout", loose(536870912))));
                if (nine) {
                    machine.putAll(
                            object(
                                    "pressurecpufull",
                                    0.1,
                                    "pressureiofull",
                                    0,
                                    "pressurememoryfull",
                                    "0.00",
                                    "memhost",
                                    1200000000L,
                                    "pressurecpusome",
                                    0.5,
                                    "pressureiosome",
                                    "0.25",
                                    "pressurememorysome",
                                    0));
                }
            }
            all.add(machine);
        }
        return all;
    }

    private static Map<String, Object> balloon() {
        return object(
                "actual",
                2097152000,
                "max_mem",
                2097152000,
                "total_mem",
                2042314752,
                "major_page_faults",
                100,
                "minor_page_faults",
                50000,
                "mem_swapped_in",
                0,
                "mem_swapped_out",
                0);
    }

    private static Map<String, Object> disk(long n) {
        return object(
                "rd_bytes",
                649448960 * n,
                "wr_bytes",
                1515457024 * n,
                "rd_operations",
                15582 * n,
                "wr_operations",
                157514 * n,
                "failed_rd_operations",
                0,
                "flush_operations",
                15494 * n,
                "failed_wr_operations",
                0,
                "account_failed",
                true,
                "timed_stats",
                List.of());
    }

    List<Object> cards(String node) {
        var all = new ArrayList<Object>();
        for (Guest guest : guests) {
            if (guest.running() && guest.node().equals(node)) {
                all.add(
                        object(
                                "vmid",
                                String.valueOf(guest.vmid()),
                                "dev",
                                "net0",
                                "in",
                                String.valueOf(1000 + guest.vmid()),
                                "out",
                                2000 + guest.vmid()));
            }
        }
        return all;
    }

    List<Object> replication(String node) {
        return guests.stream()
                .filter(guest -> guest.vmid() == 100 && guest.node().equals(node))
                .filter(_ -> nodes.size() > 1)
                .map(guest ->
                        (Object)
                                object(
                                        "id",
                                        "100-0",
                                        "type",
                                        "local",
                                        "source",
                                        node,
                                        "target",
                                        nodes.get(1),
                                        "guest",
                                        loose(100),
                                        "vmtype",
                                        "qemu",
                                        "jobnum",
                                        0,
                                        "last_sync",
                                        1715500000,
                                        "last_try",
                                        1715500100,
                                        "next_sync",
                                        1715501000,
                                        "duration",
                                        7.73584,
                                        "fail_count",
                                        0))
                .toList();
    }

    List<Object> backups(String node) {
        return node.equals(nodes.getFirst())
                ? List.of(
                        task("UPID:1", node, "vzdump", "", 1795200000, "job errors"),
                        task("UPID:2", node, "vzdump", "100", 1795100000, "OK"),
                        task("UPID:3", node, "vzdump", "100", 1795000000, "OK"))
                : List.of();
    }

    static Map<String, Object> task(
            String upid, String node, String type, String id, long end, String status) {
        return object(
                "upid",
                upid,
                "node",
                node,
                "type",
                type,
                "id",
                id,
                "user",
                "root@pam",
                "starttime",
                end - 60,
                "endtime",
                end,
                "status",
                status);
    }

    List<Object> backupLog() {
        return List.of(
                object("n", 1, "t", "INFO: starting new backup job: vzdump --all 1"),
                object("n", 2, "t", "INFO: Finished Backup of VM 101 (00:00:10)"),
                object("n", 3, "t", "ERROR: Backup of VM 102 failed - no such volume"),
                object("n", 4, "t", "INFO: Backup job finished with errors"));
    }

    Map<String, Object> subscription(String node) {
        return node.equals(nodes.getFirst())
                ? object(
                        "status",
                        "active",
                        "key",
                        "pve2c-0123456789",
                        "level",
                        "c",
                        "nextduedate",
                        "2026-12-31")
                : object("status", "notfound", "message", "There is no subscription key");
    }

    List<Object> certificates(String node) {
        var all = new ArrayList<Object>();
        all.add(object("filename", "pve-root-ca.pem", "notafter", 2000000000));
        all.add(object("filename", "pve-ssl.pem", "notafter", 1835689600));
        if (node.equals(nodes.getFirst())) {
            all.add(object("filename", "pveproxy-ssl.pem", "notafter", 1805689600));
        }
        return all;
    }

    List<Object> disks(boolean smart) {
        return List.of(
                object(
                        "devpath",
                        "/dev/sda",
                        "model",
                        "Samsung SSD 870",
                        "serial",
                        "S5XX",
                        "size",
                        512110190592L,
                        "type",
                        "ssd",
                        "health",
                        smart ? "PASSED" : "UNKNOWN",
                        "wearout",
                        smart ? (Object) 98 : "N/A",
                        "used",
                        "ZFS"),
                object(
                        "devpath",
                        "/dev/sdb",
                        "model",
                        "WDC WD40",
                        "serial",
                        "WD-1",
                        "size",
                        "4000787030016",
                        "type",
                        "hdd",
                        "health",
                        smart ? "FAILED!" : "UNKNOWN",
                        "wearout",
                        "N/A"));
    }

    List<Object> pools() {
        return List.of(
                object(
                        "name",
                        "rpool",
                        "size",
                        1099511627776L,
                        "alloc",
                        549755813888L,
                        "free",
                        549755813888L,
                        "frag",
                        15,
                        "dedup",
                        1.00,
                        "health",
                        "ONLINE"));
    }
}
