package dev.ingot.receiver.proxmox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ingot.poll.Round;
import dev.ingot.poll.Scraper;
import dev.ingot.receiver.proxmox.OwnMetrics.Part;
import dev.ingot.receiver.proxmox.SeedMetrics.Told;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads what only a guest's own node knows, two calls a node: each disk and each network card.
/// Both count from the guest's side: what is received came to the guest.
final class GuestScraper implements Scraper {
    private record Seen(List<Item> machines, List<Item> cards) {}

    private final Cluster cluster;

    GuestScraper(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public void scrape(Round round) throws IOException, InterruptedException {
        Map<String, String> names = names();
        cluster.eachNode(
                "guests",
                node ->
                        new Seen(
                                Item.list(cluster.get(node, "qemu?full=1")),
                                Item.list(cluster.get(node, "netstat"))),
                (node, seen) -> {
                    seen.machines.forEach(machine -> machine(node, machine, round));
                    for (Item card : seen.cards) {
                        String vmid = card.text("vmid", "");
                        String dev = card.text("dev", "");
                        OwnMetrics.NIC.observe(
                                new Part(node, vmid, names.get(vmid), dev, card), round);
                    }
                });
    }

    private Map<String, String> names() {
        var names = new HashMap<String, String>();
        for (Item guest : cluster.resources("qemu", "lxc")) {
            names.put(guest.text("vmid", ""), guest.text("name", ""));
        }
        return names;
    }

    private static void machine(String node, Item machine, Round round) {
        OwnMetrics.GUEST.observe(new Told(node, machine), round);
        for (Map.Entry<String, JsonNode> disk : machine.in("blockstat").entries()) {
            OwnMetrics.DISK.observe(
                    new Part(
                            node,
                            machine.text("vmid", ""),
                            machine.text("name"),
                            disk.getKey(),
                            new Item(disk.getValue())),
                    round);
        }
    }
}
