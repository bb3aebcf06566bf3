package dev.ingot.receiver.proxmox;

import dev.ingot.poll.Round;
import dev.ingot.poll.Scraper;
import dev.ingot.record.Labels;
import dev.ingot.record.Metric;
import java.io.IOException;

/// Reads what went through the network cards of each node, which nothing else in the API counts:
/// `/cluster/metrics/export`, which Proxmox VE has from 8.2.5 on. Before that there is nothing.
final class TrafficScraper implements Scraper {
    private static final int NOT_IMPLEMENTED = 501;
    private static final String PATH = "cluster/metrics/export?history=0&local-only=0";

    private final Cluster cluster;

    TrafficScraper(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public void scrape(Round round) throws IOException, InterruptedException {
        Item export;
        try {
            export = new Item(cluster.get(PATH));
        } catch (ApiException refused) {
            if (refused.status() != NOT_IMPLEMENTED) {
                throw refused;
            }
            round.absent();
            return;
        }
        for (Item sample : export.items("data")) {
            String id = sample.text("id", "");
            Metric metric =
                    switch (sample.text("metric", "")) {
                        case "net_in" -> OwnMetrics.NODE_RECEIVED;
                        case "net_out" -> OwnMetrics.NODE_SENT;
                        default -> null;
                    };
            Long value = sample.whole("value");
            if (metric != null && value != null && id.startsWith("node/")) {
                Labels labels = Labels.of("node", id.substring("node/".length()));
                round.addLong(metric, labels, value, cluster.starts().of(id));
            }
        }
    }
}
