package dev.ingot.receiver.proxmox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.ingot.poll.Round;
import dev.ingot.poll.Scraper;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/// Reads the disks and ZFS pools of every node that is up, and the certificate it serves. Disks are
/// left asleep unless their health is asked for.
final class HardwareScraper implements Scraper {
    private static final int FAILED = 500;
    private static final String OWN_CERTIFICATE = "pveproxy-ssl.pem";
    private static final String CLUSTER_CERTIFICATE = "pve-ssl.pem";

    private record Seen(
            List<Told> disks, List<Smart> smart, List<Item> pools, List<Item> certificates) {}

    private final ProxmoxConfig config;
    private final Cluster cluster;

    HardwareScraper(ProxmoxConfig config, Cluster cluster) {
        this.config = config;
        this.cluster = cluster;
    }

    @Override
    public void scrape(Round round) throws IOException, InterruptedException {
        cluster.eachNode(
                "hardware",
                this::read,
                (node, seen) -> {
                    seen.disks.forEach(disk -> OwnMetrics.PHYSICAL_DISK.observe(disk, round));
                    seen.smart.forEach(smart -> OwnMetrics.SMART.observe(smart, round));
                    for (Item pool : seen.pools) {
                        OwnMetrics.ZFS_POOL.observe(new Told(node, pool), round);
                    }
                    Item served = served(node, seen.certificates);
                    OwnMetrics.CERTIFICATE.observe(new Told(node, served), round);
                });
    }

    private Seen read(String node) throws IOException, InterruptedException {
        String path = config.diskHealth() ? "disks/list" : "disks/list?skipsmart=1";
        List<Told> disks =
                Item.list(cluster.get(node, path)).stream()
                        .map(disk -> new Told(node, disk))
                        .toList();
        var smart = new ArrayList<Smart>();
        if (config.diskHealth()) {
            for (Told disk : disks) {
                smart.add(new Smart(disk, smart(node, disk.item().text("devpath", ""))));
            }
        }
        return new Seen(
                disks, smart, pools(node), Item.list(cluster.get(node, "certificates/info")));
    }

    /// A disk that has no SMART, such as one behind a RAID controller, answers with a failure.
    private Item smart(String node, String device) throws IOException, InterruptedException {
        try {
            return new Item(cluster.get(node, "disks/smart?disk=" + device));
        } catch (ApiException none) {
            if (none.status() != FAILED) {
                throw none;
            }
            return Item.NONE;
        }
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

    /// What a node has shown in a handshake is what it serves, whatever files it has: one that was
    /// renewed is not served before pveproxy starts anew. Of the other nodes the files tell: its
    /// own certificate if a node has one, and else the cluster's.
    private Item served(String node, List<Item> certificates) {
        X509Certificate shown = cluster.shown(node);
        if (shown != null) {
            long end = shown.getNotAfter().toInstant().getEpochSecond();
            return new Item(JsonNodeFactory.instance.objectNode().put("notafter", end));
        }
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
