package dev.ingot.receiver.proxmox;

import dev.ingot.poll.Round;
import dev.ingot.poll.Scraper;
import java.io.IOException;

/// Reads `/nodes/<node>/storage` of every node that is up. A storage that nodes share is reported
/// by each, as it is seen from there.
final class StorageScraper implements Scraper {
    private final ProxmoxConfig config;
    private final Cluster cluster;

    StorageScraper(ProxmoxConfig config, Cluster cluster) {
        this.config = config;
        this.cluster = cluster;
    }

    @Override
    public void scrape(Round round) throws IOException, InterruptedException {
        cluster.eachNode(
                "storages",
                node -> Item.list(cluster.get(node, "storage")),
                (node, storages) -> {
                    for (Item storage : storages) {
                        var told = new Told(node, storage);
                        if (storage.is("active")
                                && config.speaks(Dialect.PVE_EXPORTER, Dialect.PVE_EXPORTER_1)) {
                            SeedMetrics.STORAGE.observe(told, round);
                        }
                        if (config.speaks(Dialect.INGOT, Dialect.PVE_EXPORTER_1)) {
                            OwnMetrics.STORAGE.observe(told, round);
                        }
                        if (config.speaks(Dialect.PVE_EXPORTER_1)) {
                            SuccessorMetrics.STORAGE.observe(told, round);
                        }
                    }
                });
    }
}
