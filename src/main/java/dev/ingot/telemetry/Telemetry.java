package dev.ingot.telemetry;

import dev.ingot.record.Kind;
import dev.ingot.record.Labels;
import dev.ingot.record.Metric;
import dev.ingot.record.Origin;
import dev.ingot.record.Points;
import dev.ingot.record.Series;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.DoubleSupplier;

/// All counters and gauges of one agent. Used by several threads at once.
public final class Telemetry {
    /// How many ended series a collection finds; further ones are forgotten unmarked.
    private static final int MOST_ENDED = 1000;

    private final ConcurrentMap<Series, Counter> counters = new ConcurrentHashMap<>();
    private final ConcurrentMap<Series, DoubleSupplier> gauges = new ConcurrentHashMap<>();
    private final Queue<Series> ended = new ArrayBlockingQueue<>(MOST_ENDED);

    /// A tally with labels as in [Labels#of].
    public Tally tally(String... labels) {
        return new Tally(this, Labels.of(labels));
    }

    Counter counter(Metric metric, Labels labels) {
        return counters.computeIfAbsent(Series.of(Origin.NONE, metric, labels), _ -> new Counter());
    }

    void gauge(Metric metric, Labels labels, DoubleSupplier value) {
        gauges.put(Series.of(Origin.NONE, metric, labels), value);
    }

    void end(Metric metric, Labels labels) {
        Series series = Series.of(Origin.NONE, metric, labels);
        if (counters.remove(series) != null) {
            var _ = ended.offer(series);
        }
    }

    /// Adds a point for everything counted so far, after a mark for each series that has ended
    /// since the last time.
    public void collect(Points out, long timeNanos) {
        for (Series series = ended.poll(); series != null; series = ended.poll()) {
            out.addStale(series, timeNanos);
        }
        counters.forEach((series, counter) -> out.addLong(series, timeNanos, counter.sum()));
        gauges.forEach((series, value) -> out.add(series, timeNanos, value.getAsDouble()));
    }

    /// The counters that are not 0, one `name{labels} value` a line, sorted: what golden files
    /// compare.
    public String text() {
        var text = new StringBuilder();
        counters.entrySet().stream()
                .filter(entry ->
                        entry.getKey().metric().kind() == Kind.COUNTER
                                && entry.getValue().sum() != 0)
                .map(entry -> entry.getKey() + " " + entry.getValue().sum() + "\n")
                .sorted()
                .forEach(text::append);
        return text.toString();
    }
}
