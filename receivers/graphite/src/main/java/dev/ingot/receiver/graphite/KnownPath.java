package dev.ingot.receiver.graphite;

import dev.ingot.record.Series;
import org.jspecify.annotations.Nullable;

/// A path, tags included, and what was decided when it was first seen.
///
/// Safe to be found without a lock, since what decides about samples is final.
final class KnownPath {
    private final byte[] path;
    private final long hash;
    private final Fate fate;
    private final @Nullable Series plain;

    /// When a sample last came. Any thread may write it; which of two wins is no matter.
    private long seenNanos;

    /// Where a sender's [Routine] last had it: a hint, which another sender may overwrite.
    private int place = Integer.MAX_VALUE;

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

    int place() {
        return place;
    }

    void place(int newPlace) {
        place = newPlace;
    }

    long seenNanos() {
        return seenNanos;
    }

    void seen(long nanos) {
        seenNanos = nanos;
    }
}
