package dev.ingot.receiver.proxmox;

import dev.ingot.poll.Catalogue;
import java.util.List;
import java.util.function.Function;

/// The dialect `pve-exporter`: bigtcze/pve-exporter as of December 2025.
final class SeedMetrics {
    /// Of a node in `/cluster/resources`.
    static final Catalogue<Item> NODE =
            Table.of(
                            """
                            pve_node_up                 | status = online | Node is up and reachable
                            pve_node_uptime_seconds     | uptime          | Node uptime in seconds
                            pve_node_cpu_load           | cpu as decimal  | Node CPU load
                            pve_node_memory_total_bytes | maxmem          | Total memory in bytes
                            pve_node_memory_used_bytes  | mem             | Used memory in bytes
                            pve_node_memory_free_bytes  | maxmem - mem    | Free memory in bytes
                            """)
                    .in(
                            Catalogue.of(Item.class)
                                    .label("node", "The node.", item -> item.text("node")),
                            Function.identity())
                    .build();

    /// Of `/nodes/<node>/status`.
    static final Catalogue<Told> SWAP =
            Table.of(
                            """
                            pve_node_swap_total_bytes | swap/total | Total swap in bytes
                            pve_node_swap_used_bytes  | swap/used  | Used swap in bytes
                            pve_node_swap_free_bytes  | swap/free  | Free swap in bytes
                            """)
                    .in(Told.ofNode(), Told::item)
                    .build();

    /// Of a guest in `/cluster/resources`.
    static final Catalogue<Item> GUEST =
            Table.of(
                            """
                            pve_vm_status | status = running | VM/Container status (1=running,\
                             0=stopped)
                            pve_vm_uptime_seconds | uptime | VM/Container uptime in seconds
                            pve_vm_cpu_usage | cpu as decimal | VM/Container CPU usage
                            pve_vm_cpus | maxcpu | Number of CPUs allocated
                            pve_vm_memory_used_bytes | mem | Memory usage in bytes
                            pve_vm_memory_max_bytes | maxmem | Maximum memory in bytes
                            pve_vm_disk_used_bytes | disk | Disk usage in bytes
                            pve_vm_disk_max_bytes | maxdisk | Maximum disk in bytes
                            pve_vm_network_in_bytes_total | netin | Network input in bytes
                            pve_vm_network_out_bytes_total | netout | Network output in bytes
                            pve_vm_disk_read_bytes_total | diskread | Disk read in bytes
                            pve_vm_disk_write_bytes_total | diskwrite | Disk write in bytes
                            """)
                    .in(
                            Catalogue.of(Item.class)
                                    .label("node", "The node.", item -> item.text("node"))
                                    .label("type", "`qemu` or `lxc`.", item -> item.text("type"))
                                    .label("vmid", "The guest's number.", item -> item.text("vmid"))
                                    .label("name", "The guest's name.", item -> item.text("name")),
                            Function.identity())
                    .build();

    /// Of a storage in `/nodes/<node>/storage` that is not away: the API says 0 for what it does
    /// not know.
    static final Catalogue<Told> STORAGE =
            Table.of(
                            """
                            pve_storage_total_bytes     | total | Total storage size in bytes
                            pve_storage_used_bytes      | used  | Used storage in bytes
                            pve_storage_available_bytes | avail | Available storage in bytes
                            """)
                    .in(Told.ofStorage(), Told::item)
                    .build();

    static final List<Catalogue<?>> ALL = List.of(NODE, SWAP, GUEST, STORAGE);

    private SeedMetrics() {}
}
