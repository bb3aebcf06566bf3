package dev.ingot.receiver.proxmox;

import dev.ingot.poll.Round;
import dev.ingot.poll.Scraper;
import java.io.IOException;

/// Reads `/nodes/<node>/replication` of every node that is up. Each node tells of the jobs of its
/// own guests.
final class ReplicationScraper implements Scraper {
    private final Cluster cluster;

    ReplicationScraper(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public void scrape(Round round) throws IOException, InterruptedException {
        cluster.eachNode(
                "replication",
                node -> Item.list(cluster.get(node, "replication")),
                (_, jobs) -> {
                    for (Item job : jobs) {
                        PveMetrics.REPLICATION.observe(job, round);
                        PveMetrics.REPLICATION_INFO.observe(job, round);
                    }
                });
    }
}
