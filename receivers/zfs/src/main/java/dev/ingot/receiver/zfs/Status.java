package dev.ingot.receiver.zfs;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What `zpool status` says of a pool.
///
/// @param scan the last scrub or resilver; null where there was none
/// @param devices everything below the pool, groups and disks
/// @param dataErrors files and blocks that are lost; null where that is not said
record Status(String pool, @Nullable Scan scan, List<Device> devices, @Nullable Long dataErrors) {

    /// A scrub or resilver. Times are seconds since the epoch; what is not said is null.
    ///
    /// @param function `scrub`, `resilver` or `error_scrub`
    /// @param running whether it has not ended; a paused one runs
    /// @param finished whether it came to its end, and was not canceled
    /// @param examined bytes that were looked up so far
    /// @param issued bytes that were read so far
    /// @param total bytes to read
    /// @param repaired bytes written anew
    record Scan(
            String function,
            boolean running,
            boolean paused,
            boolean finished,
            @Nullable Long start,
            @Nullable Long end,
            @Nullable Long examined,
            @Nullable Long issued,
            @Nullable Long total,
            @Nullable Long repaired,
            @Nullable Long errors,
            @Nullable Double progress) {}

    /// A group of devices, such as a mirror, or a disk.
    ///
    /// @param name as ZFS calls it
    /// @param type `mirror`, `raidz`, `disk`, `file`, …
    /// @param group what it serves: `data`, `logs`, `cache`, `spares`, `special` or `dedup`
    /// @param parent the group it belongs to, or the pool
    record Device(
            String pool,
            String name,
            String type,
            String group,
            String parent,
            @Nullable PoolState state,
            @Nullable Long readErrors,
            @Nullable Long writeErrors,
            @Nullable Long checksumErrors,
            @Nullable Long slowIos,
            @Nullable Long allocated,
            @Nullable Long size) {}
}
