package dev.ingot.receiver.truenas;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ingot.poll.Catalogue;
import dev.ingot.poll.Round;
import dev.ingot.poll.Scraper;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Pools and the boot pool: health, room, and the last scrub or resilver. [Vdevs] has what they are
/// made of.
final class Pools {
    private static final double PERCENT = 100;

    private static final Catalogue<Entry> POOLS =
            labels().gauge(
                            "truenas_pool_healthy",
                            "",
                            "1 if TrueNAS calls the pool healthy.",
                            pool -> pool.item().flagNumber("healthy"))
                    .gauge(
                            "truenas_pool_warning",
                            "",
                            "1 if TrueNAS has a warning about the pool.",
                            pool -> pool.item().flagNumber("warning"))
                    .gauge(
                            "truenas_pool_size_bytes",
                            "By",
                            "Size of the pool, parity included.",
                            pool -> pool.item().whole("size"))
                    .gauge(
                            "truenas_pool_allocated_bytes",
                            "By",
                            "Space in use, parity included.",
                            pool -> pool.item().whole("allocated"))
                    .gauge(
                            "truenas_pool_free_bytes",
                            "By",
                            "Space not in use, parity included.",
                            pool -> pool.item().whole("free"))
                    .gauge(
                            "truenas_pool_freeing_bytes",
                            "By",
                            "Space of what was destroyed that is not yet free.",
                            pool -> pool.item().whole("freeing"))
                    .gauge(
                            "truenas_pool_dedup_table_bytes",
                            "By",
                            "Size of the table of deduplication.",
                            pool -> pool.item().whole("dedup_table_size"))
                    .gauge(
                            "truenas_pool_fragmentation_ratio",
                            "1",
                            "How scattered the free space is.",
                            pool -> ratio(pool.item().number("fragmentation")))
                    .gauge(
                            "truenas_pool_autotrim_enabled",
                            "",
                            "1 if freed blocks are trimmed.",
                            pool -> onOff(pool.item().text("autotrim", "parsed")))
                    .build();

    private static final Catalogue<Entry> STATUS =
            labels().label("status", "", pool -> pool.item().text("status"))
                    .label("status_code", "", pool -> pool.item().text("status_code"))
                    .gauge(
                            "truenas_pool_status",
                            "",
                            "Always 1; the label says the status, ONLINE where all is well.",
                            _ -> 1)
                    .build();

    private static final Catalogue<Entry> SCANS =
            scan().gauge(
                            "truenas_pool_scan_running",
                            "",
                            "1 while it runs.",
                            pool -> "SCANNING".equals(pool.item().text("scan", "state")) ? 1 : 0)
                    .gauge(
                            "truenas_pool_scan_start_timestamp_seconds",
                            "s",
                            "When the last scrub or resilver began.",
                            pool -> pool.item().time("scan", "start_time"))
                    .gauge(
                            "truenas_pool_scan_end_timestamp_seconds",
                            "s",
                            "When the last scrub or resilver ended; unknown while it runs.",
                            pool -> pool.item().time("scan", "end_time"))
                    .gauge(
                            "truenas_pool_scan_progress_ratio",
                            "1",
                            "How much of it is done.",
                            pool -> ratio(pool.item().number("scan", "percentage")))
                    .gauge(
                            "truenas_pool_scan_paused",
                            "",
                            "1 while somebody has paused it.",
                            Pools::paused)
                    .gauge(
                            "truenas_pool_scan_to_process_bytes",
                            "By",
                            "How much it has to look at.",
                            pool -> pool.item().whole("scan", "bytes_to_process"))
                    .gauge(
                            "truenas_pool_scan_processed_bytes",
                            "By",
                            "How much it has looked at.",
                            pool -> pool.item().whole("scan", "bytes_processed"))
                    .gauge(
                            "truenas_pool_scan_errors",
                            "",
                            "Errors that it found.",
                            pool -> pool.item().whole("scan", "errors"))
                    .gauge(
                            "truenas_pool_scan_remaining_seconds",
                            "s",
                            "How long it will still take, by the estimate of TrueNAS.",
                            pool -> pool.item().number("scan", "total_secs_left"))
                    .build();

    private static final Catalogue<Entry> SCAN_STATE =
            scan().label("state", "", pool -> pool.item().text("scan", "state"))
                    .gauge(
                            "truenas_pool_scan_state",
                            "",
                            "Always 1; the label says SCANNING, FINISHED or CANCELED.",
                            _ -> 1)
                    .build();

    static final List<Catalogue<?>> METRICS =
            List.of(
                    POOLS,
                    STATUS,
                    SCANS,
                    SCAN_STATE,
                    Vdevs.VDEVS,
                    Vdevs.STATUS,
                    Vdevs.DEVICES,
                    Vdevs.DEVICE_STATUS);

    private static final Query QUERY = Query.of("pool.query", "/pool");
    private static final Query BOOT = Query.of("boot.get_state", "/boot/get_state");

    private Pools() {}

    private static Catalogue.Builder<Entry> labels() {
        return Entry.rows().label("pool", "", pool -> pool.item().textOr("name", "unknown"));
    }

    private static Catalogue.Builder<Entry> scan() {
        return labels().label(
                        "function",
                        "SCRUB or RESILVER.",
                        pool -> pool.item().text("scan", "function"));
    }

    private static @Nullable Double ratio(@Nullable Double percent) {
        return percent == null ? null : percent / PERCENT;
    }

    /// TrueNAS says since when, or null.
    private static @Nullable Integer paused(Entry pool) {
        JsonNode pause = pool.item().node().path("scan").path("pause");
        return pause.isMissingNode() ? null : pause.isNull() ? 0 : 1;
    }

    private static @Nullable Long onOff(@Nullable String value) {
        return switch (value == null ? "" : value.toLowerCase(Locale.ROOT)) {
            case "on", "true" -> 1L;
            case "off", "false" -> 0L;
            default -> null;
        };
    }

    static Scraper scraper(Nas nas) {
        return round -> {
            for (Item item : nas.list(QUERY)) {
                observe(new Entry(nas.host(), item), round);
            }
        };
    }

    /// The boot pool is no member of the pools; it has the same shape.
    static Scraper boot(Nas nas) {
        return round -> observe(new Entry(nas.host(), nas.object(BOOT)), round);
    }

    private static void observe(Entry pool, Round round) {
        POOLS.observe(pool, round);
        STATUS.observe(pool, round);
        JsonNode scan = pool.item().node().path("scan");
        if (scan.path("function").isTextual()) {
            SCANS.observe(pool, round);
            SCAN_STATE.observe(pool, round);
        }
        Vdevs.observe(pool, round);
    }
}
