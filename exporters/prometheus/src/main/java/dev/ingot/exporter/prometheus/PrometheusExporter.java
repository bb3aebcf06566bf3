package dev.ingot.exporter.prometheus;

import dev.ingot.component.Claim;
import dev.ingot.component.ComponentType;
import dev.ingot.component.Context;
import dev.ingot.component.Exporter;
import dev.ingot.component.Verdict;
import dev.ingot.component.WhenFull;
import dev.ingot.config.Configuration;
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

    private final PrometheusConfig config;
    private final Context context;
    private final Store store;
    private final Counter sent;
    private final WebServer server;

    /// A bridge with every option at its default but the address.
    public static Exporter at(InetSocketAddress endpoint, Context context) {
        var nothing = Configuration.load(List.of(), List.of(), _ -> null).root();
        return new PrometheusExporter(PrometheusConfig.read(nothing).at(endpoint), context);
    }

    PrometheusExporter(PrometheusConfig config, Context context) {
        this.config = config;
        this.context = context;
        sent = context.tally().counter(SelfMetrics.SENT_POINTS);
        var complaints = new Complaints(context.logger(), context.tally());
        store = new Store(config.limits(), complaints);
        var bridge =
                new Bridge(
                        store,
                        config.naming(),
                        config.infos(),
                        config.timestamps(),
                        context.clock(),
                        complaints);
        // Strangers must not use up what may be said about series.
        var logins = new Complaints(context.logger(), context.tally());
        var pages = Pages.of(config, bridge, logins, context.id());
        server = new WebServer(context, config.endpoint(), config.tls(), pages);
    }

    @Override
    public void start() throws IOException {
        server.start();
        context.tally().gauge(SelfMetrics.SERIES, store::size);
        if (isOpenToAll()) {
            context.logger()
                    .log(
                            System.Logger.Level.INFO,
                            "everyone who reaches port {0} may read the metrics; `web` asks for a"
                                    + " password, `endpoint: localhost:{0}` serves this machine only",
                            Integer.toString(server.address().getPort()));
        }
    }

    private boolean isOpenToAll() {
        boolean local = server.address().getAddress().isLoopbackAddress();
        boolean clientsAreKnown =
                config.tls().map(tls -> tls.clients().areVerified()).orElse(false);
        return !local && !clientsAreKnown && !config.web().asksForPasswords();
    }

    @Override
    public Verdict accept(Signal signal, WhenFull whenFull) {
        return switch (signal) {
            case Points points -> {
                sent.add(store.accept(points, context.nowNanos()));
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
