package dev.ingot.receiver.truenas;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ingot.poll.Catalogue;
import dev.ingot.poll.Round;
import dev.ingot.poll.Scraper;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// CPU, memory, disks and network as TrueNAS itself shows them on its dashboard, from the events of
/// `reporting.realtime` (25.04 and later).
final class Realtime {
    private static final int MIN_SECONDS = 2;
    private static final double PERCENT = 100;
    private static final double BYTES_OF_MEGABIT = 125_000;

    private record Part(String host, String name, Item item) {}

    private static final Catalogue<Part> CPUS =
            Catalogue.of(Part.class)
                    .label("host", "The target's name.", Part::host)
                    .label("cpu", "`cpu` for all, `cpu0` and so on for each.", Part::name)
                    .gauge(
                            "truenas_cpu_usage_ratio",
                            "1",
                            "Share of the time that the CPU works.",
                            cpu -> ratio(cpu.item.number("usage")))
                    .gauge(
                            "truenas_cpu_temperature_celsius",
                            "Cel",
                            "How warm the CPU is; absent where it does not say.",
                            cpu -> nonZero(cpu.item.number("temp")))
                    .build();

    private static final Catalogue<Part> MEMORY =
            Catalogue.of(Part.class)
                    .label("host", "The target's name.", Part::host)
                    .gauge(
                            "truenas_memory_total_bytes",
                            "By",
                            "Memory of the machine.",
                            part -> part.item.whole("memory", "physical_memory_total"))
                    .gauge(
                            "truenas_memory_available_bytes",
                            "By",
                            "Memory that programs can still have.",
                            part -> part.item.whole("memory", "physical_memory_available"))
                    .gauge(
                            "truenas_zfs_arc_size_bytes",
                            "By",
                            "Memory that the cache of ZFS holds.",
                            part -> part.item.whole("memory", "arc_size"))
                    .gauge(
                            "truenas_disks_read_bytes_per_second",
                            "",
                            "Read from all disks together.",
                            part -> part.item.number("disks", "read_bytes"))
                    .gauge(
                            "truenas_disks_write_bytes_per_second",
                            "",
                            "Written to all disks together.",
                            part -> part.item.number("disks", "write_bytes"))
                    .gauge(
                            "truenas_disks_read_operations_per_second",
                            "",
                            "Reads of all disks together.",
                            part -> part.item.number("disks", "read_ops"))
                    .gauge(
                            "truenas_disks_write_operations_per_second",
                            "",
                            "Writes of all disks together.",
                            part -> part.item.number("disks", "write_ops"))
                    .gauge(
                            "truenas_zfs_demand_accesses_per_second",
                            "",
                            "How often programs asked the cache of ZFS.",
                            part -> part.item.number("zfs", "demand_accesses_per_second"))
                    .gauge(
                            "truenas_zfs_demand_data_hit_ratio",
                            "1",
                            "How much of the data that programs asked for the cache of ZFS had.",
                            part -> ratio(part.item.number("zfs", "demand_data_hit_percentage")))
                    .build();

    private static final Catalogue<Part> NETWORKS =
            Catalogue.of(Part.class)
                    .label("host", "The target's name.", Part::host)
                    .label("interface", "", Part::name)
                    .gauge(
                            "truenas_interface_receive_bytes_per_second",
                            "",
                            "Received by the interface.",
                            net -> net.item.number("received_bytes_rate"))
                    .gauge(
                            "truenas_interface_transmit_bytes_per_second",
                            "",
                            "Sent by the interface.",
                            net -> net.item.number("sent_bytes_rate"))
                    .gauge(
                            "truenas_interface_speed_bytes_per_second",
                            "",
                            "What the link can carry; absent where it is down.",
                            net -> speed(net.item.number("speed")))
                    .build();

    static final List<Catalogue<?>> METRICS = List.of(CPUS, MEMORY, NETWORKS);

    private Realtime() {}

    private static @Nullable Double ratio(@Nullable Double percent) {
        return percent == null ? null : percent / PERCENT;
    }

    /// TrueNAS says Mbit/s.
    private static @Nullable Double speed(@Nullable Double megabits) {
        return megabits == null || megabits <= 0 ? null : megabits * BYTES_OF_MEGABIT;
    }

    private static @Nullable Double nonZero(@Nullable Double value) {
        return value == null || value == 0 ? null : value;
    }

    static Scraper scraper(Nas nas) {
        long seconds = Math.max(MIN_SECONDS, nas.interval().toSeconds());
        var feed = new Feed(nas, "reporting.realtime", seconds);
        return round -> {
            JsonNode event = feed.newest();
            if (event == null) {
                return;
            }
            Item all = Item.object(event, "reporting.realtime");
            MEMORY.observe(new Part(nas.host(), "", all), round);
            each(nas, all.at("cpu").fields(), CPUS, round);
            each(nas, all.at("interfaces").fields(), NETWORKS, round);
        };
    }

    private static void each(Nas nas, Map<String, Item> parts, Catalogue<Part> rows, Round round) {
        parts.forEach((name, item) -> rows.observe(new Part(nas.host(), name, item), round));
    }
}
