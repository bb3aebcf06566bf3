package dev.ingot.exporter.otlp;

import java.util.concurrent.atomic.AtomicLong;

/// The room that all queues of one storage share, in bytes. Used by several threads at once.
final class DiskSpace {
    private final long limit;
    private final AtomicLong used = new AtomicLong();

    DiskSpace(long limit) {
        this.limit = limit;
    }

    /// More is used, or, with a negative number, less.
    void use(long bytes) {
        used.addAndGet(bytes);
    }

    long used() {
        return used.get();
    }

    long room() {
        return limit - used.get();
    }
}
