package dev.ingot.exporter.otlp;

import static dev.ingot.exporter.otlp.Decoded.RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.record.Labels;
import dev.ingot.record.Metric;
import dev.ingot.record.Origin;
import dev.ingot.record.Points;
import dev.ingot.record.Series;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class OtlpMetricsEncoderTest {
    private static final Metric SIZE = Metric.gauge("pool_size_bytes", "By", "Size of the pool.");
    private static final Metric READ = Metric.counter("disk_read_bytes_total", "By", "Bytes read.");
    private static final Origin NAS =
            Origin.of(
                    Resource.create(
                            Attributes.of(
                                    AttributeKey.stringKey("service.name"), "truenas",
                                    AttributeKey.stringKey("service.instance.id"), "nas01:443"),
                            "https://opentelemetry.io/schemas/1.45.0"),
                    InstrumentationScopeInfo.builder("dev.ingot.truenas")
                            .setVersion("1.0")
                            .setSchemaUrl("https://example.org/scope")
                            .build());

    @Test
    void flatIdentityStandsOnThePointAndNowhereElse() {
        var points = new Points();
        points.add(Series.of(NAS, SIZE, Labels.of("pool", "tank")), 7, 1.5);
        points.addLong(Series.of(NAS, READ, Labels.of("disk", "sda"), 3), 8, 42);

        var request = Decoded.encoded(points, Identity.FLAT);

        assertThat(request.getResourceMetricsCount()).isEqualTo(1);
        var resourceMetrics = request.getResourceMetrics(0);
        assertThat(resourceMetrics.hasResource()).isFalse();
        assertThat(resourceMetrics.getSchemaUrl()).isEmpty();
        assertThat(resourceMetrics.getScopeMetricsCount()).isEqualTo(1);
        var scopeMetrics = resourceMetrics.getScopeMetrics(0);
        assertThat(scopeMetrics.hasScope()).isFalse();
        assertThat(scopeMetrics.getMetricsCount()).isEqualTo(2);

        var gauge = scopeMetrics.getMetrics(0);
        assertThat(gauge.getName()).isEqualTo("pool_size_bytes");
        assertThat(gauge.getUnit()).isEqualTo("By");
        assertThat(gauge.getDescription()).isEqualTo("Size of the pool.");
        assertThat(gauge.getGauge().getDataPointsList())
                .containsExactly(
                        NumberDataPoint.newBuilder()
                                .setTimeUnixNano(7)
                                .setAsDouble(1.5)
                                .addAttributes(label("instance", "nas01:443"))
                                .addAttributes(label("job", "truenas"))
                                .addAttributes(label("pool", "tank"))
                                .build());

        var sum = scopeMetrics.getMetrics(1).getSum();
        assertThat(sum.getIsMonotonic()).isTrue();
        assertThat(sum.getAggregationTemporality())
                .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
        assertThat(sum.getDataPointsList())
                .containsExactly(
                        NumberDataPoint.newBuilder()
                                .setStartTimeUnixNano(3)
                                .setTimeUnixNano(8)
                                .setAsInt(42)
                                .addAttributes(label("disk", "sda"))
                                .addAttributes(label("instance", "nas01:443"))
                                .addAttributes(label("job", "truenas"))
                                .build());
    }

    @Test
    void aLabelOfThePointWinsOverTheResource() {
        var points = new Points();
        points.add(Series.of(NAS, SIZE, Labels.of("instance", "jellyfin")), 7, 1);
        var point = Decoded.points(onlyMetric(points, Identity.FLAT)).getFirst();
        assertThat(point.getAttributesList())
                .containsExactly(label("instance", "jellyfin"), label("job", "truenas"));
    }

    @Test
    void resourceIdentityKeepsResourceAndScope() {
        var points = new Points();
        points.add(Series.of(NAS, SIZE, Labels.of("pool", "tank")), 7, 1);
        points.add(Series.of(Origin.NONE, SIZE, Labels.of("pool", "tank")), 7, 2);

        var request = Decoded.encoded(points, Identity.RESOURCE);

        assertThat(request.getResourceMetricsCount()).isEqualTo(2);
        var first = request.getResourceMetrics(0);
        assertThat(first.getResource().getAttributesList())
                .containsExactlyInAnyOrder(
                        label("service.name", "truenas"),
                        label("service.instance.id", "nas01:443"));
        assertThat(first.getSchemaUrl()).isEqualTo("https://opentelemetry.io/schemas/1.45.0");
        var scope = first.getScopeMetrics(0);
        assertThat(scope.getScope().getName()).isEqualTo("dev.ingot.truenas");
        assertThat(scope.getScope().getVersion()).isEqualTo("1.0");
        assertThat(scope.getSchemaUrl()).isEqualTo("https://example.org/scope");
        assertThat(Decoded.points(scope.getMetrics(0)).getFirst().getAttributesList())
                .containsExactly(label("pool", "tank"));
        assertThat(request.getResourceMetrics(1).hasResource()).isFalse();
    }

    @Test
    void anEndedSeriesHasAFlagAndNoValue() {
        var points = new Points();
        points.addStale(Series.of(NAS, READ, Labels.EMPTY), 9);
        var point = Decoded.points(onlyMetric(points, Identity.FLAT)).getFirst();
        assertThat(point.getFlags()).isEqualTo(1);
        assertThat(point.getValueCase()).isEqualTo(NumberDataPoint.ValueCase.VALUE_NOT_SET);
        assertThat(point.getTimeUnixNano()).isEqualTo(9);
    }

    @Test
    void zeroIsAValue() {
        var points = new Points();
        points.addLong(Series.of(NAS, SIZE, Labels.of("a", "1")), 9, 0);
        points.add(Series.of(NAS, SIZE, Labels.of("a", "2")), 9, 0);
        assertThat(Decoded.points(onlyMetric(points, Identity.FLAT)))
                .extracting(NumberDataPoint::getValueCase)
                .containsExactly(
                        NumberDataPoint.ValueCase.AS_INT, NumberDataPoint.ValueCase.AS_DOUBLE);
    }

    @Test
    void aPointWithoutATimeGetsTheTimeOfReceipt() {
        var points = new Points();
        points.add(Series.of(NAS, SIZE, Labels.EMPTY), 0, 1);
        var point = Decoded.points(onlyMetric(points, Identity.FLAT)).getFirst();
        assertThat(point.getTimeUnixNano()).isEqualTo(RECEIVED);
    }

    @Test
    void ofTwoPointsOfOneSeriesAtOneTimeTheLastStays() {
        var points = new Points();
        points.add(Series.of(NAS, SIZE, Labels.of("pool", "tank")), 7, 1);
        points.add(Series.of(NAS, SIZE, Labels.of("pool", "tank")), 8, 2);
        points.add(Series.of(NAS, SIZE, Labels.of("pool", "tank")), 7, 3);
        points.add(Series.of(NAS, SIZE, Labels.of("pool", "tank")), 7, 4);
        var encoder = new OtlpMetricsEncoder(Identity.FLAT);
        var request = Decoded.metrics(encoder.encode(points, RECEIVED).toByteArray());
        assertThat(encoder.duplicates()).isEqualTo(2);
        assertThat(Decoded.points(request.getResourceMetrics(0).getScopeMetrics(0).getMetrics(0)))
                .extracting(NumberDataPoint::getAsDouble)
                .containsExactly(2.0, 4.0);
    }

    @Test
    void aMetricWhosePointsAreAllLeftOutIsLeftOut() {
        var points = new Points();
        points.add(Series.of(NAS, SIZE, Labels.EMPTY), 7, 1);
        points.add(Series.of(NAS, Metric.gauge(SIZE.name(), "", "Other."), Labels.EMPTY), 7, 2);
        assertThat(onlyMetric(points, Identity.FLAT).getDescription()).isEqualTo("Other.");
        assertThat(onlyMetric(points, Identity.RESOURCE).getDescription()).isEqualTo("Other.");
    }

    @Test
    void nothingIsAnEmptyRequest() {
        var encoder = new OtlpMetricsEncoder(Identity.RESOURCE);
        assertThat(encoder.encode(new Points(), RECEIVED).size()).isZero();
        assertThat(new OtlpMetricsEncoder(Identity.FLAT).encode(new Points(), RECEIVED).size())
                .isZero();
    }

    @Property(tries = 100)
    void aRequestSaysWhatTheStockExporterSays(@ForAll("points") Points points) {
        assertThat(Decoded.lines(Decoded.encoded(points, Identity.RESOURCE)))
                .isEqualTo(Decoded.lines(Decoded.metrics(StockExporter.encode(points))));
    }

    @Property(tries = 50)
    void anEncoderUsedAgainSaysTheSame(
            @ForAll("points") Points first, @ForAll("points") Points second) {
        for (Identity identity : Identity.values()) {
            var encoder = new OtlpMetricsEncoder(identity);
            encoder.encode(first, RECEIVED);
            assertThat(encoder.encode(second, RECEIVED).toByteArray())
                    .isEqualTo(
                            new OtlpMetricsEncoder(identity)
                                    .encode(second, RECEIVED)
                                    .toByteArray());
        }
    }

    private record Sample(Series series, long value, boolean whole) {}

    /// Points of distinct times, so that none is a duplicate.
    @Provide
    Arbitrary<Points> points() {
        Arbitrary<Origin> origins =
                Arbitraries.of("", "truenas", "zfs")
                        .map(name ->
                                name.isEmpty()
                                        ? Origin.NONE
                                        : Origin.of(
                                                Resource.create(
                                                        Attributes.builder()
                                                                .put("service.name", name)
                                                                .put("n", 7)
                                                                .put("list", 1L, 2L)
                                                                .build()),
                                                InstrumentationScopeInfo.create(name)));
        Arbitrary<Metric> metrics =
                Combinators.combine(
                                Arbitraries.of("a_bytes", "b_total", "c"),
                                Arbitraries.of(dev.ingot.record.Kind.class),
                                Arbitraries.of("", "By"))
                        .as((name, kind, unit) -> Metric.of(name, kind, unit, unit));
        Arbitrary<Labels> labels =
                Arbitraries.maps(
                                Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(200),
                                Arbitraries.strings()
                                        .ofMinLength(1)
                                        .ofMaxLength(40)
                                        .map(OtlpMetricsEncoderTest::whole))
                        .ofMaxSize(4)
                        .map(Labels::of);
        return Combinators.combine(
                        Combinators.combine(origins, metrics, labels, Arbitraries.longs())
                                .as(Series::of),
                        Arbitraries.longs(),
                        Arbitraries.of(true, false))
                .as(Sample::new)
                .list()
                .ofMaxSize(60)
                .map(OtlpMetricsEncoderTest::points);
    }

    /// The stock exporter writes broken characters as `?`, ours as U+FFFD: keep them out here.
    private static String whole(String text) {
        return text.codePoints()
                .map(c -> c >= 0xD800 && c < 0xE000 ? 'x' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static Points points(List<Sample> samples) {
        var points = new Points();
        for (Sample sample : samples) {
            if (sample.whole) {
                points.addLong(sample.series, points.size() + 1, sample.value);
            } else {
                points.add(sample.series, points.size() + 1, Double.longBitsToDouble(sample.value));
            }
        }
        return points;
    }

    private static io.opentelemetry.proto.metrics.v1.Metric onlyMetric(
            Points points, Identity identity) {
        var request = Decoded.encoded(points, identity);
        assertThat(request.getResourceMetricsCount()).isEqualTo(1);
        var scope = request.getResourceMetrics(0).getScopeMetrics(0);
        assertThat(scope.getMetricsCount()).isEqualTo(1);
        return scope.getMetrics(0);
    }

    private static KeyValue label(String name, String value) {
        return KeyValue.newBuilder()
                .setKey(name)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }
}
