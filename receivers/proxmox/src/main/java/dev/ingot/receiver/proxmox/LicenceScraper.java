package dev.ingot.receiver.proxmox;

import dev.ingot.poll.Round;
import dev.ingot.poll.Scraper;
import dev.ingot.record.Labels;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;

/// Reads the subscription of every node that is up. The key in the answer goes nowhere.
final class LicenceScraper implements Scraper {
    private final Cluster cluster;

    LicenceScraper(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public void scrape(Round round) throws IOException, InterruptedException {
        cluster.eachNode(
                "subscription",
                node -> new Item(cluster.get(node, "subscription")),
                (node, subscription) -> {
                    String id = "node/" + node;
                    round.addLong(
                            PveMetrics.SUBSCRIPTION_INFO,
                            Labels.of("id", id, "level", subscription.text("level", "unknown")),
                            1);
                    PveMetrics.subscriptionStatus(round, id, subscription.text("status"));
                    due(subscription.text("nextduedate", ""), id, round);
                });
    }

    private static void due(String date, String id, Round round) {
        try {
            long seconds = LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
            round.addLong(PveMetrics.SUBSCRIPTION_DUE, Labels.of("id", id), seconds);
        } catch (DateTimeException none) {
            // No subscription, so no date.
        }
    }
}
