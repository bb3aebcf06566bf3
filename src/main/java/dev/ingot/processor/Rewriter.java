package dev.ingot.processor;

import dev.ingot.record.Logs;
import dev.ingot.record.Points;

/// How a processor changes signals. Used by several threads at once.
interface Rewriter {
    /// The records as they shall pass: `logs` itself where nothing changes, else others.
    Logs logs(Logs logs, Tallied tallied);

    /// The points as they shall pass: `points` itself where nothing changes, else others.
    Points points(Points points, Tallied tallied);
}
