package dev.ingot.receiver.graphite;

import dev.ingot.record.Series;
import org.jspecify.annotations.Nullable;

/// A path, tags included, and what was decided when it was first seen.
///
/// Safe to be found without a lock, since all but [#seenNanos] is final.
final class KnownPath {
    private final byte[] path;
    private final long hash;
    private final Fate fate;
    private final @Nullable Series plain;

    /// When a sample last came. Any thread may write it; which of two wins is no matter.
    private long seenNanos;

    /// The path that a sender named after this one the last time. Senders repeat their order, so it
    /// is a good guess for the next time; a wrong one costs a look-up.
    private @Nullable KnownPath next;

    private boolean forgotten;

    KnownPath(byte[] path, long hash, Fate fate) {
        this.path = path;
        this.hash = hash;
        this.fate = fate;
        this.plain = fate instanceof Fate.Point point && point.isPlain() ? point.series() : null;
    }

    byte[] path() {
        return path;
    }

    long hash() {
        return hash;
    }

    Fate fate() {
        return fate;
    }

    /// The series, where a value only has to be added to it: the short way for nearly every line.
    @Nullable Series plain() {
        return plain;
    }

    /// The path that probably comes next; null where nothing is known.
    @Nullable KnownPath next() {
        KnownPath likely = next;
        return likely == null || likely.forgotten ? null : likely;
    }

    void next(KnownPath path) {
        next = path;
    }

    /// Called when the table forgets the path, so that nobody comes to it by [#next] either.
    void forget() {
        forgotten = true;
        next = null;
    }

    long seenNanos() {
        return seenNanos;
    }

    void seen(long nanos) {
        if (seenNanos != nanos) {
            seenNanos = nanos;
        }
    }
}
