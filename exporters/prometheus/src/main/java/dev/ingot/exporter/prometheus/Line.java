package dev.ingot.exporter.prometheus;

import java.util.Arrays;
import java.util.Comparator;

/// A series as it is served, without its value.
final class Line {
    /// By name, then by labels.
    static final Comparator<Line> ORDER =
            Comparator.<Line, String>comparing(line -> line.family.name())
                    .thenComparing(Line::text, Arrays::compareUnsigned);

    private final Slot slot;
    private final Family family;
    private final byte[] text;
    private final byte[] start;

    /// @param text all that comes before the value, in the form of the [Dialect]
    /// @param start what the [Dialect] says of its start; empty for nothing
    Line(Slot slot, Family family, byte[] text, byte[] start) {
        this.slot = slot;
        this.family = family;
        this.text = text;
        this.start = start;
    }

    Slot slot() {
        return slot;
    }

    Family family() {
        return family;
    }

    byte[] text() {
        return text;
    }

    byte[] start() {
        return start;
    }

    /// Whether both are served under one name with the same labels, so that only one can be served.
    boolean isTwin(Line other) {
        return family.name().equals(other.family.name()) && Arrays.equals(text, other.text);
    }
}
