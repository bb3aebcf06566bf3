package dev.ingot.receiver.graphite;

import dev.ingot.component.Context;
import dev.ingot.record.Metric;
import dev.ingot.telemetry.Counter;
import dev.ingot.telemetry.SelfMetrics;
import dev.ingot.telemetry.Tally;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Counts what each sender brought, by address. Used by several threads at once.
///
/// [#MOST] senders have counters of their own; while there are more, the others share those of the
/// source `other`. Who was silent for long gives its place to the next that has none: its series
/// end, and what they had counted goes on in those of the past, so nothing is lost from the sum.
/// Counters never pass from one sender to another, so they only rise.
final class Senders {
    static final int MOST = 100;

    /// How long all places are taken for sure after none was found, so that a flood of new
    /// addresses does not search for one with each datagram.
    private static final long PAUSE_MILLIS = 10_000;

    private final Tally tally;
    private final InstantSource clock;
    private final ConcurrentMap<InetAddress, Sender> own = new ConcurrentHashMap<>();
    private final Sender others;
    private final Counter pastSamples;
    private final Counter pastRejected;
    private volatile long fullMillis = -1;

    Senders(Context context) {
        tally = context.tally();
        clock = context.clock();
        others = sender("other", 0);
        pastSamples = tally.counter(SelfMetrics.PAST_SOURCE_SAMPLES);
        pastRejected = tally.counter(SelfMetrics.PAST_SOURCE_REJECTED);
    }

    /// The counters of a sender, who is heard now; to be added to at once. Costs two hash look-ups
    /// and a look at the clock.
    Sender of(InetAddress address) {
        long now = clock.millis();
        Sender known = own.get(address);
        if (known != null) {
            known.heard(now);
            if (own.get(address) == known) {
                return known;
            }
        }
        return isFull(now) ? own.getOrDefault(address, others) : first(address, now);
    }

    private boolean isFull(long nowMillis) {
        return fullMillis >= 0 && Math.abs(nowMillis - fullMillis) < PAUSE_MILLIS;
    }

    private synchronized Sender first(InetAddress address, long nowMillis) {
        Sender known = own.get(address);
        if (known != null) {
            return known;
        }
        if (own.size() >= MOST && !makeRoom(nowMillis)) {
            fullMillis = nowMillis;
            return others;
        }
        Sender named = sender(address.getHostAddress(), nowMillis);
        own.put(address, named);
        return named;
    }

    /// Ends the sender that was silent longest, if that is long enough.
    private boolean makeRoom(long nowMillis) {
        Map.Entry<InetAddress, Sender> silent = null;
        for (var entry : own.entrySet()) {
            if (entry.getValue().isSilent(nowMillis)
                    && (silent == null
                            || entry.getValue().heardMillis() < silent.getValue().heardMillis())) {
                silent = entry;
            }
        }
        if (silent == null) {
            return false;
        }
        Sender sender = silent.getValue();
        own.remove(silent.getKey());
        // Whoever was heard before it was gone may be adding to its counters now.
        if (!sender.isSilent(nowMillis)) {
            own.put(silent.getKey(), sender);
            return false;
        }
        end(sender);
        return true;
    }

    private void end(Sender sender) {
        Tally counters = tally.with("source", sender.source());
        pastSamples.add(sender.samples().sum());
        pastRejected.add(sender.rejected().sum());
        for (Metric metric : Sender.METRICS) {
            counters.end(metric);
        }
    }

    private Sender sender(String source, long nowMillis) {
        return new Sender(source, tally.with("source", source), nowMillis);
    }
}
