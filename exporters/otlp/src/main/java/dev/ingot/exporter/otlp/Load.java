package dev.ingot.exporter.otlp;

/// An amount of records, as the limits of a queue measure it.
///
/// @param requests how many requests, or batches that will each become one
record Load(int requests, long items, long bytes) {
    static final Load NONE = new Load(0, 0, 0);

    Load plus(Load more) {
        return new Load(requests + more.requests, items + more.items, bytes + more.bytes);
    }

    Load minus(Load less) {
        return new Load(requests - less.requests, items - less.items, bytes - less.bytes);
    }
}
