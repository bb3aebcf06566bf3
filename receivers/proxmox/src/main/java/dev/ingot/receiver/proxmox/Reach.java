package dev.ingot.receiver.proxmox;

/// Which nodes of a cluster are asked for what each node tells of itself only.
enum Reach {
    /// Those that are up.
    ALL,

    /// The entry node that answers, as prometheus-pve-exporter does it: whoever makes every node a
    /// target of its own gets nothing twice.
    LOCAL
}
