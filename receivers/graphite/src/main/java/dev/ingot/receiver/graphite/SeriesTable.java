package dev.ingot.receiver.graphite;

import dev.ingot.record.Series;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The paths that a receiver knows, shared by its connections.
///
/// A look-up takes no lock: the slots hold objects whose fields are all final, so a thread that
/// sees a path sees it whole, and one that does not see it yet asks again under the lock. New paths
/// are learned one at a time. Open addressing, at most half full.
final class SeriesTable {
    /// The average length of a path for which there is room at the limit of series.
    private static final long BYTES_PER_PATH = 256;

    private static final int FIRST_SLOTS = 256;
    private static final byte[] NO_PATH = {};

    private final PathNames names;
    private final int maxSeries;
    private final long hashSeed = new SecureRandom().nextLong();
    private final Map<Series, KnownPath> owners = new HashMap<>();
    private volatile @Nullable KnownPath[] slots = new KnownPath[FIRST_SLOTS];
    private final AtomicInteger size = new AtomicInteger();
    private long pathBytes;

    SeriesTable(PathNames names, int maxSeries) {
        this.names = names;
        this.maxSeries = maxSeries;
    }

    /// What hashes of paths start from, so that nobody outside can tell which paths share a slot.
    long hashSeed() {
        return hashSeed;
    }

    /// The path in `bytes[from, to)`: known already, or learned now.
    KnownPath find(byte[] bytes, int from, int to, long hash) {
        KnownPath known = search(bytes, from, to, hash);
        return known != null ? known : learn(bytes, from, to, hash);
    }

    private @Nullable KnownPath search(byte[] bytes, int from, int to, long hash) {
        @Nullable KnownPath[] in = slots;
        int mask = in.length - 1;
        for (int i = (int) hash & mask; ; i = (i + 1) & mask) {
            KnownPath known = in[i];
            if (known == null) {
                return null;
            }
            if (known.hash() == hash) {
                byte[] path = known.path();
                if (Arrays.equals(path, 0, path.length, bytes, from, to)) {
                    return known;
                }
            }
        }
    }

    private synchronized KnownPath learn(byte[] bytes, int from, int to, long hash) {
        KnownPath known = search(bytes, from, to, hash);
        if (known != null) {
            return known;
        }
        if (size.get() >= maxSeries || pathBytes + to - from > maxSeries * BYTES_PER_PATH) {
            return KnownPath.rejected(NO_PATH, hash, Rejection.SERIES_LIMIT);
        }
        byte[] path = Arrays.copyOfRange(bytes, from, to);
        known = names.resolve(path, hash);
        Series series = known.series();
        if (series != null && owners.putIfAbsent(series, known) != null) {
            known = KnownPath.rejected(path, hash, Rejection.CLASH);
        }
        if (known.rejection() != Rejection.PATH) {
            insert(known);
        }
        return known;
    }

    private void insert(KnownPath known) {
        @Nullable KnownPath[] in = slots;
        if (2 * (size.get() + 1) > in.length) {
            in = new KnownPath[2 * in.length];
            for (KnownPath old : slots) {
                if (old != null) {
                    put(in, old);
                }
            }
            slots = in;
        }
        put(in, known);
        pathBytes += known.path().length;
        size.incrementAndGet();
    }

    private static void put(@Nullable KnownPath[] in, KnownPath known) {
        int mask = in.length - 1;
        int i = (int) known.hash() & mask;
        while (in[i] != null) {
            i = (i + 1) & mask;
        }
        in[i] = known;
    }

    /// How many paths are known, those that clash included.
    int size() {
        return size.get();
    }
}
