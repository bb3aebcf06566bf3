package dev.ingot.exporter.prometheus;

import dev.ingot.record.Metric;
import java.io.IOException;
import java.util.Map;

/// A format in which series are served. Immutable.
///
/// What does not change from scrape to scrape, heads and lines, is made once and kept; [#write]
/// puts the values behind it.
interface Dialect {
    byte[] NOTHING = {};

    String contentType();

    Escaping escaping();

    /// What comes before the series of a metric.
    byte[] head(String name, Metric metric);

    /// The name that the head of a counter claims, where it is another than the name of its series.
    default String claimed(Family family) {
        return family.name();
    }

    /// A head that claims no other name; used where the name that [#claimed] gives is taken.
    default byte[] modestHead(Family family) {
        return family.head();
    }

    /// What comes before the value of a series.
    byte[] line(String name, Map<String, String> labels);

    /// What says when a counter stood at zero; empty where that is not served.
    default byte[] start(String name, Map<String, String> labels, long startNanos) {
        return NOTHING;
    }

    /// The same format that also says when counters stood at zero, where that is for the user to
    /// choose.
    default Dialect withStarts() {
        return this;
    }

    /// Writes everything.
    void write(Layout layout, Moment moment, boolean timestamps, Chunks out) throws IOException;
}
