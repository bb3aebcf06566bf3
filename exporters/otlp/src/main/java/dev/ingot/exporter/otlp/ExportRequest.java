package dev.ingot.exporter.otlp;

import dev.ingot.record.Signal;

/// An encoded and compressed export request: what waits in the queue and goes over the wire
/// unchanged. Immutable; nobody writes into the body.
final class ExportRequest {
    private final Signal.Type type;
    private final Compression compression;
    private final byte[] body;
    private final int items;
    private final int expandedBytes;
    private final long createdMillis;

    /// @param items how many points or log records it holds
    /// @param expandedBytes the size before compression
    /// @param createdMillis when it was encoded, in milliseconds since the epoch
    ExportRequest(
            Signal.Type type,
            Compression compression,
            byte[] body,
            int items,
            int expandedBytes,
            long createdMillis) {
        this.type = type;
        this.compression = compression;
        this.body = body;
        this.items = items;
        this.expandedBytes = expandedBytes;
        this.createdMillis = createdMillis;
    }

    Signal.Type type() {
        return type;
    }

    Compression compression() {
        return compression;
    }

    byte[] body() {
        return body;
    }

    int items() {
        return items;
    }

    int expandedBytes() {
        return expandedBytes;
    }

    long createdMillis() {
        return createdMillis;
    }
}
