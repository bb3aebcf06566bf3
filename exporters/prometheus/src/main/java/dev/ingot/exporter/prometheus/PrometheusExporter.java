package dev.ingot.exporter.prometheus;

import dev.ingot.component.Claim;
import dev.ingot.component.ComponentType;
import dev.ingot.component.Context;
import dev.ingot.component.Exporter;
import dev.ingot.component.Verdict;
import dev.ingot.component.WhenFull;
import dev.ingot.net.WebServer;
import dev.ingot.record.Logs;
import dev.ingot.record.Points;
import dev.ingot.record.Signal;
import dev.ingot.telemetry.Counter;
import dev.ingot.telemetry.SelfMetrics;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;

/// Serves the newest point of every series to those who scrape it.
///
/// It always has room: a point takes the place of the one before. Several exporters of this type
/// serve several ports, each what its own pipelines bring.
public final class PrometheusExporter implements Exporter {
    public static final ComponentType<PrometheusConfig, Exporter> TYPE =
            new ComponentType<>(
                    "prometheus",
                    List.of(),
                    "Serves the newest point of every series for Prometheus to scrape.",
                    Set.of(Signal.Type.METRICS),
                    PrometheusConfig::read,
                    config -> List.of(Claim.tcp(config.endpoint())),
                    PrometheusExporter::new);

    private static final Verdict METRICS_ONLY = new Verdict.Refused("only metrics can be scraped");

    private final Context context;
    private final Store store;
    private final Counter sent;
    private final WebServer server;

    PrometheusExporter(PrometheusConfig config, Context context) {
        this.context = context;
        store = new Store(config.expiration().toNanos(), config.maxSeries());
        sent = context.tally().counter(SelfMetrics.SENT_POINTS);
        var complaints = new Complaints(context.logger());
        var bridge =
                new Bridge(
                        store, config.naming(), config.timestamps(), context.clock(), complaints);
        server =
                new WebServer(
                        context, config.endpoint(), config.tls(), Pages.of(bridge, context.id()));
    }

    @Override
    public void start() throws IOException {
        server.start();
        context.tally().gauge(SelfMetrics.SERIES, store::size);
    }

    @Override
    public Verdict accept(Signal signal, WhenFull whenFull) {
        return switch (signal) {
            case Points points -> {
                int homeless = store.accept(points, context.nowNanos());
                sent.add(points.size() - homeless);
                if (homeless > 0) {
                    context.tally().drop(Signal.Type.METRICS, "max_series", homeless);
                }
                yield Verdict.ACCEPTED;
            }
            case Logs _ -> METRICS_ONLY;
        };
    }

    /// Where it listens; known once it has started.
    InetSocketAddress address() {
        return server.address();
    }

    @Override
    public void close() {
        server.close();
    }
}
