package dev.ingot.receiver.proxmox;

import dev.ingot.poll.Catalogue;

/// What a node told of something of its own.
record Told(String node, Item item) {
    static Catalogue.Builder<Told> ofNode() {
        return Catalogue.of(Told.class).label("node", "The node.", Told::node);
    }

    static Catalogue.Builder<Told> ofGuest() {
        return ofNode().label("vmid", "The guest's number.", told -> told.item().text("vmid"))
                .label("name", "The guest's name.", told -> told.item().text("name"));
    }

    static Catalogue.Builder<Told> ofStorage() {
        return ofNode().label("storage", "The storage.", told -> told.item().text("storage"))
                .label("type", "Its type.", told -> told.item().text("type"));
    }
}
