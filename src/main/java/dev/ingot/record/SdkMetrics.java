package dev.ingot.record;

import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.Data;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.GaugeData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.metrics.data.SumData;
import io.opentelemetry.sdk.resources.Resource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;

/// Turns [Points] into the SDK's records and back.
final class SdkMetrics {
    private SdkMetrics() {}

    private record Group(Origin origin, Metric metric, boolean whole) {}

    /// The component names are the getters of [MetricData].
    private record View(
            Resource getResource,
            InstrumentationScopeInfo getInstrumentationScopeInfo,
            String getName,
            String getDescription,
            String getUnit,
            MetricDataType getType,
            Data<?> getData)
            implements MetricData {}

    static Collection<MetricData> view(Points points) {
        var groups = new LinkedHashMap<Group, List<PointData>>();
        for (int i = 0; i < points.size(); i++) {
            if (!points.isStale(i)) {
                Series series = points.series(i);
                var group = new Group(series.origin(), series.metric(), points.isLong(i));
                groups.computeIfAbsent(group, _ -> new ArrayList<>()).add(point(points, i));
            }
        }
        var views = new ArrayList<MetricData>(groups.size());
        groups.forEach((group, members) -> views.add(view(group, members)));
        return views;
    }

    private static PointData point(Points points, int i) {
        Series series = points.series(i);
        long start = series.startNanos();
        long time = points.timeNanos(i);
        return points.isLong(i)
                ? LongPointData.create(start, time, series.labels(), points.bits(i))
                : DoublePointData.create(start, time, series.labels(), points.value(i), List.of());
    }

    @SuppressWarnings("unchecked") // a group holds points of one form
    private static View view(Group group, List<PointData> members) {
        boolean counter = group.metric.kind() == Kind.COUNTER;
        MetricDataType type;
        Data<?> data;
        if (group.whole) {
            var whole = (Collection<LongPointData>) (Collection<?>) members;
            type = counter ? MetricDataType.LONG_SUM : MetricDataType.LONG_GAUGE;
            data =
                    counter
                            ? SumData.createLongSumData(
                                    true, AggregationTemporality.CUMULATIVE, whole)
                            : GaugeData.createLongGaugeData(whole);
        } else {
            var doubles = (Collection<DoublePointData>) (Collection<?>) members;
            type = counter ? MetricDataType.DOUBLE_SUM : MetricDataType.DOUBLE_GAUGE;
            data =
                    counter
                            ? SumData.createDoubleSumData(
                                    true, AggregationTemporality.CUMULATIVE, doubles)
                            : GaugeData.createDoubleGaugeData(doubles);
        }
        Metric metric = group.metric;
        Origin origin = group.origin;
        return new View(
                origin.resource(),
                origin.scope(),
                metric.name(),
                metric.help(),
                metric.unit(),
                type,
                data);
    }

    static Points read(Collection<? extends MetricData> metrics) {
        var points = new Points();
        for (MetricData data : metrics) {
            switch (data.getType()) {
                case LONG_GAUGE ->
                        longs(points, data, Kind.GAUGE, data.getLongGaugeData().getPoints());
                case DOUBLE_GAUGE ->
                        doubles(points, data, Kind.GAUGE, data.getDoubleGaugeData().getPoints());
                case LONG_SUM ->
                        longs(
                                points,
                                data,
                                kind(data.getLongSumData()),
                                data.getLongSumData().getPoints());
                case DOUBLE_SUM ->
                        doubles(
                                points,
                                data,
                                kind(data.getDoubleSumData()),
                                data.getDoubleSumData().getPoints());
                default -> {} // histograms and summaries have no place in Points
            }
        }
        return points;
    }

    private static Kind kind(SumData<?> sum) {
        boolean cumulative = sum.getAggregationTemporality() == AggregationTemporality.CUMULATIVE;
        return sum.isMonotonic() && cumulative ? Kind.COUNTER : Kind.GAUGE;
    }

    private static void longs(
            Points to, MetricData data, Kind kind, Collection<LongPointData> from) {
        for (LongPointData point : from) {
            to.addLong(series(data, kind, point), point.getEpochNanos(), point.getValue());
        }
    }

    private static void doubles(
            Points to, MetricData data, Kind kind, Collection<DoublePointData> from) {
        for (DoublePointData point : from) {
            to.add(series(data, kind, point), point.getEpochNanos(), point.getValue());
        }
    }

    private static Series series(MetricData data, Kind kind, PointData point) {
        return Series.of(
                Origin.of(data.getResource(), data.getInstrumentationScopeInfo()),
                Metric.of(data.getName(), kind, data.getUnit(), data.getDescription()),
                Labels.of(point.getAttributes()),
                point.getStartEpochNanos());
    }
}
