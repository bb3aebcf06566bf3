package dev.ingot.receiver.zfs;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Whose names the metrics have. Several at once are fine where they do not share a name with
/// different meanings.
enum Dialect {
    /// bigtcze/pve-exporter of December 2025: `zfs_arc_*` and `zfs_pool_*`.
    PVE_EXPORTER("pve-exporter"),
    /// pdf/zfs_exporter's pool metrics.
    ZFS_EXPORTER("zfs-exporter"),
    /// The zfs collector of node_exporter: `node_zfs_*`.
    NODE_EXPORTER("node-exporter"),
    /// Everything else that is known: `zfs_*`.
    INGOT("ingot");

    private final String word;

    Dialect(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Dialect::word).toList();
    }

    static Optional<Dialect> of(String word) {
        return Arrays.stream(values()).filter(dialect -> dialect.word.equals(word)).findFirst();
    }
}
