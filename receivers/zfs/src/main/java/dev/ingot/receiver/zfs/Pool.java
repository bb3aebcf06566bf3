package dev.ingot.receiver.zfs;

import org.jspecify.annotations.Nullable;

/// A pool as `zpool list` knows it. What it does not know, such as the size of a pool that is
/// faulted, is null.
///
/// @param fragmentation in percent
/// @param capacity in percent
/// @param expandable bytes that its devices have grown by and that it does not use
/// @param dedup how many times over data is stored once
record Pool(
        String name,
        @Nullable Long size,
        @Nullable Long allocated,
        @Nullable Long free,
        @Nullable Long freeing,
        @Nullable Long leaked,
        @Nullable Long fragmentation,
        @Nullable Long capacity,
        @Nullable Double dedup,
        @Nullable PoolState health,
        @Nullable Boolean readOnly,
        @Nullable Long expandable) {
    /// The columns to ask for, in the order of [#parse].
    static final String COLUMNS =
            "name,size,allocated,free,freeing,leaked,fragmentation,capacity,dedupratio,health,"
                    + "readonly,expandsize";

    private static final int COUNT = COLUMNS.split(",", -1).length;

    /// Reads a line of `zpool list -Hp -o …`; null where it is not whole.
    static @Nullable Pool parse(String line) {
        String[] row = line.split("\t", -1);
        if (row.length != COUNT || row[0].isEmpty()) {
            return null;
        }
        return new Pool(
                row[0],
                Numbers.whole(row[1]),
                Numbers.whole(row[2]),
                Numbers.whole(row[3]),
                Numbers.whole(row[4]),
                Numbers.whole(row[5]),
                Numbers.whole(row[6]),
                Numbers.whole(row[7]),
                Numbers.decimal(row[8]),
                PoolState.of(row[9]),
                switch (row[10]) {
                    case "on" -> true;
                    case "off" -> false;
                    default -> null;
                },
                Numbers.whole(row[11]));
    }
}
