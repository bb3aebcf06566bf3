package dev.ingot.receiver.proxmox;

import dev.ingot.poll.Round;
import dev.ingot.poll.Scraper;
import dev.ingot.receiver.proxmox.SeedMetrics.Told;
import java.io.IOException;
import java.util.List;

/// Reads the disks and ZFS pools of every node that is up, and the certificate it serves. Disks are
/// left asleep unless their health is asked for.
final class HardwareScraper implements Scraper {
    private static final int FAILED = 500;
    private static final String OWN_CERTIFICATE = "pveproxy-ssl.pem";
    private static final String CLUSTER_CERTIFICATE = "pve-ssl.pem";

    private record Seen(List<Item> disks, List<Item> pools, List<Item> certificates) {}

    private final ProxmoxConfig config;
    private final Cluster cluster;

    HardwareScraper(ProxmoxConfig config, Cluster cluster) {
        this.config = config;
        this.cluster = cluster;
    }

    @Override
    public void scrape(Round round) throws IOException, InterruptedException {
        String disks = config.diskHealth() ? "disks/list" : "disks/list?skipsmart=1";
        cluster.eachNode(
                "hardware",
                node ->
                        new Seen(
                                Item.list(cluster.get(node, disks)),
                                pools(node),
                                Item.list(cluster.get(node, "certificates/info"))),
                (node, seen) -> {
                    for (Item disk : seen.disks) {
                        OwnMetrics.PHYSICAL_DISK.observe(new Told(node, disk), round);
                    }
                    for (Item pool : seen.pools) {
                        OwnMetrics.ZFS_POOL.observe(new Told(node, pool), round);
                    }
                    Item served = served(seen.certificates);
                    OwnMetrics.CERTIFICATE.observe(new Told(node, served), round);
                });
    }

    /// A node without ZFS answers with a failure of its own.
    private List<Item> pools(String node) throws IOException, InterruptedException {
        try {
            return Item.list(cluster.get(node, "disks/zfs"));
        } catch (ApiException none) {
            if (none.status() != FAILED) {
                throw none;
            }
            return List.of();
        }
    }

    /// The node serves its own certificate if it has one, and else the cluster's.
    private static Item served(List<Item> certificates) {
        Item served = Item.NONE;
        for (Item certificate : certificates) {
            String file = certificate.text("filename", "");
            if (file.equals(OWN_CERTIFICATE)) {
                return certificate;
            }
            served = file.equals(CLUSTER_CERTIFICATE) ? certificate : served;
        }
        return served;
    }
}
