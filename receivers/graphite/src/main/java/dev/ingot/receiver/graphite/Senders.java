package dev.ingot.receiver.graphite;

import dev.ingot.component.Context;
import dev.ingot.telemetry.Counter;
import dev.ingot.telemetry.SelfMetrics;
import dev.ingot.telemetry.Tally;
import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Counts what each sender brought, by address. Used by several threads at once.
///
/// The first [#MOST] senders have counters of their own, for as long as the receiver lives; all
/// later ones share those of the source `other`. Counters that came and went with the largest
/// senders would not only rise.
final class Senders {
    static final int MOST = 100;

    private final Tally tally;
    private final ConcurrentMap<InetAddress, Sender> own = new ConcurrentHashMap<>();
    private final Sender others;

    Senders(Context context) {
        tally = context.tally();
        others = sender("other");
    }

    /// @param samples lines and pickled samples that were good, those that a mapping drops included
    /// @param rejected those that were not
    record Sender(Counter samples, Counter rejected) {}

    /// The counters of a sender; costs one hash look-up.
    Sender of(InetAddress address) {
        Sender known = own.get(address);
        return known == null ? first(address) : known;
    }

    private synchronized Sender first(InetAddress address) {
        if (own.size() >= MOST) {
            return own.getOrDefault(address, others);
        }
        return own.computeIfAbsent(address, _ -> sender(address.getHostAddress()));
    }

    private Sender sender(String source) {
        var counters = tally.with("source", source);
        return new Sender(
                counters.counter(SelfMetrics.SOURCE_SAMPLES),
                counters.counter(SelfMetrics.SOURCE_REJECTED));
    }
}
