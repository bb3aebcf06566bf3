package dev.ingot.receiver.zfs;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How a pool or a device is.
enum PoolState {
    ONLINE(0),
    DEGRADED(1),
    FAULTED(2),
    OFFLINE(3),
    UNAVAIL(4),
    REMOVED(5),
    SUSPENDED(6);

    private final int code;

    PoolState(int code) {
        this.code = code;
    }

    /// The number that pdf/zfs_exporter gives it.
    int code() {
        return code;
    }

    /// The state of this name; null for one that is not known.
    static @Nullable PoolState of(String name) {
        for (PoolState state : values()) {
            if (state.name().equals(name)) {
                return state;
            }
        }
        // What JSON calls a device that text calls UNAVAIL.
        return name.equals("CANT_OPEN") || name.equals("CLOSED") ? UNAVAIL : null;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
