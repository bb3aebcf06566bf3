package dev.ingot.exporter.prometheus;

import dev.ingot.record.Labels;
import dev.ingot.record.Metric;
import dev.ingot.record.Origin;
import dev.ingot.record.Points;
import dev.ingot.record.Series;
import dev.ingot.telemetry.Tally;
import dev.ingot.testkit.ManualClock;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.resources.Resource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// A store and a bridge over it, fed and read by hand.
final class Bridges {
    static final long MINUTE = Duration.ofMinutes(1).toNanos();
    static final Metric SIZE = Metric.gauge("pool_size_bytes", "By", "Capacity of the pool.");
    static final Metric READS = Metric.counter("pool_reads_total", "", "Reads.");

    final ManualClock clock = new ManualClock("2026-11-21T12:00:00Z");
    final Store store;
    final Bridge bridge;

    Bridges() {
        this(Naming.FLAT, false);
    }

    Bridges(Naming naming, boolean timestamps) {
        this(naming, Infos.NONE, timestamps);
    }

    Bridges(Naming naming, Infos infos, boolean timestamps) {
        store = store(Duration.ofMinutes(5), 1000);
        bridge = new Bridge(store, naming, infos, timestamps, clock, complaints());
    }

    static Store store(Duration expiration, int series) {
        return new Store(new StoreLimits(expiration, series, 0, 0, 0), complaints());
    }

    static Bridge bridge(Store store) {
        return new Bridge(
                store, Naming.FLAT, Infos.NONE, false, InstantSource.system(), complaints());
    }

    private static Complaints complaints() {
        return new Complaints(System.getLogger("bridges"), Tally.standalone());
    }

    long now() {
        var now = clock.instant();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    static Series series(Metric metric, String... labels) {
        return Series.of(Origin.NONE, metric, Labels.of(labels));
    }

    static Origin origin(String job, String instance) {
        return Origin.of(
                Resource.create(
                        Attributes.builder()
                                .put("service.name", job)
                                .put("service.instance.id", instance)
                                .build()));
    }

    /// Hands in one point, with the time that it is now.
    Bridges put(Series series, double value) {
        return put(series, now(), value);
    }

    Bridges put(Series series, long timeNanos, double value) {
        var points = new Points();
        points.add(series, timeNanos, value);
        store.accept(points, now());
        return this;
    }

    Bridges putStale(Series series, long timeNanos) {
        var points = new Points();
        points.addStale(series, timeNanos);
        store.accept(points, now());
        return this;
    }

    String text() {
        return text(PlainText.V0_0_4);
    }

    String text(Dialect dialect) {
        return new String(bytes(dialect), StandardCharsets.UTF_8);
    }

    byte[] bytes(Dialect dialect) {
        var out = new ByteArrayOutputStream();
        try {
            bridge.write(dialect, Optional.empty(), out);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return out.toByteArray();
    }
}
