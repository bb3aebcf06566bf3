package dev.ingot.receiver.truenas;

import dev.ingot.poll.Catalogue;
import dev.ingot.poll.Scraper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// File systems and volumes: room, quotas, compression, what their snapshots hold.
///
/// Read a page at a time and once a minute at most, since the NAS walks over all of them for every
/// page.
final class Datasets {
    private static final Duration KEEP = Duration.ofMinutes(1);
    private static final int PAGE = 2000;
    private static final int MAX_PAGES = 50;

    private static final List<String> FIELDS =
            List.of("id", "pool", "type", "encrypted", "locked", "snapshot_count");

    /// What only tells whether a dataset is encrypted and locked: without it neither is said.
    private static final List<String> ENCRYPTION =
            List.of("encryption", "encryptionroot", "keyformat", "keystatus");

    private static final List<String> PROPERTIES =
            List.of(
                    "used",
                    "available",
                    "quota",
                    "refquota",
                    "reservation",
                    "refreservation",
                    "compressratio",
                    "usedbysnapshots",
                    "usedbydataset",
                    "usedbychildren");

    private static final Catalogue<Entry> DATASETS =
            Entry.rows()
                    .label("pool", "", dataset -> dataset.item().text("pool"))
                    .label("dataset", "", dataset -> dataset.item().textOr("id", "unknown"))
                    .label("type", "FILESYSTEM or VOLUME.", dataset -> dataset.item().text("type"))
                    .gauge(
                            "truenas_dataset_used_bytes",
                            "By",
                            "Space it takes, with its children and snapshots.",
                            dataset -> bytes(dataset, "used"))
                    .gauge(
                            "truenas_dataset_available_bytes",
                            "By",
                            "Space it may still take.",
                            dataset -> bytes(dataset, "available"))
                    .gauge(
                            "truenas_dataset_quota_bytes",
                            "By",
                            "Limit of it and its children; absent where there is none.",
                            dataset -> limit(dataset, "quota"))
                    .gauge(
                            "truenas_dataset_refquota_bytes",
                            "By",
                            "Limit of it alone; absent where there is none.",
                            dataset -> limit(dataset, "refquota"))
                    .gauge(
                            "truenas_dataset_reservation_bytes",
                            "By",
                            "Space kept for it and its children; absent where there is none.",
                            dataset -> limit(dataset, "reservation"))
                    .gauge(
                            "truenas_dataset_refreservation_bytes",
                            "By",
                            "Space kept for it alone; absent where there is none.",
                            dataset -> limit(dataset, "refreservation"))
                    .gauge(
                            "truenas_dataset_used_by_snapshots_bytes",
                            "By",
                            "Space that its snapshots hold.",
                            dataset -> bytes(dataset, "usedbysnapshots"))
                    .gauge(
                            "truenas_dataset_used_by_dataset_bytes",
                            "By",
                            "Space that it holds itself.",
                            dataset -> bytes(dataset, "usedbydataset"))
                    .gauge(
                            "truenas_dataset_used_by_children_bytes",
                            "By",
                            "Space that its children hold.",
                            dataset -> bytes(dataset, "usedbychildren"))
                    .gauge(
                            "truenas_dataset_snapshots",
                            "",
                            "Snapshots of it, without those of its children.",
                            dataset -> dataset.item().whole("snapshot_count"))
                    .gauge(
                            "truenas_dataset_compression_ratio",
                            "1",
                            "How much smaller compression makes its data.",
                            dataset -> dataset.item().property("compressratio"))
                    .gauge(
                            "truenas_dataset_encrypted",
                            "",
                            "1 if it is encrypted.",
                            dataset -> dataset.item().flagNumber("encrypted"))
                    .gauge(
                            "truenas_dataset_locked",
                            "",
                            "1 if it is encrypted and its key is not loaded.",
                            dataset -> dataset.item().flagNumber("locked"))
                    .build();

    static final List<Catalogue<?>> METRICS = List.of(DATASETS);

    private Datasets() {}

    private static @Nullable Long bytes(Entry dataset, String property) {
        Double bytes = dataset.item().property(property);
        return bytes == null ? null : bytes.longValue();
    }

    private static @Nullable Long limit(Entry dataset, String property) {
        Long bytes = bytes(dataset, property);
        return bytes == null || bytes == 0 ? null : bytes;
    }

    static Scraper scraper(Nas nas) {
        Memo<List<Item>> datasets = nas.memo(KEEP, () -> read(nas));
        return round ->
                datasets.get()
                        .forEach(item -> DATASETS.observe(new Entry(nas.host(), item), round));
    }

    private static List<Item> read(Nas nas) throws ApiException, InterruptedException {
        var all = new ArrayList<Item>();
        for (int page = 0; page < MAX_PAGES; page++) {
            List<Item> some = nas.list(page(page * PAGE));
            some.forEach(item -> add(item, all));
            if (some.size() != PAGE) { // the end, or REST, which sends all at once
                return all;
            }
        }
        return all;
    }

    /// REST cannot select fields, so it is asked for the pools' datasets with their children
    /// inside, in whose place JSON-RPC has a list of all.
    private static void add(Item item, List<Item> all) {
        if (all.size() < MAX_PAGES * PAGE) {
            all.add(item);
            item.at("children").items().forEach(child -> add(child, all));
        }
    }

    private static Query page(int offset) {
        var fields = new ArrayList<>(FIELDS);
        fields.addAll(PROPERTIES);
        var properties = new ArrayList<>(PROPERTIES);
        properties.addAll(ENCRYPTION);
        Map<String, ?> options =
                Map.of(
                        "select",
                        fields,
                        "limit",
                        PAGE,
                        "offset",
                        offset,
                        "order_by",
                        List.of("id"),
                        "extra",
                        Map.of("properties", properties, "snapshots_count", true));
        return Query.of(
                "pool.dataset.query",
                List.of(List.of(), options),
                "/pool/dataset?extra.flat=false&extra.snapshots_count=true");
    }
}
