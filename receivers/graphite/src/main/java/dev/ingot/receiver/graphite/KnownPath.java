package dev.ingot.receiver.graphite;

import dev.ingot.record.Series;
import org.jspecify.annotations.Nullable;

/// What became of a path, tags included, when it was first seen.
final class KnownPath {
    private final byte[] path;
    private final long hash;
    private final @Nullable Series series;
    private final @Nullable Rejection rejection;
    private final int leftOut;

    private KnownPath(
            byte[] path,
            long hash,
            @Nullable Series series,
            @Nullable Rejection rejection,
            int leftOut) {
        this.path = path;
        this.hash = hash;
        this.series = series;
        this.rejection = rejection;
        this.leftOut = leftOut;
    }

    /// A path whose samples become points of a series.
    ///
    /// @param leftOut how many of its tags could not be used
    static KnownPath of(byte[] path, long hash, Series series, int leftOut) {
        return new KnownPath(path, hash, series, null, leftOut);
    }

    /// A path whose samples are rejected.
    static KnownPath rejected(byte[] path, long hash, Rejection why) {
        return new KnownPath(path, hash, null, why, 0);
    }

    byte[] path() {
        return path;
    }

    long hash() {
        return hash;
    }

    /// Null for a path whose samples are rejected.
    @Nullable Series series() {
        return series;
    }

    @Nullable Rejection rejection() {
        return rejection;
    }

    int leftOut() {
        return leftOut;
    }
}
