package dev.ingot.exporter.prometheus;

import static dev.ingot.exporter.prometheus.Bridges.READS;
import static dev.ingot.exporter.prometheus.Bridges.SIZE;
import static dev.ingot.exporter.prometheus.Bridges.series;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import com.google.protobuf.UnknownFieldSet;
import dev.ingot.record.Labels;
import dev.ingot.record.Metric;
import dev.ingot.record.Origin;
import dev.ingot.record.Series;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is served of the time at which a counter stood at zero.
class StartsTest {
    private static final Instant BOOT = Instant.parse("2026-11-21T08:30:00.250Z");
    private static final Dialect OPEN_METRICS = OpenMetrics.of("", Escaping.UNDERSCORES);
    private static final Dialect CREATED = OPEN_METRICS.withStarts();
    private static final Dialect PROTOBUF = new Protobuf(Escaping.UNDERSCORES);

    private static Series since(Instant start, Metric metric, String... labels) {
        long nanos = start.getEpochSecond() * 1_000_000_000L + start.getNano();
        return Series.of(Origin.NONE, metric, Labels.of(labels), nanos);
    }

    private static Bridges bridges() {
        return new Bridges()
                .put(since(BOOT, READS, "pool", "boot"), 7)
                .put(series(READS, "pool", "tank"), 8)
                .put(series(SIZE, "pool", "tank"), 9);
    }

    @Test
    void openMetricsSaysItWhereItIsWanted() {
        assertThat(bridges().text(CREATED))
                .isEqualTo(
                        """
                        # TYPE pool_reads counter
                        # HELP pool_reads Reads.
                        pool_reads_total{pool="boot"} 7
                        pool_reads_created{pool="boot"} 1795249800.25
                        pool_reads_total{pool="tank"} 8
                        # TYPE pool_size_bytes gauge
                        # UNIT pool_size_bytes bytes
                        # HELP pool_size_bytes Capacity of the pool.
                        pool_size_bytes{pool="tank"} 9
                        # EOF
                        """);
        assertThat(bridges().text(OPEN_METRICS)).doesNotContain("_created");
        assertThat(bridges().text()).doesNotContain("_created");
    }

    @Test
    void bothSeriesHaveTheTimeOfThePoint() {
        var bridges = new Bridges(Naming.FLAT, true).put(since(BOOT, READS), 7);
        assertThat(bridges.text(CREATED))
                .contains(
                        """
                        pool_reads_total 7 1795262400
                        pool_reads_created 1795249800.25 1795262400
                        """);
    }

    @Test
    void seriesWhoseNameIsTakenIsLeftOut() {
        var created = bridges().put(series(Metric.gauge("pool_reads_created", "", "")), 1);
        assertThat(Parsed.openMetrics(created.text(CREATED)).samples.keySet())
                .containsOnlyOnce("pool_reads_created{}")
                .doesNotContain("pool_reads_created{pool=boot}");
        var shorter = bridges().put(series(Metric.gauge("pool_reads", "", "")), 1);
        assertThat(shorter.text(CREATED)).doesNotContain("_created");
        var odd = new Bridges().put(since(BOOT, Metric.counter("reads", "", "")), 1);
        assertThat(odd.text(CREATED)).doesNotContain("_created");
    }

    /// The starts that are said, as Google's own reader finds them.
    private static List<Instant> starts(byte[] protobuf) throws IOException {
        var starts = new ArrayList<Instant>();
        var in = new ByteArrayInputStream(protobuf);
        while (in.available() > 0) {
            var family = UnknownFieldSet.newBuilder();
            assertThat(family.mergeDelimitedFrom(in)).isTrue();
            for (var bytes : family.build().getField(4).getLengthDelimitedList()) {
                var metric = UnknownFieldSet.parseFrom(bytes);
                for (var counter : metric.getField(3).getLengthDelimitedList()) {
                    var created = UnknownFieldSet.parseFrom(counter).getField(3);
                    for (var each : created.getLengthDelimitedList()) {
                        var time = Timestamp.parseFrom(each);
                        starts.add(Instant.ofEpochSecond(time.getSeconds(), time.getNanos()));
                    }
                }
            }
        }
        return starts;
    }

    @Test
    void protobufSaysItAlways() throws IOException {
        assertThat(starts(bridges().bytes(PROTOBUF))).containsExactly(BOOT);
    }

    @Test
    void counterThatBeganAnewSaysItsNewStart() throws IOException {
        var bridges = bridges();
        assertThat(bridges.text(CREATED))
                .contains("pool_reads_created{pool=\"boot\"} 1795249800.25");
        Instant later = BOOT.plusSeconds(60);
        bridges.put(since(later, READS, "pool", "boot"), 1);
        assertThat(Parsed.openMetrics(bridges.text(CREATED)).samples.values())
                .extracting(sample -> sample.series() + " " + sample.value())
                .containsExactly(
                        "pool_reads_total{pool=boot} 1",
                        "pool_reads_created{pool=boot} 1795249860.25",
                        "pool_reads_total{pool=tank} 8",
                        "pool_size_bytes{pool=tank} 9");
        assertThat(starts(bridges.bytes(PROTOBUF))).containsExactly(later);
        bridges.put(since(BOOT, READS, "pool", "boot"), bridges.now() - 1, 5);
        assertThat(bridges.text(CREATED)).as("an older point").contains(" 1795249860.25\n");
        bridges.putStale(series(READS, "pool", "boot"), bridges.now());
        assertThat(bridges.text(CREATED)).doesNotContain("boot");
    }

    @Test
    void optionIsForOpenMetricsOnly() throws Exception {
        String accept = "application/openmetrics-text;version=1.0.0";
        for (boolean wanted : new boolean[] {true, false}) {
            try (var served = new Served("send_created_timestamps: " + wanted)) {
                served.put(since(BOOT, READS), 7);
                assertThat(served.text("/metrics", "Accept", accept).contains("pool_reads_created"))
                        .isEqualTo(wanted);
                assertThat(served.text("/metrics")).doesNotContain("_created");
            }
        }
    }
}
