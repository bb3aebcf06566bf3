package dev.ingot.receiver.proxmox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ingot.poll.Catalogue;
import dev.ingot.poll.Round;
import dev.ingot.poll.Scraper;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// Reads what only a guest's own node knows, three calls a node: each disk and each network card.
/// Both count from the guest's side: what is received came to the guest.
final class GuestScraper implements Scraper {
    private record Seen(List<Item> machines, List<Item> containers, List<Item> cards) {}

    private final ProxmoxConfig config;
    private final Cluster cluster;

    GuestScraper(ProxmoxConfig config, Cluster cluster) {
        this.config = config;
        this.cluster = cluster;
    }

    @Override
    public void scrape(Round round) throws IOException, InterruptedException {
        Map<String, Item> guests = cluster.guests();
        cluster.eachNode(
                "guests",
                this::read,
                (node, seen) -> {
                    seen.machines.forEach(machine -> machine(new Told(node, machine), round));
                    seen.containers.forEach(guest -> container(new Told(node, guest), round));
                    if (config.speaks(Dialect.INGOT)) {
                        seen.cards.forEach(card -> card(node, card, guests, round));
                    }
                });
    }

    private Seen read(String node) throws IOException, InterruptedException {
        return new Seen(
                Item.list(cluster.get(node, "qemu?full=1")),
                Item.list(cluster.get(node, "lxc")),
                config.speaks(Dialect.INGOT) ? Item.list(cluster.get(node, "netstat")) : List.of());
    }

    private void card(String node, Item card, Map<String, Item> guests, Round round) {
        String vmid = card.text("vmid", "");
        Item guest = guests.getOrDefault(vmid, Item.NONE);
        OwnMetrics.NIC.observe(
                new Part(node, vmid, guest.text("name"), card.text("dev", ""), card),
                round,
                cluster.starts().of(guest.text("id", "")));
    }

    private void container(Told container, Round round) {
        if (config.speaks(Dialect.INGOT)) {
            OwnMetrics.CONTAINER.observe(container, round);
        }
        if (config.speaks(Dialect.PVE_EXPORTER_1)) {
            SuccessorMetrics.CONTAINER_DETAILS.observe(container, round);
        }
    }

    private void machine(Told machine, Round round) {
        long start = cluster.starts().of("qemu/" + machine.item().text("vmid", ""));
        if (config.speaks(Dialect.INGOT)) {
            OwnMetrics.MACHINE.observe(machine, round, start);
            parts(machine, "blockstat", OwnMetrics.DISK, round, start);
        }
        if (config.speaks(Dialect.PVE_EXPORTER_1)) {
            SuccessorMetrics.MACHINE_DETAILS.observe(machine, round, start);
            parts(machine, "blockstat", SuccessorMetrics.DISK, round, start);
            parts(machine, "nics", SuccessorMetrics.NIC, round, start);
        }
    }

    private static void parts(
            Told machine, String key, Catalogue<Part> metrics, Round round, long start) {
        Item guest = machine.item();
        for (Map.Entry<String, JsonNode> part : guest.in(key).entries()) {
            metrics.observe(
                    new Part(
                            machine.node(),
                            guest.text("vmid", ""),
                            guest.text("name"),
                            part.getKey(),
                            new Item(part.getValue())),
                    round,
                    start);
        }
    }
}
