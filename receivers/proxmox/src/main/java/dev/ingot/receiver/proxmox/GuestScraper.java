package dev.ingot.receiver.proxmox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ingot.poll.Catalogue;
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

    private final ProxmoxConfig config;
    private final Cluster cluster;

    GuestScraper(ProxmoxConfig config, Cluster cluster) {
        this.config = config;
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
                    for (Item machine : seen.machines) {
                        if (config.speaks(Dialect.INGOT)) {
                            own(node, machine, round);
                        }
                        if (config.speaks(Dialect.PVE_EXPORTER_1)) {
                            successor(node, machine, round);
                        }
                    }
                    if (config.speaks(Dialect.INGOT)) {
                        seen.cards.forEach(card -> card(node, card, names, round));
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

    private static void card(String node, Item card, Map<String, String> names, Round round) {
        String vmid = card.text("vmid", "");
        String dev = card.text("dev", "");
        OwnMetrics.NIC.observe(new Part(node, vmid, names.get(vmid), dev, card), round);
    }

    private static void own(String node, Item machine, Round round) {
        OwnMetrics.GUEST.observe(new Told(node, machine), round);
        parts(node, machine, "blockstat", OwnMetrics.DISK, round);
    }

    private static void successor(String node, Item machine, Round round) {
        SuccessorMetrics.MACHINE_DETAILS.observe(new Told(node, machine), round);
        parts(node, machine, "blockstat", SuccessorMetrics.DISK, round);
        parts(node, machine, "nics", SuccessorMetrics.NIC, round);
    }

    private static void parts(
            String node, Item machine, String key, Catalogue<Part> metrics, Round round) {
        for (Map.Entry<String, JsonNode> part : machine.in(key).entries()) {
            metrics.observe(
                    new Part(
                            node,
                            machine.text("vmid", ""),
                            machine.text("name"),
                            part.getKey(),
                            new Item(part.getValue())),
                    round);
        }
    }
}
