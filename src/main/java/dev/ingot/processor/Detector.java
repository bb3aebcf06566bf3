package dev.ingot.processor;

/// Finds one kind of thing that should not be told, in time linear in the text. Used by several
/// threads at once.
interface Detector {
    /// Notes everything found.
    void find(String text, Findings findings);
}
