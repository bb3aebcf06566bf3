package dev.ingot.exporter.otlp;

/// Where the identity of a series stands in a request.
enum Identity {
    /// On every point, as the attributes `job` and `instance`; resource and scope are not written.
    /// Every backend then stores the series that the Prometheus bridge serves.
    FLAT,
    /// In the resource and scope, as OpenTelemetry has it.
    RESOURCE
}
