package dev.ingot.record;

import dev.ingot.wire.ProtoWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A metric's name, kind, unit and help text: what is measured, never how much.
///
/// The name is the final Prometheus name; nothing on the way to a backend rewrites it. The unit is
/// a UCUM code such as `By` or `s` whose word already stands in the name, or empty.
///
/// Immutable, but for a cache that any thread may fill.
public final class Metric {
    private final String name;
    private final Kind kind;
    private final String unit;
    private final String help;
    private @Nullable Encoded encoded;

    private Metric(String name, Kind kind, String unit, String help) {
        this.name = Objects.requireNonNull(name);
        this.kind = Objects.requireNonNull(kind);
        this.unit = Objects.requireNonNull(unit);
        this.help = Objects.requireNonNull(help);
    }

    public static Metric of(String name, Kind kind, String unit, String help) {
        return new Metric(name, kind, unit, help);
    }

    public static Metric gauge(String name, String unit, String help) {
        return new Metric(name, Kind.GAUGE, unit, help);
    }

    public static Metric counter(String name, String unit, String help) {
        return new Metric(name, Kind.COUNTER, unit, help);
    }

    public String name() {
        return name;
    }

    public Kind kind() {
        return kind;
    }

    public String unit() {
        return unit;
    }

    public String help() {
        return help;
    }

    /// The fields name, description and unit of an OTLP `Metric` message. The caller must not write
    /// into the array.
    public byte[] otlp() {
        return encoded().bytes();
    }

    /// How many characters of [#otlp] stand for some that UTF-8 cannot hold.
    public int repaired() {
        return encoded().repaired();
    }

    private Encoded encoded() {
        Encoded known = encoded;
        if (known == null) {
            known = new Encoded(written());
            encoded = known;
        }
        return known;
    }

    private ProtoWriter written() {
        var out = new ProtoWriter(64);
        out.string(1, name);
        out.string(2, help);
        out.string(3, unit);
        return out;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Metric that
                        && name.equals(that.name)
                        && kind == that.kind
                        && unit.equals(that.unit)
                        && help.equals(that.help));
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
