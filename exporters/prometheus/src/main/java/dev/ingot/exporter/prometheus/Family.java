package dev.ingot.exporter.prometheus;

import dev.ingot.record.Kind;
import dev.ingot.record.Metric;

/// A metric as it is served.
final class Family {
    private final String name;
    private final Metric metric;
    private final byte[] head;

    /// @param name its escaped name
    /// @param head what comes before its series, in the form of the [Dialect]
    Family(String name, Metric metric, byte[] head) {
        this.name = name;
        this.metric = metric;
        this.head = head;
    }

    String name() {
        return name;
    }

    Metric metric() {
        return metric;
    }

    byte[] head() {
        return head;
    }

    boolean isCounter() {
        return metric.kind() == Kind.COUNTER;
    }

    /// Whether another family of this name says something else about it.
    boolean contradicts(Family other) {
        return metric.kind() != other.metric.kind() || !metric.help().equals(other.metric.help());
    }
}
