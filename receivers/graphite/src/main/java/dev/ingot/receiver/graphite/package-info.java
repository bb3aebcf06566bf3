/// Graphite: lines `path value timestamp` over TCP and UDP, with tags.
///
/// The way of a line: [GraphiteLine] finds the fields and reads the numbers, [SeriesTable] knows
/// the path or asks [PathNames] once, and [LineIntake] collects the points and hands them on.
/// Nothing on that way allocates for a path that is known.
@NullMarked
package dev.ingot.receiver.graphite;

import org.jspecify.annotations.NullMarked;
