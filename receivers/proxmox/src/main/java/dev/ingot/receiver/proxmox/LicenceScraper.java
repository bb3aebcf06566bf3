package dev.ingot.receiver.proxmox;

import dev.ingot.poll.Round;
import dev.ingot.poll.Scraper;
import dev.ingot.record.Labels;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// Reads the subscription of every node that is up. The key in the answer goes nowhere.
final class LicenceScraper implements Scraper {
    private final ProxmoxConfig config;
    private final Cluster cluster;

    LicenceScraper(ProxmoxConfig config, Cluster cluster) {
        this.config = config;
        this.cluster = cluster;
    }

    @Override
    public void scrape(Round round) throws IOException, InterruptedException {
        cluster.eachNode(
                "subscription",
                node -> new Item(cluster.get(node, "subscription")),
                (node, subscription) -> {
                    if (config.speaks(Dialect.PROMETHEUS_PVE_EXPORTER)) {
                        pve("node/" + node, subscription, round);
                    }
                    if (config.speaks(Dialect.INGOT)) {
                        OwnMetrics.SUBSCRIPTION.observe(new Told(node, subscription), round);
                    }
                });
    }

    private static void pve(String id, Item subscription, Round round) {
        round.addLong(
                PveMetrics.SUBSCRIPTION_INFO,
                Labels.of("id", id, "level", subscription.text("level", "unknown")),
                1);
        PveMetrics.subscriptionStatus(round, id, subscription.text("status"));
        Long due = due(subscription);
        if (due != null) {
            round.addLong(PveMetrics.SUBSCRIPTION_DUE, Labels.of("id", id), due);
        }
    }

    /// When it ends, in seconds since the epoch; null where there is none.
    static @Nullable Long due(Item subscription) {
        try {
            LocalDate date = LocalDate.parse(subscription.text("nextduedate", ""));
            return date.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
        } catch (DateTimeException none) {
            return null;
        }
    }
}
