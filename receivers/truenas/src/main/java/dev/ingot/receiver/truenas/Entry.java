package dev.ingot.receiver.truenas;

import dev.ingot.poll.Catalogue;

/// A member of a list that the API sent, and the NAS it is from.
record Entry(String host, Item item) {
    /// Rows for such members, with the label `host`.
    static Catalogue.Builder<Entry> rows() {
        return Catalogue.of(Entry.class).label("host", "The target's name.", Entry::host);
    }
}
