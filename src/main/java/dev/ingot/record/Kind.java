package dev.ingot.record;

/// How the values of a metric relate over time.
public enum Kind {
    /// A value that is what it is now; may go down.
    GAUGE,
    /// A cumulative, monotonic sum: rises until its source restarts.
    COUNTER
}
