package dev.ingot.exporter.otlp;

/// What the limit of a queue counts.
enum Sizer {
    BYTES,
    ITEMS,
    REQUESTS
}
