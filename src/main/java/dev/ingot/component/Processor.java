package dev.ingot.component;

/// Changes, drops or limits what passes. One instance serves one pipeline, used by several threads
/// at once.
@FunctionalInterface
public interface Processor {
    /// The sink that the components before this one see; it works and hands on to `next`.
    Sink before(Sink next);
}
