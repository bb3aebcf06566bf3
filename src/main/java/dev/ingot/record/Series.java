package dev.ingot.record;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One time series: a metric, its labels and where it comes from.
///
/// Two series are equal when every backend would store them as one: the same name and the same
/// [#flat] labels. Sources keep the series that they have seen and hand in the same object again;
/// that is what makes a known series cheap.
///
/// Immutable, but for a cache that any thread may fill.
public final class Series {
    private final Origin origin;
    private final Metric metric;
    private final Labels labels;
    private final Labels flat;
    private final long startNanos;
    private final int hash;
    private byte @Nullable [] flatOtlp;
    private int flatRepaired = -1;

    private Series(Origin origin, Metric metric, Labels labels, long startNanos) {
        this.origin = Objects.requireNonNull(origin);
        this.metric = Objects.requireNonNull(metric);
        this.labels = Objects.requireNonNull(labels);
        this.flat = labels.orElse("job", origin.job()).orElse("instance", origin.instance());
        this.startNanos = startNanos;
        this.hash = Labels.mix(flat.hashCode(), metric.name().hashCode());
    }

    public static Series of(Origin origin, Metric metric, Labels labels) {
        return new Series(origin, metric, labels, 0);
    }

    /// A counter whose start is known: the time, in nanoseconds since the epoch, at which it stood
    /// at zero.
    public static Series of(Origin origin, Metric metric, Labels labels, long startNanos) {
        return new Series(origin, metric, labels, startNanos);
    }

    public Origin origin() {
        return origin;
    }

    public Metric metric() {
        return metric;
    }

    /// The labels that the source gave, without what stands in the resource.
    public Labels labels() {
        return labels;
    }

    /// The labels as a Prometheus backend stores them: the source's, and `job` and `instance` from
    /// the resource where the source gave none of its own.
    public Labels flat() {
        return flat;
    }

    /// The [Labels#otlp] of the flat labels. Kept here too, since an encoder that goes through many
    /// series waits mostly for memory, and the way by the labels is twice as long.
    public byte[] flatOtlp() {
        byte[] known = flatOtlp;
        if (known == null) {
            known = flat.otlp();
            flatOtlp = known;
        }
        return known;
    }

    /// The [Labels#repaired] of the flat labels, kept here for the same reason.
    public int flatRepaired() {
        int known = flatRepaired;
        if (known < 0) {
            known = flat.repaired();
            flatRepaired = known;
        }
        return known;
    }

    /// When the counter stood at zero, in nanoseconds since the epoch; 0 where that is not known.
    public long startNanos() {
        return startNanos;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Series that
                        && hash == that.hash
                        && metric.name().equals(that.metric.name())
                        && flat.equals(that.flat));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return metric.name() + flat;
    }
}
