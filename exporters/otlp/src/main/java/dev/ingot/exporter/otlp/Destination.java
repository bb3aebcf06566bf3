package dev.ingot.exporter.otlp;

/// Where requests of one kind of signal go. Used by one sending thread; `cancel` by any.
interface Destination {
    /// Sends a request and waits for the answer, no longer than the configured timeout. Does not
    /// throw for what the network or the backend does.
    Answer send(ExportRequest request);

    /// The address as people know it, without secrets.
    String url();

    /// Ends the attempt that is going on, if there is one.
    void cancel();
}
