package dev.ingot.telemetry;

import dev.ingot.record.Labels;
import dev.ingot.record.Metric;
import dev.ingot.record.Signal;
import java.util.function.DoubleSupplier;

/// The counters of one component: a view of [Telemetry] with the component's labels on everything.
///
/// Immutable; what it counts lives in the telemetry. Used by several threads at once. Looking a
/// counter up costs a hash look-up, so hot paths keep the [Counter].
public final class Tally {
    private final Telemetry telemetry;
    private final Labels labels;

    Tally(Telemetry telemetry, Labels labels) {
        this.telemetry = telemetry;
        this.labels = labels;
    }

    /// A tally of its own, for tests and tools.
    public static Tally standalone() {
        return new Telemetry().tally();
    }

    /// The same counters with one more label.
    public Tally with(String label, String value) {
        var more = labels.toMap();
        more.put(label, value);
        return new Tally(telemetry, Labels.of(more));
    }

    public Counter counter(Metric metric) {
        return telemetry.counter(metric, labels);
    }

    public void add(Metric metric, long more) {
        counter(metric).add(more);
    }

    /// Ends a counter: its series is marked stale with the next collection, and who still holds the
    /// [Counter] counts for nobody.
    public void end(Metric metric) {
        telemetry.end(metric, labels);
    }

    /// Counts input that could not be read.
    public void reject(String reason) {
        with("reason", reason).add(SelfMetrics.REJECTED, 1);
    }

    /// Counts records that an exporter dropped before it sent them.
    public void drop(Signal.Type type, String reason, long records) {
        with("reason", reason).add(SelfMetrics.enqueueFailed(type), records);
    }

    /// Reports a value that is asked for when the metrics are collected. A later gauge of the same
    /// name and labels takes the place of an earlier one.
    public void gauge(Metric metric, DoubleSupplier value) {
        telemetry.gauge(metric, labels, value);
    }

    public Telemetry telemetry() {
        return telemetry;
    }
}
