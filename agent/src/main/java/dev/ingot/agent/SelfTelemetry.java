package dev.ingot.agent;

import dev.ingot.component.Context;
import dev.ingot.component.Exporter;
import dev.ingot.component.WhenFull;
import dev.ingot.exporter.prometheus.PrometheusExporter;
import dev.ingot.record.Points;
import dev.ingot.telemetry.Telemetry;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// The agent's own metrics: collected each second into a Prometheus bridge of their own.
final class SelfTelemetry implements AutoCloseable {
    private static final long INTERVAL_SECONDS = 1;

    private final Telemetry telemetry;
    private final Optional<Exporter> bridge;
    private final Points points = new Points();
    private final Context context;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofVirtual().name("ingot-telemetry").factory());

    SelfTelemetry(Telemetry telemetry, TelemetrySettings settings) {
        this.telemetry = telemetry;
        this.context =
                new Context(
                        "telemetry",
                        InstantSource.system(),
                        new Telemetry().tally(),
                        Duration.ofSeconds(1));
        this.bridge = settings.metrics().map(address -> PrometheusExporter.at(address, context));
        ProcessStats.report(telemetry.tally());
    }

    void start() throws IOException {
        if (bridge.isPresent()) {
            bridge.get().start();
            collect();
            var _ =
                    timer.scheduleAtFixedRate(
                            this::collect, INTERVAL_SECONDS, INTERVAL_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void collect() {
        points.clear();
        telemetry.collect(points, context.nowNanos());
        bridge.ifPresent(exporter -> exporter.accept(points, WhenFull.MAKE_ROOM));
    }

    @Override
    public void close() {
        timer.shutdownNow();
        bridge.ifPresent(Exporter::close);
    }
}
