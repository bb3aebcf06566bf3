package dev.ingot.receiver.zfs;

import dev.ingot.poll.Catalogue;
import dev.ingot.poll.Poller;
import dev.ingot.poll.Round;
import dev.ingot.record.Labels;
import dev.ingot.record.Metric;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the receiver reports, beside the kstat families. Add a row here, then run `make golden`.
final class ZfsMetrics {
    static final String PREFIX = "zfs";

    /// The ARC as bigtcze/pve-exporter reports it: everything is a gauge there. By row of the kstat
    /// `arcstats`; `target_size` stands for what it meant, `c`.
    static final Map<Metric, String> PVE_EXPORTER_ARC = pveExporterArc();

    static final Metric PVE_EXPORTER_HEALTH =
            Metric.gauge("zfs_pool_health", "", "Health status of ZFS pool (0=degraded, 1=online)");

    static final Catalogue<Pool> PVE_EXPORTER_POOL =
            pools().gauge(
                            "zfs_pool_capacity_bytes",
                            "By",
                            "Total capacity of ZFS pool in bytes",
                            Pool::size)
                    .gauge(
                            "zfs_pool_allocated_bytes",
                            "By",
                            "Allocated space in ZFS pool in bytes",
                            Pool::allocated)
                    .gauge(
                            "zfs_pool_free_bytes",
                            "By",
                            "Free space in ZFS pool in bytes",
                            Pool::free)
                    .gauge(
                            "zfs_pool_fragmentation_percent",
                            "",
                            "Fragmentation percentage of ZFS pool",
                            Pool::fragmentation)
                    .build();

    static final Catalogue<Pool> ZFS_EXPORTER_POOL =
            pools().gauge(
                            "zfs_pool_allocated_bytes",
                            "By",
                            "Amount of storage in bytes used within the pool.",
                            Pool::allocated)
                    .gauge(
                            "zfs_pool_deduplication_ratio",
                            "1",
                            "The ratio of deduplicated size vs undeduplicated size for data in this"
                                    + " pool.",
                            pool -> inverse(pool.dedup()))
                    .gauge(
                            "zfs_pool_fragmentation_ratio",
                            "1",
                            "The fragmentation ratio of the pool.",
                            pool -> hundredth(pool.fragmentation()))
                    .gauge(
                            "zfs_pool_capacity_ratio",
                            "1",
                            "Ratio of pool space used.",
                            pool -> hundredth(pool.capacity()))
                    .gauge(
                            "zfs_pool_expand_size_bytes",
                            "By",
                            "Amount of uninitialized space within the pool or device that can be"
                                    + " used to increase the total capacity of the pool.",
                            Pool::expandable)
                    .gauge(
                            "zfs_pool_free_bytes",
                            "By",
                            "The amount of free space in bytes available in the pool.",
                            Pool::free)
                    .gauge(
                            "zfs_pool_health",
                            "",
                            "Health status code for the pool [0: ONLINE, 1: DEGRADED, 2: FAULTED,"
                                    + " 3: OFFLINE, 4: UNAVAIL, 5: REMOVED, 6: SUSPENDED].",
                            pool -> pool.health() == null ? null : pool.health().code())
                    .build();

    /// What both zfs_exporter and Ingot's own dialect have.
    static final Catalogue<Pool> SPACE =
            pools().gauge(
                            "zfs_pool_size_bytes",
                            "By",
                            "Total size in bytes of the storage pool.",
                            Pool::size)
                    .gauge(
                            "zfs_pool_freeing_bytes",
                            "By",
                            "The amount of space in bytes remaining to be freed following the"
                                    + " destruction of a file system or snapshot.",
                            Pool::freeing)
                    .gauge(
                            "zfs_pool_leaked_bytes",
                            "By",
                            "Number of leaked bytes in the pool.",
                            Pool::leaked)
                    .gauge(
                            "zfs_pool_readonly",
                            "",
                            "Read-only status of the pool [0: read-write, 1: read-only].",
                            pool -> flag(pool.readOnly()))
                    .build();

    static final Metric POOL_STATE =
            Metric.gauge("zfs_pool_state", "", "1 for the state that the pool is in, else 0.");
    static final Metric NODE_EXPORTER_STATE =
            Metric.gauge("node_zfs_zpool_state", "", "kstat.zfs.misc.state");
    static final Metric DEVICE_STATE =
            Metric.gauge("zfs_vdev_state", "", "1 for the state that the device is in, else 0.");
    static final Metric DATA_ERRORS =
            Metric.gauge(
                    "zfs_pool_data_errors", "", "Files and blocks that the pool could not repair.");

    static final Catalogue<Status.Device> DEVICES =
            Catalogue.of(Status.Device.class)
                    .label("pool", "The pool.", Status.Device::pool)
                    .label("vdev", "The device.", Status.Device::name)
                    .label("type", "Its type.", Status.Device::type)
                    .label("group", "What it serves.", Status.Device::group)
                    .label("parent", "What it is part of.", Status.Device::parent)
                    .counter(
                            "zfs_vdev_read_errors_total",
                            "",
                            "Reads that failed, since the pool was imported or cleared.",
                            Status.Device::readErrors)
                    .counter(
                            "zfs_vdev_write_errors_total",
                            "",
                            "Writes that failed, since the pool was imported or cleared.",
                            Status.Device::writeErrors)
                    .counter(
                            "zfs_vdev_checksum_errors_total",
                            "",
                            "Blocks with a wrong checksum, since the pool was imported or cleared.",
                            Status.Device::checksumErrors)
                    .counter(
                            "zfs_vdev_slow_ios_total",
                            "",
                            "Requests that took longer than `zio_slow_io_ms`. OpenZFS 2.3 on.",
                            Status.Device::slowIos)
                    .gauge(
                            "zfs_vdev_allocated_bytes",
                            "By",
                            "Space in use on it. OpenZFS 2.3 on.",
                            Status.Device::allocated)
                    .gauge(
                            "zfs_vdev_size_bytes",
                            "By",
                            "Space of it. OpenZFS 2.3 on.",
                            Status.Device::size)
                    .build();

    static final Catalogue<Status> SCANS =
            Catalogue.of(Status.class)
                    .label("pool", "The pool.", Status::pool)
                    .label("function", "`scrub` or `resilver`.", ZfsMetrics::function)
                    .gauge(
                            "zfs_pool_scan_running",
                            "",
                            "1 while a scrub or resilver has not ended, else 0.",
                            status -> flag(status.scan() != null && status.scan().running()))
                    .gauge(
                            "zfs_pool_scan_paused",
                            "",
                            "1 while it is paused, else 0.",
                            status -> status.scan() == null ? null : flag(status.scan().paused()))
                    .gauge(
                            "zfs_pool_scan_finished",
                            "",
                            "1 if the last one came to its end, 0 while it runs or if it was"
                                    + " canceled.",
                            status -> status.scan() == null ? null : flag(status.scan().finished()))
                    .gauge(
                            "zfs_pool_scan_start_timestamp_seconds",
                            "s",
                            "When it began, in seconds since the epoch.",
                            status -> status.scan() == null ? null : status.scan().start())
                    .gauge(
                            "zfs_pool_scan_end_timestamp_seconds",
                            "s",
                            "When the last one ended, in seconds since the epoch.",
                            status -> status.scan() == null ? null : status.scan().end())
                    .gauge(
                            "zfs_pool_scan_progress_ratio",
                            "1",
                            "How much of it is done.",
                            status -> status.scan() == null ? null : status.scan().progress())
                    .gauge(
                            "zfs_pool_scan_examined_bytes",
                            "By",
                            "What it has looked up.",
                            status -> status.scan() == null ? null : status.scan().examined())
                    .gauge(
                            "zfs_pool_scan_issued_bytes",
                            "By",
                            "What it has read.",
                            status -> status.scan() == null ? null : status.scan().issued())
                    .gauge(
                            "zfs_pool_scan_size_bytes",
                            "By",
                            "What it has to read.",
                            status -> status.scan() == null ? null : status.scan().total())
                    .gauge(
                            "zfs_pool_scan_repaired_bytes",
                            "By",
                            "What it has written anew.",
                            status -> status.scan() == null ? null : status.scan().repaired())
                    .gauge(
                            "zfs_pool_scan_errors",
                            "",
                            "Errors it has found and not repaired.",
                            status -> status.scan() == null ? null : status.scan().errors())
                    .build();

    private ZfsMetrics() {}

    /// Names that the dialect pve-exporter has claimed of Ingot's own.
    static Set<String> pveExporterNames() {
        return PVE_EXPORTER_ARC.keySet().stream().map(Metric::name).collect(Collectors.toSet());
    }

    static void observeStates(
            Metric metric, Labels labels, List<PoolState> states, PoolState now, Round round) {
        for (PoolState state : states) {
            round.addLong(metric, labels.orElse("state", state.word()), state == now ? 1 : 0);
        }
    }

    /// The README table of a dialect.
    static String markdown(Dialect dialect) {
        return switch (dialect) {
            case PVE_EXPORTER ->
                    Catalogue.markdownOf(
                            Stream.of(
                                            PVE_EXPORTER_ARC.keySet(),
                                            List.of(PVE_EXPORTER_HEALTH),
                                            PVE_EXPORTER_POOL.metrics())
                                    .flatMap(Collection::stream)
                                    .toList());
            case ZFS_EXPORTER ->
                    Catalogue.markdown(List.of(ZFS_EXPORTER_POOL, SPACE))
                            + "\n"
                            + Catalogue.markdownOf(
                                    DatasetProperty.ALL.stream()
                                            .map(DatasetProperty::metric)
                                            .toList());
            case NODE_EXPORTER -> Catalogue.markdownOf(List.of(NODE_EXPORTER_STATE));
            case INGOT ->
                    Catalogue.markdown(List.of(SPACE, SCANS, DEVICES))
                            + "\n"
                            + Catalogue.markdownOf(
                                    Stream.of(
                                                    List.of(POOL_STATE, DEVICE_STATE, DATA_ERRORS),
                                                    Families.metrics(),
                                                    Poller.metrics(PREFIX))
                                            .flatMap(List::stream)
                                            .toList());
        };
    }

    private static Catalogue.Builder<Pool> pools() {
        return Catalogue.of(Pool.class).label("pool", "The pool.", Pool::name);
    }

    private static @Nullable String function(Status status) {
        return status.scan() == null ? null : status.scan().function();
    }

    private static @Nullable Integer flag(@Nullable Boolean value) {
        return value == null ? null : Integer.valueOf(value ? 1 : 0);
    }

    private static @Nullable Double hundredth(@Nullable Long percent) {
        return percent == null ? null : Double.valueOf(percent / 100.0);
    }

    private static @Nullable Double inverse(@Nullable Double factor) {
        return factor == null || factor <= 0 ? null : Double.valueOf(1 / factor);
    }

    private static Map<Metric, String> pveExporterArc() {
        var rows = new LinkedHashMap<Metric, String>();
        rows.put(arc("size_bytes", "Current size of ARC in bytes"), "size");
        rows.put(arc("c_max_bytes", "Maximum size of ARC in bytes"), "c_max");
        rows.put(arc("c_min_bytes", "Minimum size of ARC in bytes"), "c_min");
        rows.put(arc("c_bytes", "Target size of ARC in bytes"), "c");
        rows.put(arc("p_bytes", "Target size of MRU in bytes"), "p");
        rows.put(arc("hits_total", "Total number of ARC hits"), "hits");
        rows.put(arc("misses_total", "Total number of ARC misses"), "misses");
        rows.put(arc("target_size_bytes", "Target size of ARC"), "c");
        rows.put(arc("mru_size_bytes", "Size of MRU list in bytes"), "mru_size");
        rows.put(arc("mfu_size_bytes", "Size of MFU list in bytes"), "mfu_size");
        rows.put(arc("mru_ghost_size_bytes", "Size of MRU ghost list in bytes"), "mru_ghost_size");
        rows.put(arc("mfu_ghost_size_bytes", "Size of MFU ghost list in bytes"), "mfu_ghost_size");
        rows.put(arc("data_size_bytes", "Size of data in ARC in bytes"), "data_size");
        rows.put(arc("metadata_size_bytes", "Size of metadata in ARC in bytes"), "metadata_size");
        rows.put(arc("evict_skip_total", "Total number of evictions skipped"), "evict_skip");
        rows.put(
                arc("memory_throttle_count_total", "Total number of memory throttle events"),
                "memory_throttle_count");
        return rows;
    }

    private static Metric arc(String name, String help) {
        return Metric.gauge("zfs_arc_" + name, name.endsWith("_bytes") ? "By" : "", help);
    }
}
