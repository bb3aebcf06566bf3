package dev.ingot.receiver.proxmox;

import dev.ingot.poll.Round;
import dev.ingot.poll.Scraper;
import java.io.IOException;

/// Reads `/nodes/<node>/status` of every node that is up: load, swap, root file system.
final class NodeScraper implements Scraper {
    private final ProxmoxConfig config;
    private final Cluster cluster;

    NodeScraper(ProxmoxConfig config, Cluster cluster) {
        this.config = config;
        this.cluster = cluster;
    }

    @Override
    public void scrape(Round round) throws IOException, InterruptedException {
        cluster.eachNode(
                "nodes",
                node -> new Told(node, new Item(cluster.get(node, "status"))),
                (_, told) -> {
                    if (config.speaks(Dialect.PVE_EXPORTER, Dialect.PVE_EXPORTER_1)) {
                        SeedMetrics.SWAP.observe(told, round);
                    }
                    if (config.speaks(Dialect.INGOT, Dialect.PVE_EXPORTER_1)) {
                        OwnMetrics.NODE.observe(told, round);
                    }
                    if (config.speaks(Dialect.PVE_EXPORTER_1)) {
                        SuccessorMetrics.NODE_STATUS.observe(told, round);
                    }
                });
    }
}
