package dev.ingot.receiver.graphite;

import dev.ingot.record.Series;
import java.time.Duration;
import java.util.Optional;

/// What becomes of the samples of a path.
sealed interface Fate {
    /// They become points.
    ///
    /// @param leftOut how many of the path's tags could not be used
    /// @param ttl how long the series lives without a sample, where that is not the receiver's time
    record Point(Series series, Adjustment adjustment, int leftOut, Optional<Duration> ttl)
            implements Fate {
        /// Whether nothing needs to be done but to add the value.
        boolean isPlain() {
            return leftOut == 0 && adjustment.equals(Adjustment.NONE);
        }
    }

    /// They are not wanted.
    record Dropped(Drop why) implements Fate {}

    /// They cannot be used.
    record Rejected(Rejection why) implements Fate {}

    /// The `reason` of `ingot_receiver_dropped_total`.
    enum Drop {
        /// A rule with `action: drop`.
        MAPPING,
        /// No rule, and `strict_match` is on.
        STRICT_MATCH,
        /// A value that a rule's `drop_if` names.
        DROP_IF
    }
}
