package dev.ingot.exporter.prometheus;

/// Which labels a series is served with.
enum Identity {
    /// The source's labels, and `job` and `instance` from the resource where the source gave none:
    /// what the OTLP exporter pushes.
    FLAT,
    /// The source's labels only: what the exporters served that Ingot replaces.
    NONE
}
