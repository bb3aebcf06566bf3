package dev.ingot.receiver.proxmox;

import dev.ingot.poll.Catalogue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The dialect `pve-exporter`: bigtcze/pve-exporter as of December 2025.
final class SeedMetrics {
    /// Of a node in `/cluster/resources`.
    static final Catalogue<Item> NODE =
            nodes().gauge("pve_node_up", "", "Node is up and reachable", SeedMetrics::online)
                    .gauge(
                            "pve_node_uptime_seconds",
                            "s",
                            "Node uptime in seconds",
                            item -> item.number("uptime"))
                    .gauge("pve_node_cpu_load", "", "Node CPU load", item -> item.decimal("cpu"))
                    .gauge(
                            "pve_node_memory_total_bytes",
                            "By",
                            "Total memory in bytes",
                            item -> item.number("maxmem"))
                    .gauge(
                            "pve_node_memory_used_bytes",
                            "By",
                            "Used memory in bytes",
                            item -> item.number("mem"))
                    .gauge(
                            "pve_node_memory_free_bytes",
                            "By",
                            "Free memory in bytes",
                            SeedMetrics::freeMemory)
                    .build();

    /// Of `/nodes/<node>/status`, whose `swap` is the item; the label comes with it.
    static final Catalogue<Told> SWAP =
            Catalogue.of(Told.class)
                    .label("node", "The node.", Told::node)
                    .gauge(
                            "pve_node_swap_total_bytes",
                            "By",
                            "Total swap in bytes",
                            told -> told.item().in("swap").number("total"))
                    .gauge(
                            "pve_node_swap_used_bytes",
                            "By",
                            "Used swap in bytes",
                            told -> told.item().in("swap").number("used"))
                    .gauge(
                            "pve_node_swap_free_bytes",
                            "By",
                            "Free swap in bytes",
                            told -> told.item().in("swap").number("free"))
                    .build();

    /// Of a guest in `/cluster/resources`.
    static final Catalogue<Item> GUEST =
            Catalogue.of(Item.class)
                    .label("node", "The node.", item -> item.text("node"))
                    .label("type", "`qemu` or `lxc`.", item -> item.text("type"))
                    .label("vmid", "The guest's number.", item -> item.text("vmid"))
                    .label("name", "The guest's name.", item -> item.text("name"))
                    .gauge(
                            "pve_vm_status",
                            "",
                            "VM/Container status (1=running, 0=stopped)",
                            SeedMetrics::running)
                    .gauge(
                            "pve_vm_uptime_seconds",
                            "s",
                            "VM/Container uptime in seconds",
                            item -> item.number("uptime"))
                    .gauge(
                            "pve_vm_cpu_usage",
                            "",
                            "VM/Container CPU usage",
                            item -> item.decimal("cpu"))
                    .gauge(
                            "pve_vm_cpus",
                            "",
                            "Number of CPUs allocated",
                            item -> item.number("maxcpu"))
                    .gauge(
                            "pve_vm_memory_used_bytes",
                            "By",
                            "Memory usage in bytes",
                            item -> item.number("mem"))
                    .gauge(
                            "pve_vm_memory_max_bytes",
                            "By",
                            "Maximum memory in bytes",
                            item -> item.number("maxmem"))
                    .gauge(
                            "pve_vm_disk_used_bytes",
                            "By",
                            "Disk usage in bytes",
                            item -> item.number("disk"))
                    .gauge(
                            "pve_vm_disk_max_bytes",
                            "By",
                            "Maximum disk in bytes",
                            item -> item.number("maxdisk"))
                    .counter(
                            "pve_vm_network_in_bytes_total",
                            "By",
                            "Network input in bytes",
                            item -> item.number("netin"))
                    .counter(
                            "pve_vm_network_out_bytes_total",
                            "By",
                            "Network output in bytes",
                            item -> item.number("netout"))
                    .counter(
                            "pve_vm_disk_read_bytes_total",
                            "By",
                            "Disk read in bytes",
                            item -> item.number("diskread"))
                    .counter(
                            "pve_vm_disk_write_bytes_total",
                            "By",
                            "Disk write in bytes",
                            item -> item.number("diskwrite"))
                    .build();

    /// Of a storage in `/nodes/<node>/storage`.
    static final Catalogue<Told> STORAGE =
            Catalogue.of(Told.class)
                    .label("node", "The node.", Told::node)
                    .label("storage", "The storage.", told -> told.item().text("storage"))
                    .label("type", "Its type.", told -> told.item().text("type"))
                    .gauge(
                            "pve_storage_total_bytes",
                            "By",
                            "Total storage size in bytes",
                            told -> ofActive(told, "total"))
                    .gauge(
                            "pve_storage_used_bytes",
                            "By",
                            "Used storage in bytes",
                            told -> ofActive(told, "used"))
                    .gauge(
                            "pve_storage_available_bytes",
                            "By",
                            "Available storage in bytes",
                            told -> ofActive(told, "avail"))
                    .build();

    static final List<Catalogue<?>> ALL = List.of(NODE, SWAP, GUEST, STORAGE);

    /// What a node told of something of its own.
    record Told(String node, Item item) {}

    private SeedMetrics() {}

    private static Catalogue.Builder<Item> nodes() {
        return Catalogue.of(Item.class).label("node", "The node.", item -> item.text("node"));
    }

    private static Number online(Item item) {
        return item.text("status", "").equals("online") ? 1 : 0;
    }

    private static Number running(Item item) {
        return item.text("status", "").equals("running") ? 1 : 0;
    }

    private static @Nullable Long freeMemory(Item item) {
        Long all = item.whole("maxmem");
        Long used = item.whole("mem");
        return all == null || used == null ? null : Long.valueOf(all - used);
    }

    /// The API says 0 for what it does not know of a storage that is away.
    private static @Nullable Number ofActive(Told told, String key) {
        return told.item().is("active") ? told.item().number(key) : null;
    }
}
