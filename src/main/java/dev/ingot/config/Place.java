package dev.ingot.config;

import java.util.Comparator;

/// Where something stands in the configuration.
///
/// @param source a file as the user named it, `env:NAME`, `yaml`, or `--set a.b`
/// @param line counted from 1; 0 where the source has no lines
/// @param column counted from 1, in characters; 0 where the source has no lines
public record Place(String source, int line, int column) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
            Comparator.comparing(Place::hasNoLine)
                    .thenComparing(Place::source)
                    .thenComparingInt(Place::line)
                    .thenComparingInt(Place::column);

    /// A source as a whole.
    static Place of(String source) {
        return new Place(source, 0, 0);
    }

    private boolean hasNoLine() {
        return line == 0;
    }

    /// By source and line; places without a line stand last.
    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }

    /// `file:line:column`, which editors and terminals open.
    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line + ":" + column;
    }
}
