package dev.ingot.receiver.truenas;

import dev.ingot.poll.Catalogue;
import dev.ingot.poll.Round;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a pool is made of: its vdevs and their devices.
///
/// A mirror that lost a leg for good is a bare disk, in a pool that still calls itself ONLINE and
/// healthy. So each vdev says how many more devices it can lose.
final class Vdevs {
    private static final int MAX_DEPTH = 8;

    /// The parts whose loss is the loss of the pool.
    private static final Set<String> VITAL = Set.of("data", "special", "dedup");

    private static final Set<String> WORKING = Set.of("ONLINE", "DEGRADED");

    record Vdev(String host, String pool, String category, Item item) {
        String name() {
            return nameOf(item);
        }

        String type() {
            return item.textOr("type", "unknown");
        }

        /// A disk that is a vdev by itself is its own only member.
        List<Item> members() {
            List<Item> children = item.at("children").items();
            return children.isEmpty() ? List.of(item) : children;
        }

        long working() {
            return members().stream()
                    .filter(member -> WORKING.contains(member.textOr("status", "")))
                    .count();
        }

        /// Null for a spare, which says 0.
        @Nullable Long size() {
            Long bytes = item.whole("stats", "size");
            return bytes == null || bytes == 0 ? null : bytes;
        }

        @Nullable Long redundancy() {
            if (!VITAL.contains(category)) {
                return null;
            }
            long lost = members().size() - working();
            String type = type();
            if (type.equals("MIRROR")) {
                return Math.max(0, working() - 1);
            }
            if (type.equals("DISK")) {
                return 0L;
            }
            Long parity = parity(type);
            return parity == null ? null : Math.max(0, parity - lost);
        }

        /// `RAIDZ2` and `DRAID2:4d:8c:1s` have two parity devices; `RAIDZ` has one.
        private static @Nullable Long parity(String type) {
            for (String kind : List.of("RAIDZ", "DRAID")) {
                if (type.startsWith(kind)) {
                    String digit = type.substring(kind.length()).split(":", 2)[0];
                    return switch (digit) {
                        case "", "1" -> 1L;
                        case "2" -> 2L;
                        case "3" -> 3L;
                        default -> null;
                    };
                }
            }
            return null;
        }
    }

    record Device(String host, String pool, String vdev, Item item) {}

    static final Catalogue<Vdev> VDEVS =
            vdev().gauge(
                            "truenas_pool_vdev_children",
                            "",
                            "Devices of the vdev; 1 for a bare disk.",
                            vdev -> vdev.members().size())
                    .gauge(
                            "truenas_pool_vdev_working_children",
                            "",
                            "Devices of the vdev that are ONLINE or DEGRADED.",
                            Vdev::working)
                    .gauge(
                            "truenas_pool_vdev_redundancy",
                            "",
                            "How many more devices it can lose before data is lost.",
                            Vdev::redundancy)
                    .gauge(
                            "truenas_pool_vdev_size_bytes",
                            "By",
                            "Size of the vdev, parity included.",
                            Vdev::size)
                    .gauge(
                            "truenas_pool_vdev_allocated_bytes",
                            "By",
                            "Space in use, parity included.",
                            vdev ->
                                    vdev.size() == null
                                            ? null
                                            : vdev.item.whole("stats", "allocated"))
                    .counter(
                            "truenas_pool_vdev_read_errors_total",
                            "",
                            "Read errors since the pool was imported or cleared.",
                            vdev -> vdev.item.whole("stats", "read_errors"))
                    .counter(
                            "truenas_pool_vdev_write_errors_total",
                            "",
                            "Write errors since the pool was imported or cleared.",
                            vdev -> vdev.item.whole("stats", "write_errors"))
                    .counter(
                            "truenas_pool_vdev_checksum_errors_total",
                            "",
                            "Checksum errors since the pool was imported or cleared.",
                            vdev -> vdev.item.whole("stats", "checksum_errors"))
                    .build();

    static final Catalogue<Vdev> STATUS =
            vdev().label("status", "", vdev -> vdev.item.text("status"))
                    .gauge(
                            "truenas_pool_vdev_status",
                            "",
                            "Always 1; the label says the status.",
                            _ -> 1)
                    .build();

    static final Catalogue<Device> DEVICES =
            device().counter(
                            "truenas_pool_device_read_errors_total",
                            "",
                            "Read errors since the pool was imported or cleared.",
                            device -> device.item.whole("stats", "read_errors"))
                    .counter(
                            "truenas_pool_device_write_errors_total",
                            "",
                            "Write errors since the pool was imported or cleared.",
                            device -> device.item.whole("stats", "write_errors"))
                    .counter(
                            "truenas_pool_device_checksum_errors_total",
                            "",
                            "Checksum errors since the pool was imported or cleared.",
                            device -> device.item.whole("stats", "checksum_errors"))
                    .build();

    static final Catalogue<Device> DEVICE_STATUS =
            device().label("status", "", device -> device.item.text("status"))
                    .gauge(
                            "truenas_pool_device_status",
                            "",
                            "Always 1; the label says the status, AVAIL for a spare.",
                            _ -> 1)
                    .build();

    private Vdevs() {}

    private static Catalogue.Builder<Vdev> vdev() {
        return Catalogue.of(Vdev.class)
                .label("host", "The target's name.", Vdev::host)
                .label("pool", "", Vdev::pool)
                .label("vdev", "", Vdev::name)
                .label("vdev_type", "", Vdev::type)
                .label(
                        "category",
                        "`data`, `log`, `cache`, `spare`, `special`, `dedup`.",
                        Vdev::category);
    }

    private static Catalogue.Builder<Device> device() {
        return Catalogue.of(Device.class)
                .label("host", "The target's name.", Device::host)
                .label("pool", "", Device::pool)
                .label("vdev", "", Device::vdev)
                .label("device", "", device -> nameOf(device.item));
    }

    static void observe(Entry pool, Round round) {
        String name = pool.item().textOr("name", "unknown");
        pool.item()
                .at("topology")
                .fields()
                .forEach((category, vdevs) -> {
                    for (Item item : vdevs.items()) {
                        observe(new Vdev(pool.host(), name, category, item), round);
                    }
                });
    }

    private static void observe(Vdev vdev, Round round) {
        VDEVS.observe(vdev, round);
        STATUS.observe(vdev, round);
        var leaves = new ArrayList<Item>();
        collect(vdev.item, leaves, 0);
        for (Item leaf : leaves) {
            var device = new Device(vdev.host, vdev.pool, vdev.name(), leaf);
            DEVICES.observe(device, round);
            DEVICE_STATUS.observe(device, round);
        }
    }

    private static void collect(Item item, List<Item> leaves, int depth) {
        List<Item> children = item.at("children").items();
        if (children.isEmpty()) {
            leaves.add(item);
        } else if (depth < MAX_DEPTH) {
            children.forEach(child -> collect(child, leaves, depth + 1));
        }
    }

    /// Of a device that is gone, TrueNAS remembers the name it had.
    private static String nameOf(Item item) {
        for (String[] path :
                List.of(
                        new String[] {"disk"},
                        new String[] {"unavail_disk", "name"},
                        new String[] {"device"},
                        new String[] {"name"})) {
            String name = item.text(path);
            if (name != null && !name.isEmpty()) {
                return name;
            }
        }
        return item.textOr("guid", "unknown");
    }
}
