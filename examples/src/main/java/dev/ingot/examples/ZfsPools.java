package dev.ingot.examples;

/// ZFS of the machines that Ingot runs on: pools, devices, scrubs, the cache.
final class ZfsPools {
    private static final String HOST = "{instance=~\"$instance\"}";
    private static final String POOL = "{instance=~\"$instance\", pool=~\"$pool\"}";

    private ZfsPools() {}

    static Dashboard dashboard() {
        return new Dashboard(
                        "ingot-zfs",
                        "ZFS",
                        "Pools, devices, scrubs and caches of the machines that Ingot runs on.")
                .many("instance", "Host", "zfs_up", "instance")
                .many("pool", "Pool", "zfs_pool_state{instance=~\"$instance\"}", "pool")
                .row("Overview", overview())
                .row("Pools and devices", pools())
                .row("Cache in memory (ARC)", cache())
                .row("Cache on disk (L2ARC)", second())
                .row("Datasets", datasets());
    }

    private static Panel[] overview() {
        return new Panel[] {
            Panel.stat("Pools online", "Pools that are whole.")
                    .query(
                            "sum by (instance) (zfs_pool_state{state=\"online\", instance=~\"$instance\", pool=~\"$pool\"})",
                            "{{instance}}"),
            Panel.stat("Pools in trouble", "Pools that are degraded, faulted, suspended or away.")
                    .query(
                            "sum by (instance) (zfs_pool_state{state!=\"online\", instance=~\"$instance\", pool=~\"$pool\"})",
                            "{{instance}}")
                    .limits(Limits.none()),
            Panel.stat("Damaged data", "Files and blocks that could not be repaired.")
                    .query(
                            "sum by (instance) (zfs_pool_data_errors%s)".formatted(POOL),
                            "{{instance}}")
                    .limits(Limits.none()),
            Panel.stat("Fullest pool", "Above 80 % ZFS gets slow.")
                    .query(
                            "max by (instance) (zfs_pool_allocated_bytes%s / zfs_pool_size_bytes%s)"
                                    .formatted(POOL, POOL),
                            "{{instance}}")
                    .unit(Unit.RATIO)
                    .limits(Limits.rising(0.7, 0.8)),
            Panel.stat("Oldest scrub", "How long ago the pool that waits longest was scrubbed.")
                    .query(
                            "time() - min by (instance) (max by (instance, pool) (zfs_pool_scan_end_timestamp_seconds"
                                    + "{function=\"scrub\", instance=~\"$instance\", pool=~\"$pool\"}))",
                            "{{instance}}")
                    .unit(Unit.DURATION)
                    .limits(Limits.rising(35 * 86400.0, 60 * 86400.0)),
            Panel.stat(
                            "Cache hits",
                            "Share of the reads that the memory answered; above 90 % is usual.")
                    .query(hitRatio(), "{{instance}}")
                    .unit(Unit.RATIO)
                    .limits(Limits.falling(0.5, 0.8))
        };
    }

    /// Since OpenZFS 2.2 a third kind of answer counts: what was on its way from the disk already.
    private static String hitRatio() {
        String hits = "rate(zfs_arc_hits_total%s[$__rate_interval])".formatted(HOST);
        String onTheWay = "rate(zfs_arc_iohits_total%s[$__rate_interval])".formatted(HOST);
        String misses = "rate(zfs_arc_misses_total%s[$__rate_interval])".formatted(HOST);
        return "%s / (%s + %s + (%s or 0 * %s))".formatted(hits, hits, misses, onTheWay, hits);
    }

    private static Panel[] pools() {
        String pool = "max by (instance, pool) (%s" + POOL + ")";
        String device = "max by (instance, pool, vdev, type) (%s" + POOL + ")";
        return new Panel[] {
            Panel.table(
                    "Pools",
                    "How each pool is.",
                    Column.label("Host", "instance"),
                    Column.label("Pool", "pool"),
                    Column.value("Online", pool.formatted("zfs_pool_health")).words(Words.YES_NO),
                    Column.value(
                                    "Used",
                                    pool.formatted("zfs_pool_allocated_bytes")
                                            + " / "
                                            + pool.formatted("zfs_pool_size_bytes"))
                            .bar(Limits.rising(0.7, 0.8)),
                    Column.value("Free", pool.formatted("zfs_pool_free_bytes")).unit(Unit.BYTES),
                    Column.value("Fragmentation", pool.formatted("zfs_pool_fragmentation_percent"))
                            .unit(Unit.PERCENT),
                    Column.value(
                                    "Last scrub",
                                    "1000 * max by (instance, pool) (zfs_pool_scan_end_timestamp_seconds"
                                            + "{function=\"scrub\", instance=~\"$instance\", pool=~\"$pool\"})")
                            .unit(Unit.AGO),
                    Column.value(
                                    "Scrub or resilver done",
                                    "max by (instance, pool) (zfs_pool_scan_progress_ratio%s)"
                                            .formatted(POOL))
                            .unit(Unit.RATIO)),
            Panel.states("State of the pools", "When which pool was in which state.")
                    .query("zfs_pool_health" + POOL, "{{instance}} {{pool}}")
                    .words(
                            Words.of(
                                    new Words.Word("1", "online", Color.GREEN),
                                    new Words.Word("0", "in trouble", Color.RED))),
            Panel.table(
                            "Devices",
                            "Errors since the pool was imported or cleared.",
                            Column.label("Host", "instance"),
                            Column.label("Pool", "pool"),
                            Column.label("Device", "vdev"),
                            Column.label("Kind", "type"),
                            Column.value("Read", device.formatted("zfs_vdev_read_errors_total"))
                                    .limits(Limits.none()),
                            Column.value("Write", device.formatted("zfs_vdev_write_errors_total"))
                                    .limits(Limits.none()),
                            Column.value(
                                            "Checksum",
                                            device.formatted("zfs_vdev_checksum_errors_total"))
                                    .limits(Limits.none()))
                    .size(12, 8)
        };
    }

    private static Panel[] cache() {
        String rate = "sum by (instance) (rate(%s" + HOST + "[$__rate_interval]))";
        return new Panel[] {
            Panel.lines("Size", "What the cache holds, what it aims at, and what it may have.")
                    .query("zfs_arc_size_bytes" + HOST, "{{instance}} size")
                    .query("zfs_arc_c_bytes" + HOST, "{{instance}} target")
                    .query("zfs_arc_c_max_bytes" + HOST, "{{instance}} limit")
                    .unit(Unit.BYTES)
                    .fromZero()
                    .size(8, 8),
            Panel.lines("Hits", "Share of the reads that the memory answered.")
                    .query(hitRatio(), "{{instance}}")
                    .unit(Unit.RATIO)
                    .scale(0, 1)
                    .size(8, 8),
            Panel.lines("Reads", "What was asked of the cache, and what it had to get from disks.")
                    .query(rate.formatted("zfs_arc_hits_total"), "{{instance}} hits")
                    .query(rate.formatted("zfs_arc_misses_total"), "{{instance}} misses")
                    .unit(Unit.OPERATIONS_PER_SECOND)
                    .fromZero()
                    .size(8, 8),
            Panel.lines("What it holds", "Blocks used lately, and blocks used often.")
                    .query("zfs_arc_mru_size_bytes" + HOST, "{{instance}} lately")
                    .query("zfs_arc_mfu_size_bytes" + HOST, "{{instance}} often")
                    .unit(Unit.BYTES)
                    .fromZero(),
            Panel.lines(
                            "Short of memory",
                            "How often writers were held up since the cache could not shrink.")
                    .query(rate.formatted("zfs_arc_memory_throttle_count_total"), "{{instance}}")
                    .unit(Unit.PER_SECOND)
                    .fromZero()
        };
    }

    private static Panel[] second() {
        String rate = "sum by (instance) (rate(%s" + HOST + "[$__rate_interval]))";
        return new Panel[] {
            Panel.lines("Size", "What the cache holds, and what that takes on the device.")
                    .query("zfs_l2arc_size_bytes" + HOST, "{{instance}} data")
                    .query("zfs_l2arc_asize_bytes" + HOST, "{{instance}} on the device")
                    .unit(Unit.BYTES)
                    .fromZero(),
            Panel.lines("Reads", "What was asked of it.")
                    .query(rate.formatted("zfs_l2arc_hits_total"), "{{instance}} hits")
                    .query(rate.formatted("zfs_l2arc_misses_total"), "{{instance}} misses")
                    .unit(Unit.OPERATIONS_PER_SECOND)
                    .fromZero()
        };
    }

    private static Panel[] datasets() {
        String rate =
                "topk(10, sum by (instance, dataset) (rate(%s" + POOL + "[$__rate_interval])))";
        return new Panel[] {
            Panel.lines("Reads", "The ten busiest datasets.")
                    .query(
                            rate.formatted("zfs_dataset_read_bytes_total"),
                            "{{instance}} {{dataset}}")
                    .unit(Unit.BYTES_PER_SECOND)
                    .fromZero(),
            Panel.lines("Writes", "The ten busiest datasets.")
                    .query(
                            rate.formatted("zfs_dataset_written_bytes_total"),
                            "{{instance}} {{dataset}}")
                    .unit(Unit.BYTES_PER_SECOND)
                    .fromZero()
        };
    }
}
