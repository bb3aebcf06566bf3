package dev.ingot.component;

/// What a sink without room does with a signal.
public enum WhenFull {
    /// Leave everything as it is and answer [Verdict.Retry]: the source can wait, as a TCP sender
    /// can.
    PUSH_BACK,
    /// Drop something old, count it, and take the signal: the source cannot wait, as a UDP sender
    /// cannot.
    MAKE_ROOM
}
