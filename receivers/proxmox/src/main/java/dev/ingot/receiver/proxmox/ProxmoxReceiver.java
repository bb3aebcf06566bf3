package dev.ingot.receiver.proxmox;

import dev.ingot.component.ComponentType;
import dev.ingot.component.Context;
import dev.ingot.component.Receiver;
import dev.ingot.net.HttpClients;
import dev.ingot.net.TlsClient;
import dev.ingot.poll.Poller;
import dev.ingot.poll.Repeated;
import dev.ingot.poll.Scraper;
import dev.ingot.poll.Target;
import dev.ingot.poll.Target.Endpoint;
import dev.ingot.record.Origin;
import dev.ingot.record.Signal;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.resources.Resource;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;

/// Reports clusters of Proxmox VE, and nodes that stand alone.
public final class ProxmoxReceiver implements Receiver {
    public static final ComponentType<ProxmoxConfig, Receiver> TYPE =
            new ComponentType<>(
                    "proxmox",
                    List.of("pve"),
                    "Nodes, guests, storages, backups and replication of Proxmox VE.",
                    Set.of(Signal.Type.METRICS, Signal.Type.LOGS),
                    ProxmoxConfig::read,
                    ProxmoxReceiver::new);

    /// Of the gauges on the scraping itself; `pve_up` is taken.
    static final String PREFIX = "proxmox";

    /// Calls of a node that a round makes in which everything is due. Where it may not have as many
    /// in a second, some are made a round later than others: waiting would cost the round a second.
    private static final int CALLS_OF_A_NODE = 16;

    private final ProxmoxConfig config;
    private final Context context;
    private final List<Api> apis = new ArrayList<>();
    private @Nullable Poller poller;

    ProxmoxReceiver(ProxmoxConfig config, Context context) {
        this.config = config;
        this.context = context;
    }

    /// Prints the configuration that equals a `pve.yml` of prometheus-pve-exporter.
    ///
    /// @param targets what Prometheus scrapes, `host` or `module=host`; none means `localhost`
    /// @throws IOException in the form `cannot import FILE: …`
    public static void importConfig(Path file, List<String> targets, PrintStream out)
            throws IOException {
        PveYmlImport.print(file, targets, out);
    }

    @Override
    public synchronized void start() throws IOException {
        Poller made = poller();
        poller = made;
        made.start();
    }

    @Override
    public synchronized void close() {
        if (poller != null) {
            poller.close();
        }
        apis.forEach(Api::close);
        apis.clear();
    }

    /// What runs the rounds.
    ///
    /// @throws IOException where a certificate file cannot be read
    synchronized Poller poller() throws IOException {
        var targets = new ArrayList<Target>();
        for (ClusterConfig cluster : config.clusters()) {
            var api = new Api(cluster, client(cluster), System::nanoTime);
            apis.add(api);
            targets.add(target(cluster, new Cluster(cluster, api, context)));
        }
        return new Poller(context, PREFIX, config.schedule(), targets);
    }

    private Target target(ClusterConfig of, Cluster cluster) {
        Origin origin =
                Origin.of(
                        Resource.create(
                                Attributes.builder()
                                        .put("service.name", config.job())
                                        .put("service.instance.id", of.name())
                                        .put("host.name", of.name())
                                        .build()));
        var all = new ArrayList<Endpoint>();
        all.add(
                new Endpoint(
                                "resources",
                                1,
                                new ResourcesScraper(config, cluster),
                                config.speaks(Dialect.PVE_EXPORTER_1) ? SuccessorMetrics.UP : null)
                        .asScout());
        addFrequent(all, of, cluster);
        if (config.taskLogs()) {
            all.add(new Endpoint("tasks", new TaskScraper(cluster, origin)));
        }
        addSeldom(all, of, cluster);
        return new Target(of.name(), origin, all);
    }

    private void addFrequent(List<Endpoint> all, ClusterConfig of, Cluster cluster) {
        boolean pve = config.speaks(Dialect.PROMETHEUS_PVE_EXPORTER);
        boolean own = config.speaks(Dialect.INGOT, Dialect.PVE_EXPORTER_1);
        if (pve || own || of.nodes() == Reach.LOCAL) {
            all.add(new Endpoint("status", new StatusScraper(config, cluster)));
        }
        if (own || config.speaks(Dialect.PVE_EXPORTER)) {
            all.add(new Endpoint("nodes", new NodeScraper(config, cluster)));
            all.add(new Endpoint("storages", new StorageScraper(config, cluster)));
        }
        if (own && config.guestDetails()) {
            all.add(new Endpoint("guests", new GuestScraper(config, cluster)));
        }
        if (own && config.nodeNetwork()) {
            all.add(new Endpoint("traffic", new TrafficScraper(cluster)));
        }
        if (pve && config.onboot()) {
            all.add(new Endpoint("onboot", new OnbootScraper(cluster, config.slowEveryRounds())));
        }
        if (pve) {
            all.add(
                    new Endpoint(
                            "version",
                            round ->
                                    PveMetrics.VERSION.observe(
                                            new Item(cluster.get("version")), round)));
        }
    }

    private void addSeldom(List<Endpoint> all, ClusterConfig of, Cluster cluster) {
        boolean pve = config.speaks(Dialect.PROMETHEUS_PVE_EXPORTER);
        boolean own = config.speaks(Dialect.INGOT, Dialect.PVE_EXPORTER_1);
        int slow = config.slowEveryRounds();
        int apart = of.limits().perSecond() < CALLS_OF_A_NODE ? 1 : 0;
        if (pve || config.speaks(Dialect.INGOT)) {
            all.add(seldom("subscription", 0, new LicenceScraper(config, cluster)));
        }
        if (pve || own) {
            all.add(seldom("replication", 0, new ReplicationScraper(config, cluster)));
            all.add(new Endpoint("backups", new BackupScraper(config, cluster, slow, 2 * apart)));
            all.add(seldom("health", 0, new ClusterHealthScraper(config, cluster)));
        }
        if (own) {
            all.add(seldom("hardware", apart, new HardwareScraper(config, cluster)));
        }
        if (own && of.guestAgent()) {
            all.add(seldom("guest_agent", 0, new FileSystemScraper(cluster)));
        }
    }

    /// @param later how many rounds pass before it is read
    private Endpoint seldom(String name, int later, Scraper scraper) {
        return new Endpoint(name, new Repeated(config.slowEveryRounds(), later, scraper));
    }

    /// Keeps as many connections as are used at once, since to open one takes longer than to ask.
    private OkHttpClient client(ClusterConfig cluster) throws IOException {
        var builder =
                HttpClients.prompt(config.schedule().timeout())
                        .protocols(List.of(Protocol.HTTP_1_1))
                        .connectionPool(
                                new ConnectionPool(
                                        cluster.limits().concurrent(), 5, TimeUnit.MINUTES))
                        .callTimeout(config.schedule().timeout());
        boolean secure =
                cluster.endpoints().stream().anyMatch(url -> url.getScheme().equals("https"));
        if (secure) {
            HttpClients.secure(
                    builder,
                    TlsClient.open(cluster.tls(), cluster.fingerprint(), context.logger()));
        }
        return builder.build();
    }
}
