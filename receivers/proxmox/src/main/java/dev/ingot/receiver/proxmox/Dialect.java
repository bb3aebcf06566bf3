package dev.ingot.receiver.proxmox;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Whose names the metrics have. Several at once are fine where they do not share a name with
/// different labels.
enum Dialect {
    /// bigtcze/pve-exporter of December 2025: `pve_node_*`, `pve_vm_*`, `pve_storage_*`.
    PVE_EXPORTER("pve-exporter"),
    /// bigtcze/pve-exporter 1.14, whose guests have other labels.
    PVE_EXPORTER_1("pve-exporter-1"),
    /// prometheus-pve-exporter 3.x: everything by `id`.
    PROMETHEUS_PVE_EXPORTER("prometheus-pve-exporter"),
    /// Everything else that is known.
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
