package dev.ingot.receiver.proxmox;

import dev.ingot.poll.Catalogue;
import org.jspecify.annotations.Nullable;

/// A disk, a network card or a file system of a guest.
///
/// @param name such as `scsi0` or `net0`
record Part(String node, String vmid, @Nullable String guest, String name, Item item) {
    /// @param label what tells it from others
    static Catalogue.Builder<Part> by(String label, String help) {
        return Catalogue.of(Part.class)
                .label("node", "The node.", Part::node)
                .label("vmid", "The guest's number.", Part::vmid)
                .label("name", "The guest's name.", Part::guest)
                .label(label, help, Part::name);
    }
}
