package dev.ingot.receiver.proxmox;

import dev.ingot.poll.Round;
import dev.ingot.poll.Scraper;
import dev.ingot.record.Labels;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.stream.Collectors;

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
        var starts = cluster.starts();
        starts.keep(all.stream().map(item -> item.text("id", "")).collect(Collectors.toSet()));
        for (Item item : all) {
            long start = starts.note(item.text("id", ""), item.whole("uptime"), round.timeNanos());
            switch (item.text("type", "")) {
                case "node" -> node(item, round);
                case "qemu", "lxc" -> guest(item, round, start);
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

    private void guest(Item item, Round round, long start) {
        if (config.speaks(Dialect.PVE_EXPORTER)) {
            SeedMetrics.GUEST.observe(item, round, start);
        }
        if (config.speaks(Dialect.PVE_EXPORTER_1)) {
            SuccessorMetrics.guest(item, round, start);
        }
        if (config.speaks(Dialect.PROMETHEUS_PVE_EXPORTER)) {
            boolean running = item.text("status", "").equals("running");
            PveMetrics.up(round, item.text("id", ""), running);
            PveMetrics.RESOURCE.observe(item, round, start);
            PveMetrics.GUEST.observe(item, round);
            PveMetrics.states(item, round);
        }
    }

    /// What tells a guest from others in the dialects that do not go by `id`.
    static Labels guestLabels(Item guest) {
        return Labels.of(
                "name",
                guest.text("name", ""),
                "node",
                guest.text("node", ""),
                "vmid",
                guest.text("vmid", ""));
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
