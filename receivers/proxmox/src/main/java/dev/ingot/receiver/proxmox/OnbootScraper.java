package dev.ingot.receiver.proxmox;

import dev.ingot.poll.Round;
import dev.ingot.poll.Scraper;
import dev.ingot.record.Labels;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads whether guests start with their node. That takes a call for each guest, so each round asks
/// for a few of each node, those that were asked for longest ago, and reports what is known.
final class OnbootScraper implements Scraper {
    private static final int GUESTS_PER_NODE = 2;

    /// What was read of a guest.
    ///
    /// @param value null where the configuration does not say
    private record Known(@Nullable Number value, long round) {}

    private final Cluster cluster;
    private final int rounds;
    private final Map<String, Known> known = new HashMap<>();
    private long number;

    /// @param rounds after how many rounds a guest is asked for again
    OnbootScraper(Cluster cluster, int rounds) {
        this.cluster = cluster;
        this.rounds = rounds;
    }

    @Override
    public void scrape(Round round) throws IOException, InterruptedException {
        number++;
        List<Item> guests = cluster.resources("qemu", "lxc");
        known.keySet().retainAll(guests.stream().map(guest -> guest.text("id", "")).toList());
        cluster.eachNode(
                "onboot", node -> read(due(guests, node)), (_, read) -> known.putAll(read));
        for (Item guest : guests) {
            if (cluster.reaches(guest.text("node", ""))) {
                report(guest, round);
            }
        }
    }

    private void report(Item guest, Round round) {
        String id = guest.text("id", "");
        Known state = known.get(id);
        if (state != null && state.value != null) {
            Labels labels =
                    Labels.of(
                            "id",
                            id,
                            "node",
                            guest.text("node", ""),
                            "type",
                            guest.text("type", ""));
            round.addLong(PveMetrics.ONBOOT, labels, state.value.longValue());
        }
    }

    private List<Item> due(List<Item> guests, String node) {
        return guests.stream()
                .filter(guest -> guest.text("node", "").equals(node))
                .filter(guest -> number - lastRead(guest) >= rounds)
                .sorted(Comparator.comparingLong(this::lastRead))
                .limit(GUESTS_PER_NODE)
                .toList();
    }

    private long lastRead(Item guest) {
        Known state = known.get(guest.text("id", ""));
        return state == null ? Integer.MIN_VALUE : state.round;
    }

    private Map<String, Known> read(List<Item> guests) throws IOException, InterruptedException {
        var read = new LinkedHashMap<String, Known>();
        for (Item guest : guests) {
            String id = Objects.requireNonNull(guest.text("id", ""));
            Item config = new Item(cluster.get(guest.text("node", ""), id + "/config"));
            read.put(id, new Known(config.number("onboot"), number));
        }
        return read;
    }
}
