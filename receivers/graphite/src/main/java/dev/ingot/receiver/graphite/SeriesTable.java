package dev.ingot.receiver.graphite;

import dev.ingot.record.Series;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The paths that a receiver knows, shared by its connections.
///
/// A look-up takes no lock: what decides about a path is final in the objects in the slots, so a
/// thread that sees a path sees it whole, and one that does not see it yet asks again under the
/// lock. Paths are learned and forgotten one at a time. Open addressing, at most half full.
final class SeriesTable {
    /// The average length of a path for which there is room at the limit of series.
    private static final long BYTES_PER_PATH = 256;

    /// What the [Routine]s of all senders may take together.
    private static final long ROUTINES_BYTES = 32 << 20;

    private static final int FIRST_SLOTS = 256;
    private static final byte[] NO_PATH = {};

    private final PathNames names;
    private final int maxSeries;
    private final long hashSeed = new SecureRandom().nextLong();
    private final Map<Series, KnownPath> owners = new HashMap<>();
    private volatile @Nullable KnownPath[] slots = new KnownPath[FIRST_SLOTS];
    private volatile int changes;
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicLong lent = new AtomicLong();
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

    private KnownPath learn(byte[] bytes, int from, int to, long hash) {
        if (size.get() >= maxSeries) {
            return tooMany(hash);
        }
        byte[] path = Arrays.copyOfRange(bytes, from, to);
        Fate fate = names.resolve(path);
        if (fate instanceof Fate.Rejected) {
            return new KnownPath(path, hash, fate);
        }
        return insert(path, hash, fate);
    }

    private static KnownPath tooMany(long hash) {
        return new KnownPath(NO_PATH, hash, new Fate.Rejected(Rejection.SERIES_LIMIT));
    }

    private synchronized KnownPath insert(byte[] path, long hash, Fate fate) {
        KnownPath known = search(path, 0, path.length, hash);
        if (known != null) {
            return known;
        }
        if (size.get() >= maxSeries || pathBytes + path.length > maxSeries * BYTES_PER_PATH) {
            return tooMany(hash);
        }
        known = new KnownPath(path, hash, fate);
        if (fate instanceof Fate.Point point && owners.putIfAbsent(point.series(), known) != null) {
            known = new KnownPath(path, hash, new Fate.Rejected(Rejection.CLASH));
        }
        if (2 * (size.get() + 1) > slots.length) {
            slots = copy(2 * slots.length, slots);
        }
        put(slots, known);
        pathBytes += path.length;
        size.incrementAndGet();
        return known;
    }

    private static @Nullable KnownPath[] copy(int length, @Nullable KnownPath[] from) {
        var to = new KnownPath[length];
        for (KnownPath known : from) {
            if (known != null) {
                put(to, known);
            }
        }
        return to;
    }

    private static void put(@Nullable KnownPath[] in, KnownPath known) {
        int mask = in.length - 1;
        int i = (int) known.hash() & mask;
        while (in[i] != null) {
            i = (i + 1) & mask;
        }
        in[i] = known;
    }

    /// Forgets the paths that no sample came for in the time to live of their series, and tells
    /// which series ended. Paths that clashed are forgotten with them: one may be the owner now.
    ///
    /// @param usual the time for series whose mapping rule sets none
    synchronized void expire(long nowNanos, Duration usual, Consumer<Series> ended) {
        @Nullable KnownPath[] all = slots;
        int expired = 0;
        for (KnownPath known : all) {
            if (known != null && isOver(known, nowNanos, usual)) {
                expired++;
            }
        }
        if (expired == 0) {
            return;
        }
        var kept = new KnownPath[all.length];
        int left = 0;
        for (KnownPath known : all) {
            if (known != null) {
                if (isOver(known, nowNanos, usual) || isClash(known)) {
                    forget(known, ended);
                } else {
                    put(kept, known);
                    left++;
                }
            }
        }
        slots = kept;
        size.set(left);
        changes = changes + 1;
    }

    private static boolean isOver(KnownPath known, long nowNanos, Duration usual) {
        Duration ttl = known.fate() instanceof Fate.Point point ? point.ttl().orElse(usual) : usual;
        return nowNanos - known.seenNanos() > ttl.toNanos();
    }

    private static boolean isClash(KnownPath known) {
        return known.fate() instanceof Fate.Rejected;
    }

    private void forget(KnownPath known, Consumer<Series> ended) {
        pathBytes -= known.path().length;
        if (known.fate() instanceof Fate.Point point) {
            owners.remove(point.series());
            ended.accept(point.series());
        }
    }

    /// Differs from what it was where paths were forgotten in between.
    int changes() {
        return changes;
    }

    /// Whether a routine may grow by so many bytes.
    boolean lend(int bytes) {
        if (lent.addAndGet(bytes) <= ROUTINES_BYTES) {
            return true;
        }
        giveBack(bytes);
        return false;
    }

    void giveBack(int bytes) {
        lent.addAndGet(-bytes);
    }

    /// How many paths are known, those that are dropped or clash included.
    int size() {
        return size.get();
    }
}
