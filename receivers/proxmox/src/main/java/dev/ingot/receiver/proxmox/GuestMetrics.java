package dev.ingot.receiver.proxmox;

import dev.ingot.poll.Catalogue;

/// What only a guest's own node knows of it, under the names of `ingot` (first column) and of
/// `pve-exporter-1` (second).
final class GuestMetrics {
    static final int INGOT = 0;
    static final int PVE_EXPORTER_1 = 1;

    private static final String PRESSURE =
            """
            pve_guest_pressure_cpu_some_percent | pve_{}_pressure_cpu_some | pressurecpusome as\
             decimal\
             | Share of ten seconds that something waited for a CPU. PVE 9.
            pve_guest_pressure_cpu_full_percent | pve_{}_pressure_cpu_full | pressurecpufull as\
             decimal\
             | Share of ten seconds that everything waited for a CPU. PVE 9.
            pve_guest_pressure_io_some_percent | pve_{}_pressure_io_some | pressureiosome as\
             decimal\
             | Share of ten seconds that something waited for disks. PVE 9.
            pve_guest_pressure_io_full_percent | pve_{}_pressure_io_full | pressureiofull as\
             decimal\
             | Share of ten seconds that everything waited for disks. PVE 9.
            pve_guest_pressure_memory_some_percent | pve_{}_pressure_memory_some |\
             pressurememorysome as decimal\
             | Share of ten seconds that something waited for memory. PVE 9.
            pve_guest_pressure_memory_full_percent | pve_{}_pressure_memory_full |\
             pressurememoryfull as decimal\
             | Share of ten seconds that everything waited for memory. PVE 9.
            """;

    /// Of `/nodes/<node>/qemu?full=1`.
    private static final Table MACHINE =
            Table.of(
                    """
                    pve_guest_memory_host_bytes | pve_vm_memory_host_bytes | memhost\
                     | What the guest costs its node. PVE 9.
                    pve_guest_memory_free_bytes | pve_vm_memory_free_bytes | freemem\
                     | What the guest itself says is free; needs the balloon driver.
                    - | pve_vm_balloon_bytes | balloon | VM balloon target in bytes
                    - | pve_vm_pid | pid | Process of the guest.
                    - | pve_vm_balloon_actual_bytes | ballooninfo/actual | What the balloon\
                     leaves to the guest.
                    - | pve_vm_balloon_max_bytes | ballooninfo/max_mem | What it could leave at\
                     most.
                    - | pve_vm_balloon_total_bytes | ballooninfo/total_mem | Memory as the guest\
                     sees it.
                    - | pve_vm_balloon_mem_swapped_in_bytes | ballooninfo/mem_swapped_in\
                     | What the guest swapped in.
                    - | pve_vm_balloon_mem_swapped_out_bytes | ballooninfo/mem_swapped_out\
                     | What the guest swapped out.
                    - | pve_vm_balloon_major_page_faults_total | ballooninfo/major_page_faults\
                     | Pages that the guest had to read from disk.
                    - | pve_vm_balloon_minor_page_faults_total | ballooninfo/minor_page_faults\
                     | Pages that it had in memory.
                    """
                            + PRESSURE.replace("{}", "vm"));

    /// Of `/nodes/<node>/lxc`.
    private static final Table CONTAINER =
            Table.of(
                    """
                    pve_guest_swap_used_bytes | pve_lxc_swap_used_bytes | swap | Swap in use by\
                     the container.
                    pve_guest_swap_max_bytes | pve_lxc_swap_max_bytes | maxswap | Swap that it\
                     may use.
                    - | pve_lxc_pid | pid | Process of the container.
                    """
                            + PRESSURE.replace("{}", "lxc"));

    /// Of `blockstat` of a machine.
    private static final Table DISK =
            Table.of(
                    """
                    pve_guest_block_read_bytes_total | pve_vm_block_read_bytes_total | rd_bytes\
                     | What the guest read from the disk.
                    pve_guest_block_written_bytes_total | pve_vm_block_write_bytes_total | wr_bytes\
                     | What the guest wrote to the disk.
                    pve_guest_block_reads_total | pve_vm_block_read_ops_total | rd_operations\
                     | Reads of the disk.
                    pve_guest_block_writes_total | pve_vm_block_write_ops_total | wr_operations\
                     | Writes to the disk.
                    pve_guest_block_failed_reads_total | pve_vm_block_failed_read_ops_total\
                     | failed_rd_operations | Reads that failed.
                    pve_guest_block_failed_writes_total | pve_vm_block_failed_write_ops_total\
                     | failed_wr_operations | Writes that failed.
                    pve_guest_block_flushes_total | pve_vm_block_flush_ops_total | flush_operations\
                     | Flushes of the disk.
                    """);

    private GuestMetrics() {}

    static Catalogue<Told> machine(int column) {
        return MACHINE.in(Told.ofGuest(), Told::item, column).build();
    }

    static Catalogue<Told> container(int column) {
        return CONTAINER.in(Told.ofGuest(), Told::item, column).build();
    }

    static Catalogue<Part> disk(int column) {
        return DISK.in(Part.by("device", "Such as `scsi0`."), Part::item, column).build();
    }
}
