package dev.ingot.agent;

import dev.ingot.exporter.prometheus.Road;
import dev.ingot.record.Kind;
import dev.ingot.record.Labels;
import dev.ingot.record.Metric;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.DataPointFlags;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// What was sent by OTLP: the newest points of every series. Used by several threads at once; those
/// who look never hold up the one that takes, or a busy machine would not get ahead.
final class Pushed {
    /// Of a series; at one a second, five minutes.
    private static final int KEPT = 300;

    private record Sent(Metric metric, Labels labels) {
        String at(Road road) {
            return road.name(metric) + road.labels(labels);
        }
    }

    private final Map<Sent, NavigableMap<Long, Double>> histories = new ConcurrentHashMap<>();
    private final Map<Road, Map<Sent, String>> names = new ConcurrentHashMap<>();

    void take(io.opentelemetry.proto.metrics.v1.Metric from) {
        Kind kind = from.hasSum() ? Kind.COUNTER : Kind.GAUGE;
        var metric = Metric.of(from.getName(), kind, from.getUnit(), "");
        var points =
                from.hasSum()
                        ? from.getSum().getDataPointsList()
                        : from.getGauge().getDataPointsList();
        for (NumberDataPoint point : points) {
            var labels = new HashMap<String, String>();
            for (KeyValue pair : point.getAttributesList()) {
                labels.put(pair.getKey(), pair.getValue().getStringValue());
            }
            NavigableMap<Long, Double> history =
                    histories.computeIfAbsent(
                            new Sent(metric, Labels.of(labels)),
                            _ -> Collections.synchronizedNavigableMap(new TreeMap<>()));
            history.put(point.getTimeUnixNano() / 1_000_000, value(point));
            if (history.size() > KEPT) {
                history.pollFirstEntry();
            }
        }
    }

    /// A point that says that its series ended is not a number.
    private static double value(NumberDataPoint point) {
        int ended = DataPointFlags.DATA_POINT_FLAGS_NO_RECORDED_VALUE_MASK_VALUE;
        if ((point.getFlags() & ended) != 0) {
            return Double.NaN;
        }
        return point.hasAsInt() ? point.getAsInt() : point.getAsDouble();
    }

    /// The names under which two series would be one at the end of a road.
    Set<String> clashes(Road road) {
        var seen = new TreeSet<String>();
        var clashes = new TreeSet<String>();
        for (Sent sent : histories.keySet()) {
            if (!seen.add(name(sent, road))) {
                clashes.add(name(sent, road));
            }
        }
        return clashes;
    }

    private String name(Sent sent, Road road) {
        return names.computeIfAbsent(road, _ -> new ConcurrentHashMap<>())
                .computeIfAbsent(sent, _ -> sent.at(road));
    }

    /// The values at every millisecond of the epoch, by the series as a backend at the end of a
    /// road calls it: `name{label=value, …}`. More come while one looks.
    Map<String, Map<Long, Double>> at(Road road) {
        var all = new HashMap<String, Map<Long, Double>>();
        histories.forEach((sent, history) -> all.put(name(sent, road), history));
        return all;
    }

    /// The series that have not ended, as the bridge calls them.
    Set<String> alive() {
        var alive = new TreeSet<String>();
        histories.forEach((sent, history) -> {
            Map.Entry<Long, Double> last = history.lastEntry();
            if (last != null && !last.getValue().isNaN()) {
                alive.add(name(sent, Road.BRIDGE));
            }
        });
        return alive;
    }
}
