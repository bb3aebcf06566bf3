package dev.ingot.receiver.zfs;

import dev.ingot.record.Metric;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The names of node_exporter's zfs collector. It leaves its metrics untyped; a gauge is what keeps
/// such a name through every backend.
final class NodeExporter {
    /// The part of the name that stands for each file.
    static final Map<String, String> FILES =
            new TreeMap<>(
                    Map.of(
                            "abdstats", "abd",
                            "arcstats", "arc",
                            "dbufstats", "dbuf",
                            "dmu_tx", "dmu_tx",
                            "dnodestats", "dnode",
                            "fm", "fm",
                            "vdev_cache_stats", "vdev_cache",
                            "vdev_mirror_stats", "vdev_mirror",
                            "zfetchstats", "zfetch",
                            "zil", "zil"));

    /// The states, in its order.
    static final List<PoolState> STATES =
            List.of(
                    PoolState.ONLINE,
                    PoolState.DEGRADED,
                    PoolState.FAULTED,
                    PoolState.OFFLINE,
                    PoolState.REMOVED,
                    PoolState.UNAVAIL,
                    PoolState.SUSPENDED);

    private NodeExporter() {}

    static Metric metric(String part, String file, String row) {
        return Metric.gauge(
                "node_zfs_" + part + "_" + row.replace('-', '_'),
                "",
                "kstat.zfs.misc." + file + "." + row);
    }

    static Metric dataset(String row) {
        return Metric.gauge("node_zfs_zpool_dataset_" + row, "", "kstat.zfs.misc.objset." + row);
    }
}
