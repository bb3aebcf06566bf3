package dev.ingot.receiver.proxmox;

import dev.ingot.poll.Round;
import dev.ingot.poll.Scraper;
import java.io.IOException;
import java.util.Map;

/// Reads `/nodes/<node>/replication` of every node that is up. Each node tells of the jobs of its
/// own guests.
final class ReplicationScraper implements Scraper {
    private final ProxmoxConfig config;
    private final Cluster cluster;

    ReplicationScraper(ProxmoxConfig config, Cluster cluster) {
        this.config = config;
        this.cluster = cluster;
    }

    @Override
    public void scrape(Round round) throws IOException, InterruptedException {
        Map<String, Item> guests = cluster.guests();
        cluster.eachNode(
                "replication",
                node -> Item.list(cluster.get(node, "replication")),
                (node, jobs) -> {
                    for (Item job : jobs) {
                        if (config.speaks(Dialect.PROMETHEUS_PVE_EXPORTER)) {
                            PveMetrics.REPLICATION.observe(job, round);
                            PveMetrics.REPLICATION_INFO.observe(job, round);
                        }
                        if (config.speaks(Dialect.INGOT)) {
                            OwnMetrics.REPLICATION.observe(part(node, job, guests), round);
                        }
                        if (config.speaks(Dialect.PVE_EXPORTER_1)) {
                            SuccessorMetrics.REPLICATION.observe(job, round);
                        }
                    }
                });
    }

    private static Part part(String node, Item job, Map<String, Item> guests) {
        String vmid = job.text("guest", "");
        String name = guests.getOrDefault(vmid, Item.NONE).text("name");
        return new Part(node, vmid, name, job.text("id", ""), job);
    }
}
