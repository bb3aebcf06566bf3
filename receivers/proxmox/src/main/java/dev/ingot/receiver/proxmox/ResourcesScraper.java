package dev.ingot.receiver.proxmox;

import dev.ingot.poll.Round;
import dev.ingot.poll.Scraper;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;

/// Reads `/cluster/resources`: everything there is, in one call. The other collectors go by the
/// nodes and guests that it found.
final class ResourcesScraper implements Scraper {
    private final ProxmoxConfig config;
    private final Cluster cluster;
    private boolean saidEmpty;

    ResourcesScraper(ProxmoxConfig config, Cluster cluster) {
        this.config = config;
        this.cluster = cluster;
    }

    @Override
    public void scrape(Round round) throws IOException, InterruptedException {
        List<Item> all = read();
        explainIfEmpty();
        if (config.speaks(Dialect.PVE_EXPORTER_1)) {
            SuccessorMetrics.count(all, round);
        }
        for (Item item : all) {
            switch (item.text("type", "")) {
                case "node" -> node(item, round);
                case "qemu", "lxc" -> guest(item, round);
                case "storage" -> storage(item, round);
                default -> {
                    if (config.speaks(Dialect.PROMETHEUS_PVE_EXPORTER)) {
                        PveMetrics.RESOURCE.observe(item, round);
                    }
                }
            }
        }
    }

    private List<Item> read() throws IOException, InterruptedException {
        try {
            List<Item> all = Item.list(cluster.get("cluster/resources"));
            cluster.resources(all);
            return all;
        } catch (IOException trouble) {
            cluster.unreadable(trouble);
            throw trouble;
        }
    }

    /// The API hides what one may not see, without a word.
    private void explainIfEmpty() {
        boolean empty = cluster.resources("qemu", "lxc", "storage").isEmpty();
        if (empty && !saidEmpty) {
            cluster.context()
                    .logger()
                    .log(
                            Level.WARNING,
                            "{0}: the API shows no guest and no storage, as it does to those who"
                                    + " lack the right: the user needs the role PVEAuditor on `/`, and"
                                    + " so does an API token with privilege separation (pveum acl"
                                    + " modify / --tokens ''user@realm!name'' --roles PVEAuditor)",
                            cluster.name());
        }
        saidEmpty = empty;
    }

    private void node(Item item, Round round) {
        if (config.speaks(Dialect.PVE_EXPORTER, Dialect.PVE_EXPORTER_1)) {
            SeedMetrics.NODE.observe(item, round);
        }
        if (config.speaks(Dialect.PVE_EXPORTER_1)) {
            SuccessorMetrics.NODE.observe(item, round);
        }
        if (config.speaks(Dialect.PROMETHEUS_PVE_EXPORTER)) {
            PveMetrics.RESOURCE.observe(item, round);
            PveMetrics.states(item, round);
        }
    }

    private void guest(Item item, Round round) {
        if (config.speaks(Dialect.PVE_EXPORTER)) {
            SeedMetrics.GUEST.observe(item, round);
        }
        if (config.speaks(Dialect.PVE_EXPORTER_1)) {
            boolean machine = item.text("type", "").equals("qemu");
            (machine ? SuccessorMetrics.MACHINE : SuccessorMetrics.CONTAINER).observe(item, round);
        }
        if (config.speaks(Dialect.PROMETHEUS_PVE_EXPORTER)) {
            boolean running = item.text("status", "").equals("running");
            PveMetrics.up(round, item.text("id", ""), running);
            PveMetrics.RESOURCE.observe(item, round);
            PveMetrics.GUEST.observe(item, round);
            PveMetrics.states(item, round);
        }
    }

    private void storage(Item item, Round round) {
        if (config.speaks(Dialect.PROMETHEUS_PVE_EXPORTER)) {
            boolean available = item.text("status", "").equals("available");
            PveMetrics.up(round, item.text("id", ""), available);
            PveMetrics.RESOURCE.observe(item, round);
            PveMetrics.STORAGE.observe(item, round);
        }
    }
}
