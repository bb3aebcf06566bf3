package dev.ingot.receiver.truenas;

import dev.ingot.poll.Catalogue;
import dev.ingot.poll.Scraper;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Disks, how warm they are, and what they say of themselves.
final class Disks {
    private static final Duration KEEP = Duration.ofMinutes(5);
    private static final Duration KEEP_TEMPERATURES = Duration.ofMinutes(1);
    private static final Duration KEEP_TESTS = Duration.ofMinutes(10);

    private record Temperature(String host, String disk, @Nullable String serial, double celsius) {}

    private record Test(String host, String disk, Item item) {}

    private static final Catalogue<Entry> SIZES =
            labels().gauge(
                            "truenas_disk_size_bytes",
                            "By",
                            "Size of the disk.",
                            disk -> disk.item().whole("size"))
                    .build();

    private static final Catalogue<Entry> INFO =
            labels().label("model", "", disk -> disk.item().text("model"))
                    .label("type", "HDD or SSD.", disk -> disk.item().text("type"))
                    .label("bus", "", disk -> disk.item().text("bus"))
                    .label("pool", "", disk -> disk.item().text("pool"))
                    .gauge(
                            "truenas_disk_info",
                            "",
                            "Always 1; the labels describe the disk.",
                            _ -> 1)
                    .build();

    private static final Catalogue<Temperature> TEMPERATURES =
            Catalogue.of(Temperature.class)
                    .label("host", "The target's name.", Temperature::host)
                    .label("disk", "", Temperature::disk)
                    .label("serial", "", Temperature::serial)
                    .gauge(
                            "truenas_disk_temperature_celsius",
                            "Cel",
                            "How warm the disk is; absent where it does not say.",
                            Temperature::celsius)
                    .build();

    private static final Catalogue<Test> TESTS =
            Catalogue.of(Test.class)
                    .label("host", "The target's name.", Test::host)
                    .label("disk", "", Test::disk)
                    .label("test", "The kind of test.", test -> test.item.text("description"))
                    .gauge(
                            "truenas_smart_test_state",
                            "",
                            "Result of the last SMART test of a kind (1=SUCCESS, 0.5=RUNNING,"
                                    + " 0=ABORTED, -1=FAILED).",
                            test -> StateScale.smart(test.item.textOr("status", "")))
                    .gauge(
                            "truenas_smart_test_lifetime_hours",
                            "h",
                            "Power-on hours of the disk when it was tested.",
                            test -> test.item.whole("lifetime"))
                    .build();

    static final List<Catalogue<?>> METRICS = List.of(SIZES, INFO);
    static final List<Catalogue<?>> TEMPERATURE_METRICS = List.of(TEMPERATURES);
    static final List<Catalogue<?>> TEST_METRICS = List.of(TESTS);

    private static final Query QUERY =
            Query.of(
                    "disk.query",
                    List.of(
                            List.of(),
                            Map.of(
                                    "select",
                                    List.of(
                                            "name", "serial", "model", "type", "size", "bus",
                                            "pool"),
                                    "extra",
                                    Map.of("pools", true))),
                    "/disk?extra.pools=true");

    private static final Query TEMPERATURE_QUERY =
            new Query("disk.temperatures", List.of(), "/disk/temperatures", "{\"names\": []}");

    private static final Query TEST_QUERY = Query.of("smart.test.results", "/smart/test/results");

    private Disks() {}

    private static Catalogue.Builder<Entry> labels() {
        return Entry.rows()
                .label("disk", "", disk -> disk.item().textOr("name", "unknown"))
                .label("serial", "", disk -> disk.item().text("serial"));
    }

    static Scraper scraper(Nas nas) {
        Memo<List<Item>> disks = nas.memo(KEEP, () -> nas.list(QUERY));
        return round -> {
            for (Item item : disks.get()) {
                var disk = new Entry(nas.host(), item);
                nas.serials().put(item.textOr("name", "unknown"), item.textOr("serial", ""));
                SIZES.observe(disk, round);
                INFO.observe(disk, round);
            }
        };
    }

    /// A temperature of 0 is a disk that cannot be asked.
    static Scraper temperatures(Nas nas) {
        Memo<Item> answer = nas.memo(KEEP_TEMPERATURES, () -> nas.object(TEMPERATURE_QUERY));
        return round ->
                answer.get()
                        .fields()
                        .forEach((disk, item) -> {
                            Double celsius = item.number();
                            if (celsius != null && celsius != 0) {
                                String serial = nas.serials().get(disk);
                                TEMPERATURES.observe(
                                        new Temperature(nas.host(), disk, serial, celsius), round);
                            }
                        });
    }

    /// The newest test of each kind; TrueNAS lists the newest first.
    static Scraper tests(Nas nas) {
        Memo<List<Item>> results = nas.memo(KEEP_TESTS, () -> nas.list(TEST_QUERY));
        return round -> {
            for (Item disk : results.get()) {
                String name = disk.textOr("disk", disk.textOr("name", "unknown"));
                var kinds = new HashSet<String>();
                for (Item test : disk.at("tests").items()) {
                    if (kinds.add(test.textOr("description", ""))) {
                        TESTS.observe(new Test(nas.host(), name, test), round);
                    }
                }
            }
        };
    }
}
