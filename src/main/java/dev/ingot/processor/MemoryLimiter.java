package dev.ingot.processor;

import dev.ingot.component.ComponentType;
import dev.ingot.component.Context;
import dev.ingot.component.Processor;
import dev.ingot.component.Sink;
import dev.ingot.component.Verdict;
import dev.ingot.component.WhenFull;
import dev.ingot.config.Section;
import dev.ingot.record.Signal;
import dev.ingot.telemetry.SelfMetrics;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// Takes nothing in while the heap is nearly full: sources that can wait are asked to, others lose
/// what they have, counted. Stands first in a pipeline.
///
/// The heap is looked at by whoever hands something in, once in an interval. Since a full heap may
/// be full of garbage, it is collected before anything is refused, no more often than configured.
public final class MemoryLimiter implements Processor {
    public static final ComponentType<Config, Processor> TYPE =
            new ComponentType<>(
                    "memory_limiter",
                    List.of(),
                    "Makes sources wait while memory is short.",
                    Set.of(Signal.Type.METRICS, Signal.Type.LOGS),
                    Config::read,
                    (config, context) -> new MemoryLimiter(config, context, MemoryLimiter::used));

    private static final String WHY = "data refused due to high memory usage";

    private final Config config;
    private final Context context;
    private final LongSupplier heap;
    private final AtomicLong lookedAt;
    private final AtomicLong collectedAt;
    private volatile boolean full;

    MemoryLimiter(Config config, Context context, LongSupplier heap) {
        this.config = config;
        this.context = context;
        this.heap = heap;
        long longAgo = System.nanoTime() - Duration.ofDays(1).toNanos();
        this.lookedAt = new AtomicLong(longAgo);
        this.collectedAt = new AtomicLong(longAgo);
    }

    /// @param softBytes of heap in use above which nothing is taken
    /// @param hardBytes above which garbage is collected as often as `hardPause` allows
    record Config(
            Duration interval,
            long softBytes,
            long hardBytes,
            Duration softPause,
            Duration hardPause) {
        private static final long MIB = 1 << 20;

        static Config read(Section in) {
            long max = Runtime.getRuntime().maxMemory();
            long limit =
                    in.number("limit_mib", 0, 0, 1 << 20, "Most MiB of heap; 0 is a percentage.")
                            * MIB;
            long percent =
                    in.number(
                            "limit_percentage",
                            80,
                            1,
                            100,
                            "Most of the heap that the process may have, in percent.");
            long hard = limit > 0 ? limit : max / 100 * percent;
            long spike =
                    in.number(
                                    "spike_limit_mib",
                                    0,
                                    0,
                                    1 << 20,
                                    "How far below the limit taking stops; 0 is a percentage.")
                            * MIB;
            long spikePercent =
                    in.number(
                            "spike_limit_percentage",
                            20,
                            0,
                            99,
                            "How far below the limit taking stops, in percent of the limit.");
            long below = spike > 0 ? spike : hard / 100 * spikePercent;
            in.require(below < hard, "spike_limit_mib", "must be below the limit");
            Duration interval =
                    in.duration("check_interval", "1s", "How often to look at the heap.");
            in.require(!interval.isZero(), "check_interval", "must be more than 0");
            return new Config(
                    interval,
                    hard - below,
                    hard,
                    in.duration(
                            "min_gc_interval_when_soft_limited",
                            "10s",
                            "Garbage is collected no more often where taking has stopped."),
                    in.duration(
                            "min_gc_interval_when_hard_limited",
                            "0s",
                            "Garbage is collected no more often above the limit."));
        }
    }

    @Override
    public Sink before(Sink next) {
        return (signal, whenFull) -> {
            look();
            return full ? refuse(signal, whenFull) : next.accept(signal, whenFull);
        };
    }

    /// A source that waits offers the same again, so only what is lost is counted.
    private Verdict refuse(Signal signal, WhenFull whenFull) {
        if (whenFull == WhenFull.PUSH_BACK) {
            return new Verdict.Retry(config.interval(), WHY);
        }
        boolean points = signal.type() == Signal.Type.METRICS;
        context.tally()
                .add(points ? SelfMetrics.LIMITED_POINTS : SelfMetrics.LIMITED_LOGS, signal.size());
        return new Verdict.Refused(WHY);
    }

    private void look() {
        long now = System.nanoTime();
        long last = lookedAt.get();
        if (now - last < config.interval().toNanos() || !lookedAt.compareAndSet(last, now)) {
            return;
        }
        long used = heap.getAsLong();
        Duration pause = used > config.hardBytes() ? config.hardPause() : config.softPause();
        if (used > config.softBytes() && now - collectedAt.get() >= pause.toNanos()) {
            collectedAt.set(now);
            System.gc();
            used = heap.getAsLong();
        }
        boolean over = used > config.softBytes();
        if (over != full) {
            full = over;
            context.logger()
                    .log(
                            over ? Level.WARNING : Level.INFO,
                            (over ? "memory is short: " : "memory suffices again: ")
                                    + used / Config.MIB
                                    + " MiB of heap in use, the limit is "
                                    + config.softBytes() / Config.MIB);
        }
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
