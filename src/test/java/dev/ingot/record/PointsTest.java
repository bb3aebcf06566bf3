package dev.ingot.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.resources.Resource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PointsTest {
    private static final Metric SIZE = Metric.gauge("pool_size_bytes", "By", "Size.");
    private static final Metric READ = Metric.counter("read_bytes_total", "By", "Read.");
    private static final Origin NAS =
            Origin.of(
                    Resource.create(
                            Attributes.of(
                                    AttributeKey.stringKey("service.name"), "truenas",
                                    AttributeKey.stringKey("service.namespace"), "home",
                                    AttributeKey.stringKey("service.instance.id"), "nas01")));

    private static Series series(Metric metric, String... labels) {
        return Series.of(NAS, metric, Labels.of(labels));
    }

    @Test
    void pointsKeepTheirForm() {
        var points = new Points(0);
        points.add(series(SIZE), 1, -0.0);
        points.addLong(series(SIZE), 2, Long.MAX_VALUE);
        points.addStale(series(SIZE), 3);
        assertThat(points.size()).isEqualTo(3);
        assertThat(points.bits(0)).isEqualTo(Double.doubleToRawLongBits(-0.0));
        assertThat(points.isLong(1)).isTrue();
        assertThat(points.bits(1)).isEqualTo(Long.MAX_VALUE);
        assertThat(points.value(1)).isEqualTo(9.223372036854776E18);
        assertThat(points.isStale(2)).isTrue();
        assertThat(points.timeNanos(2)).isEqualTo(3);
    }

    @Test
    void aBatchIsUsedAgainAndCopiesStay() {
        var points = new Points(1);
        for (int i = 0; i < 100; i++) {
            points.addLong(series(SIZE), i, i);
        }
        var copy = new Points();
        copy.addAll(points);
        copy.add(points, 7);
        points.clear();
        points.addLong(series(READ), 0, -1);
        assertThat(copy.size()).isEqualTo(101);
        assertThat(copy.bits(100)).isEqualTo(7);
        assertThat(copy.series(0)).isEqualTo(series(SIZE));
        assertThat(points.size()).isEqualTo(1);
    }

    @Test
    void pointsAreGroupedByOriginAndMetricForTheSdk() {
        var points = new Points();
        points.add(series(SIZE, "pool", "a"), 1, 1);
        points.addLong(Series.of(NAS, READ, Labels.EMPTY, 5), 1, 2);
        points.add(series(SIZE, "pool", "b"), 1, 3);
        points.addStale(series(SIZE, "pool", "c"), 1);
        List<MetricData> data = List.copyOf(points.metricData());
        assertThat(data)
                .extracting(MetricData::getType)
                .containsExactly(MetricDataType.DOUBLE_GAUGE, MetricDataType.LONG_SUM);
        assertThat(data.getFirst().getDoubleGaugeData().getPoints()).hasSize(2);
        assertThat(data.getFirst().getResource()).isEqualTo(NAS.resource());
        var sum = data.get(1).getLongSumData();
        assertThat(sum.isMonotonic()).isTrue();
        assertThat(sum.getPoints().iterator().next().getStartEpochNanos()).isEqualTo(5);
    }

    @Property(tries = 200)
    void whatGoesToTheSdkComesBack(@ForAll List<Long> values) {
        var points = new Points();
        for (int i = 0; i < values.size(); i++) {
            long value = values.get(i);
            var of = series((value & 1) == 0 ? SIZE : READ, "n", Long.toString(value % 5));
            if ((value & 2) == 0) {
                points.addLong(of, i, value);
            } else {
                points.add(of, i, value / 3.0);
            }
        }
        assertThat(text(Points.of(points.metricData()))).isEqualTo(text(points));
    }

    private static Set<String> text(Points points) {
        var lines = new TreeSet<String>();
        for (int i = 0; i < points.size(); i++) {
            Series series = points.series(i);
            lines.add(
                    points.timeNanos(i)
                            + " "
                            + series
                            + series.metric().kind()
                            + series.metric().unit()
                            + series.metric().help()
                            + points.isLong(i)
                            + points.bits(i));
        }
        return lines;
    }

    @Test
    void theFlatLabelsHoldJobAndInstanceUnlessTheSourceHasThem() {
        assertThat(series(SIZE, "pool", "a").flat())
                .isEqualTo(Labels.of("instance", "nas01", "job", "home/truenas", "pool", "a"));
        assertThat(series(SIZE, "instance", "x").flat())
                .isEqualTo(Labels.of("instance", "x", "job", "home/truenas"));
        assertThat(Series.of(Origin.NONE, SIZE, Labels.EMPTY).flat()).isSameAs(Labels.EMPTY);
    }

    @Test
    void seriesAreEqualWhenABackendStoresThemAsOne() {
        var here = series(SIZE, "pool", "a");
        var flat =
                Series.of(
                        Origin.NONE,
                        Metric.gauge("pool_size_bytes", "", "Other."),
                        Labels.of("instance", "nas01", "job", "home/truenas", "pool", "a"));
        assertThat(flat).isEqualTo(here).hasSameHashCodeAs(here);
        assertThat(series(SIZE, "pool", "b")).isNotEqualTo(here);
        assertThat(series(READ, "pool", "a")).isNotEqualTo(here);
        assertThat(here).hasToString("pool_size_bytes{instance=nas01, job=home/truenas, pool=a}");
    }
}
