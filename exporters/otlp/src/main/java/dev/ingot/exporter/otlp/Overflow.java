package dev.ingot.exporter.otlp;

/// What happens to new records while the queue is full.
enum Overflow {
    /// Sources that can wait are made to wait; for the others the oldest request is dropped.
    BY_SOURCE,
    /// Nothing is taken: sources that cannot wait lose what is new.
    BLOCK,
    DROP_OLDEST,
    DROP_NEWEST
}
