package dev.ingot.receiver.proxmox;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// When each node and guest was started, which is when its counters stood at zero: a backend that
/// is told so sees a restart even where the counter is soon higher than before.
///
/// The API tells how long ago that was, in whole seconds and up to some seconds late. A start that
/// moves by less than a minute is therefore the one that is known; a restart moves it further.
/// Belongs to one thread at a time.
final class Starts {
    private static final long NANOS = 1_000_000_000L;
    private static final long SAME = 60 * NANOS;

    private final Map<String, Long> known = new HashMap<>();

    /// Takes note of an uptime.
    ///
    /// @param id such as `qemu/100`
    /// @param uptime in seconds; null or 0 for what does not run
    /// @return the start in nanoseconds since the epoch; 0 for what does not run
    long note(String id, @Nullable Long uptime, long nowNanos) {
        if (uptime == null || uptime <= 0) {
            known.remove(id);
            return 0;
        }
        long start = nowNanos - uptime * NANOS;
        return known.merge(id, start, (old, fresh) -> Math.abs(old - fresh) < SAME ? old : fresh);
    }

    /// The start; 0 where it is not known.
    long of(String id) {
        return known.getOrDefault(id, 0L);
    }

    /// Forgets all others.
    void keep(Set<String> ids) {
        known.keySet().retainAll(ids);
    }
}
