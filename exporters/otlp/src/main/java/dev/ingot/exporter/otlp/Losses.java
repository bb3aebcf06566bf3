package dev.ingot.exporter.otlp;

/// Is told what a queue on disk could not read.
@FunctionalInterface
interface Losses {
    /// @param items how many records it was, as far as that is known; 0 where none was lost
    void lost(int items, String why);
}
