package dev.ingot.receiver.proxmox;

import dev.ingot.poll.Round;
import dev.ingot.poll.Scraper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Asks the agent in each running virtual machine for its file systems, which is the only way to
/// know how full its disks are. A machine without an agent is left out.
final class FileSystemScraper implements Scraper {
    private final Cluster cluster;

    FileSystemScraper(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public void scrape(Round round) throws IOException, InterruptedException {
        List<Item> running =
                cluster.resources("qemu").stream()
                        .filter(guest -> guest.text("status", "").equals("running"))
                        .toList();
        cluster.eachNode(
                "guest_agent",
                node -> read(node, running),
                (_, parts) -> parts.forEach(part -> OwnMetrics.FILE_SYSTEM.observe(part, round)));
    }

    private List<Part> read(String node, List<Item> running)
            throws IOException, InterruptedException {
        var parts = new ArrayList<Part>();
        for (Item guest : running) {
            if (guest.text("node", "").equals(node)) {
                String vmid = guest.text("vmid", "");
                for (Item mounted : mounted(node, vmid)) {
                    String where = mounted.text("mountpoint", "");
                    parts.add(new Part(node, vmid, guest.text("name"), where, mounted));
                }
            }
        }
        return parts;
    }

    private List<Item> mounted(String node, String vmid) throws IOException, InterruptedException {
        try {
            return new Item(cluster.get(node, "qemu/" + vmid + "/agent/get-fsinfo"))
                    .items("result");
        } catch (ApiException noAgent) {
            if (noAgent.isNodeAway()) {
                throw noAgent;
            }
            return List.of();
        }
    }
}
