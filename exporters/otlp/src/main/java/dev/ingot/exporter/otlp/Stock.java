package dev.ingot.exporter.otlp;

/// What one lane holds: records that wait to be encoded, and requests that wait to be sent.
///
/// Both are counted here, so that a batch becomes a request in one step and is at no moment counted
/// twice or not at all. Used by several threads at once; nobody waits for a disk here.
final class Stock {
    private Load pending = Load.NONE;
    private Load queued = Load.NONE;

    /// Records came, or, with a negative load, went without having become a request.
    synchronized void pend(Load more) {
        pending = pending.plus(more);
    }

    /// Says what the queue holds now, and what of the pending records went into it since it last
    /// said so.
    synchronized void queue(Load now, Load moved) {
        queued = now;
        pending = pending.minus(moved);
    }

    /// What waits to be encoded, what is being encoded included.
    synchronized Load pending() {
        return pending;
    }

    /// What waits to be sent, what is being sent included.
    synchronized Load queued() {
        return queued;
    }

    /// Whether there is room for a signal within the limits of a configuration. One that is larger
    /// than the whole queue finds it when nothing waits.
    ///
    /// @param room how many more bytes can be stored, whatever the configuration says
    synchronized boolean fits(long weight, int items, QueueConfig config, long room) {
        Load all = pending.plus(queued);
        if (all.bytes() == 0) {
            return true;
        }
        return all.bytes() + weight <= config.bytesLimit()
                && pending.bytes() + weight <= room
                && switch (config.sizer()) {
                    case BYTES -> true;
                    case ITEMS -> all.items() + items <= config.size();
                    case REQUESTS -> all.requests() < config.size();
                };
    }
}
