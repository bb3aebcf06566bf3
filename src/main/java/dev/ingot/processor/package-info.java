/// What changes, drops or limits records on their way through a pipeline.
///
/// A processor never changes the signal that it is handed, since a source may offer it again: it
/// hands on a changed copy, and counts what it did once the copy was accepted.
@NullMarked
package dev.ingot.processor;

import org.jspecify.annotations.NullMarked;
