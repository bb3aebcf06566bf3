package dev.ingot.receiver.truenas;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ingot.poll.Catalogue;
import dev.ingot.poll.Scraper;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What apps use of the machine, from the events of `app.stats`.
final class AppStats {
    private static final int MIN_SECONDS = 2;
    private static final double PERCENT = 100;

    private record Network(String host, String app, Item item) {}

    private static final Catalogue<Entry> APPS =
            Entry.rows()
                    .label("app", "", app -> app.item().textOr("app_name", "unknown"))
                    .gauge(
                            "truenas_app_cpu_ratio",
                            "1",
                            "Share of the whole machine's CPU time that the app takes.",
                            app -> cpu(app.item()))
                    .gauge(
                            "truenas_app_memory_bytes",
                            "By",
                            "Memory that the app takes.",
                            app -> app.item().whole("memory"))
                    .counter(
                            "truenas_app_disk_read_bytes_total",
                            "By",
                            "Read from disks since the app's containers started.",
                            app -> app.item().whole("blkio", "read"))
                    .counter(
                            "truenas_app_disk_write_bytes_total",
                            "By",
                            "Written to disks since the app's containers started.",
                            app -> app.item().whole("blkio", "write"))
                    .build();

    private static final Catalogue<Network> NETWORKS =
            Catalogue.of(Network.class)
                    .label("host", "The target's name.", Network::host)
                    .label("app", "", Network::app)
                    .label("interface", "", net -> net.item.text("interface_name"))
                    .gauge(
                            "truenas_app_net_rx_bytes_per_second",
                            "",
                            "Received by the app.",
                            net -> rate(net.item, "rx_bytes"))
                    .gauge(
                            "truenas_app_net_tx_bytes_per_second",
                            "",
                            "Sent by the app.",
                            net -> rate(net.item, "tx_bytes"))
                    .build();

    static final List<Catalogue<?>> METRICS = List.of(APPS, NETWORKS);

    private AppStats() {}

    private static @Nullable Double cpu(Item app) {
        Double percent = app.number("cpu_usage");
        return percent == null ? null : percent / PERCENT;
    }

    /// A rate is negative in the interval in which a container starts again; it is unknown then.
    private static @Nullable Long rate(Item network, String field) {
        Long rate = network.whole(field);
        return rate == null || rate < 0 ? null : rate;
    }

    static Scraper scraper(Nas nas) {
        var feed = new Feed(nas, "app.stats", Math.max(MIN_SECONDS, nas.interval().toSeconds()));
        return round -> {
            JsonNode event = feed.newest();
            if (event == null) {
                return;
            }
            for (Item item : Item.list(event, "app.stats")) {
                APPS.observe(new Entry(nas.host(), item), round);
                for (Item network : item.at("networks").items()) {
                    String app = item.textOr("app_name", "unknown");
                    NETWORKS.observe(new Network(nas.host(), app, network), round);
                }
            }
        };
    }
}
