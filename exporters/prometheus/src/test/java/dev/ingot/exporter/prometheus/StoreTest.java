package dev.ingot.exporter.prometheus;

import static dev.ingot.exporter.prometheus.Bridges.MINUTE;
import static dev.ingot.exporter.prometheus.Bridges.SIZE;
import static dev.ingot.exporter.prometheus.Bridges.series;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.record.Labels;
import dev.ingot.record.Origin;
import dev.ingot.record.Points;
import dev.ingot.record.Series;
import dev.ingot.telemetry.Telemetry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StoreTest {
    private static final Series TANK = series(SIZE, "pool", "tank");
    private static final Series BOOT = series(SIZE, "pool", "boot");

    private final Bridges bridges = new Bridges();

    private String values() {
        return bridges.text().replaceAll("#.*\n", "").replace("pool_size_bytes", "");
    }

    @Test
    void newestPointIsServed() {
        bridges.put(TANK, 1).put(TANK, 2);
        assertThat(values()).isEqualTo("{pool=\"tank\"} 2\n");
    }

    @Test
    void pointThatIsOlderThanTheServedOneIsLeftOut() {
        bridges.put(TANK, 2).put(TANK, bridges.now() - 1, 1);
        assertThat(values()).isEqualTo("{pool=\"tank\"} 2\n");
    }

    @Test
    void senderWithAClockThatWasAheadIsBelievedAgain() {
        bridges.put(TANK, bridges.now() + 60 * MINUTE, 1);
        bridges.clock.advance(Duration.ofSeconds(1));
        bridges.put(TANK, 2);
        assertThat(values()).isEqualTo("{pool=\"tank\"} 2\n");
    }

    @Test
    void seriesOfAClockThatWentBackGoesOn() {
        bridges.put(TANK, 1);
        bridges.clock.advance(Duration.ofHours(-1));
        bridges.put(TANK, 2);
        assertThat(values()).isEqualTo("{pool=\"tank\"} 2\n");
    }

    @Test
    void pointWithoutATimeIsOfNow() {
        bridges.put(TANK, 0, 1).put(TANK, bridges.now() - 1, 2);
        assertThat(values()).isEqualTo("{pool=\"tank\"} 1\n");
    }

    @Test
    void staleSeriesIsGoneAtOnce() {
        bridges.put(TANK, 1).put(BOOT, 2).putStale(TANK, bridges.now());
        assertThat(values()).isEqualTo("{pool=\"boot\"} 2\n");
        assertThat(bridges.store.size()).isEqualTo(1);
    }

    @Test
    void staleMarkerOfAnUnknownSeriesMakesNone() {
        bridges.putStale(TANK, bridges.now());
        assertThat(bridges.store.size()).isZero();
    }

    @Test
    void staleMarkerThatIsOlderThanThePointIsLeftOut() {
        bridges.put(TANK, 1).putStale(TANK, bridges.now() - 1);
        assertThat(values()).isEqualTo("{pool=\"tank\"} 1\n");
    }

    @Test
    void seriesComesBackAfterItWasStale() {
        bridges.put(TANK, 1).putStale(TANK, bridges.now()).put(BOOT, 2).put(TANK, 3);
        assertThat(values()).isEqualTo("{pool=\"boot\"} 2\n{pool=\"tank\"} 3\n");
    }

    @Test
    void expirationCountsFromReceiptAndNotFromTheTimeOfThePoint() {
        bridges.put(TANK, bridges.now() - 60 * MINUTE, 1);
        bridges.clock.advance(Duration.ofMinutes(5));
        assertThat(values()).isEqualTo("{pool=\"tank\"} 1\n");
        bridges.clock.advance(Duration.ofNanos(1));
        assertThat(values()).isEmpty();
    }

    @Test
    void expiredSeriesMakeRoomWithoutAnyScrape() {
        bridges.put(TANK, 1);
        bridges.clock.advance(Duration.ofMinutes(6));
        bridges.put(BOOT, 1);
        assertThat(bridges.store.size()).isEqualTo(1);
    }

    @Test
    void expirationOfZeroKeepsSeries() {
        var store = Bridges.store(Duration.ZERO, 10);
        var points = new Points();
        points.add(TANK, 1, 1);
        store.accept(points, 1);
        store.accept(new Points(), Long.MAX_VALUE / 2);
        assertThat(store.size()).isEqualTo(1);
    }

    @Test
    void fullStoreTakesKnownSeriesAndCountsOthers() {
        var store = Bridges.store(Duration.ofMinutes(5), 1);
        var points = new Points();
        points.add(TANK, 1, 1);
        points.add(BOOT, 1, 1);
        points.add(TANK, 2, 2);
        assertThat(store.accept(points, 10)).isEqualTo(2);
        var moment = new Moment();
        store.copy(moment, 10);
        assertThat(moment.value(0)).isEqualTo(2);
    }

    @Test
    void seriesBeyondTheLabelLimitsAreDroppedAndCounted() {
        var telemetry = new Telemetry();
        var logged = new Complaints(System.getLogger("limits"), telemetry.tally());
        var store = new Store(new StoreLimits(Duration.ZERO, 10, 2, 4, 8), logged);
        var points = new Points();
        points.add(series(SIZE, "a", "1", "b", "2"), 1, 1);
        points.add(series(SIZE, "a", "1", "b", "2", "c", "3"), 1, 1);
        points.add(series(SIZE, "long_name", "1"), 1, 1);
        points.add(series(SIZE, "a", "long value"), 1, 1);
        assertThat(store.accept(points, 10)).isEqualTo(1);
        assertThat(telemetry.text())
                .isEqualTo("otelcol_exporter_enqueue_failed_metric_points{reason=label_limit} 3\n");
    }

    @Test
    void twoSourcesOfOneSeriesAreFoundOutAndAChangedSourceIsNot() {
        Origin one = Bridges.origin("graphite", "");
        Series first = Series.of(one, SIZE, Labels.of("instance", "x"));
        Series same = Series.of(Bridges.origin("graphite", ""), SIZE, first.labels());
        Series other = Series.of(Bridges.origin("graphite", "y"), SIZE, first.labels());
        assertThat(first).isEqualTo(other);
        var slot = new Slot(first, 0, 0);
        assertThat(slot.comesFromElsewhere(same)).isFalse();
        assertThat(slot.comesFromElsewhere(other)).isFalse();
        assertThat(slot.comesFromElsewhere(other)).isFalse();
        assertThat(slot.comesFromElsewhere(first)).isFalse();
        assertThat(slot.comesFromElsewhere(other)).isTrue();
        assertThat(slot.comesFromElsewhere(first)).isFalse();
    }

    @Test
    void manySeriesKeepTheirOwnValuesWhileOthersComeAndGo() {
        var store = Bridges.store(Duration.ZERO, 100_000);
        var points = new Points();
        for (int round = 0; round < 10; round++) {
            points.clear();
            for (int i = 0; i < 3000; i++) {
                Series each = Series.of(TANK.origin(), SIZE, Labels.of("i", "" + i));
                if ((i + round) % 3 == 0) {
                    points.addStale(each, round + 1);
                } else {
                    points.add(each, round + 1, round * 10_000 + i);
                }
            }
            store.accept(points, 100);
            var moment = new Moment();
            store.copy(moment, 100);
            int live = 0;
            for (Slot slot : moment.slots()) {
                if (slot != null) {
                    int i = Integer.parseInt(slot.series().labels().value(0));
                    assertThat(moment.value(slot.row())).isEqualTo(round * 10_000 + i);
                    live++;
                }
            }
            assertThat(live).isEqualTo(2000).isEqualTo(store.size());
        }
    }
}
