package dev.ingot.component;

import dev.ingot.record.Signal;

/// Takes signals. Used by several threads at once.
@FunctionalInterface
public interface Sink {
    /// Offers a signal. Never waits for room: it answers at once, and the source decides what to
    /// do.
    ///
    /// The signal belongs to the caller, who may change it as soon as this returns.
    Verdict accept(Signal signal, WhenFull whenFull);
}
