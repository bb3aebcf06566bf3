package dev.ingot.receiver.proxmox;

import dev.ingot.poll.Round;
import dev.ingot.poll.Scraper;
import dev.ingot.record.Labels;
import java.io.IOException;
import java.util.List;

/// Reads `/cluster/status`: the nodes and the quorum.
final class StatusScraper implements Scraper {
    private final ProxmoxConfig config;
    private final Cluster cluster;

    StatusScraper(ProxmoxConfig config, Cluster cluster) {
        this.config = config;
        this.cluster = cluster;
    }

    @Override
    public void scrape(Round round) throws IOException, InterruptedException {
        List<Item> all = Item.list(cluster.get("cluster/status"));
        cluster.status(all);
        if (config.speaks(Dialect.PROMETHEUS_PVE_EXPORTER)) {
            all.forEach(item -> pve(item, round));
        }
        if (config.speaks(Dialect.INGOT, Dialect.PVE_EXPORTER_1)) {
            own(all, round);
        }
        if (config.speaks(Dialect.PVE_EXPORTER_1)) {
            long nodes = all.stream().filter(i -> i.text("type", "").equals("node")).count();
            round.addLong(SuccessorMetrics.NODES, Labels.EMPTY, nodes);
        }
    }

    private static void pve(Item item, Round round) {
        switch (item.text("type", "")) {
            case "node" -> {
                PveMetrics.up(round, item.text("id", ""), item.is("online"));
                PveMetrics.NODE.observe(item, round);
            }
            case "cluster" -> {
                PveMetrics.up(round, PveMetrics.clusterId(item), item.is("quorate"));
                PveMetrics.CLUSTER.observe(item, round);
            }
            default -> {}
        }
    }

    private static void own(List<Item> all, Round round) {
        long online = 0;
        for (Item item : all) {
            switch (item.text("type", "")) {
                case "node" -> online += item.is("online") ? 1 : 0;
                case "cluster" ->
                        round.addLong(OwnMetrics.QUORATE, Labels.EMPTY, item.is("quorate") ? 1 : 0);
                default -> {}
            }
        }
        round.addLong(OwnMetrics.NODES_ONLINE, Labels.EMPTY, online);
    }
}
