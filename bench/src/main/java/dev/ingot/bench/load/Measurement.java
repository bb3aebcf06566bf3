package dev.ingot.bench.load;

import java.time.Duration;
import java.util.Locale;

/// One part of a load run, from its creation to [#finish].
public final class Measurement {
    private static final Duration DRAIN = Duration.ofSeconds(60);
    private static final Duration QUIET = Duration.ofSeconds(10);

    private final String name;
    private final OtlpSink sink;
    private final Collector collector;
    private final long itemsBefore;
    private final Usage before;
    private final Duration sinkBefore;
    private final Duration loadBefore;
    private final Idleness idleness = new Idleness();
    private final long startedNanos = System.nanoTime();

    public Measurement(String name, OtlpSink sink, Collector collector) {
        this.name = name;
        this.sink = sink;
        this.collector = collector;
        itemsBefore = sink.items();
        before = collector.usage();
        sinkBefore = sink.cpu();
        loadBefore = Usage.cpuOf(ProcessHandle.current());
    }

    /// Waits until as many items have come out as went in, or nothing came for a while.
    public Result finish(long sent) throws InterruptedException {
        long end = System.nanoTime() + DRAIN.toNanos();
        while (sink.items() - itemsBefore < sent
                && System.nanoTime() < end
                && System.nanoTime() - Math.max(sink.lastNanos(), startedNanos) < QUIET.toNanos()) {
            Thread.sleep(20);
        }
        // Nobody can tell any more what a process has used that has ended.
        boolean known = collector.isAlive();
        Usage after = collector.usage();
        Duration sinkTime = sink.cpu().minus(sinkBefore);
        Duration load = Usage.cpuOf(ProcessHandle.current()).minus(loadBefore);
        return new Result(
                name,
                sent,
                sink.items() - itemsBefore,
                (sink.lastNanos() - startedNanos) / 1e9,
                known ? seconds(after.cpu().minus(before.cpu())) : Double.NaN,
                seconds(load.minus(sinkTime)),
                seconds(sinkTime),
                idleness.share(),
                after.peakKibibytes() / 1024);
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    /// What came of it.
    ///
    /// @param seconds until the last item came out
    /// @param collectorCpu seconds that the collector used, user and system together; not-a-number
    ///   where it has ended
    /// @param generatorCpu seconds that sending took, this process's compiler included
    /// @param sinkCpu seconds that taking and counting took
    /// @param idle which part of the machine's time nobody used, from 0 to 1: how much faster it
    ///   could have been where nothing waited for anything
    /// @param peakMebibytes the collector's largest resident size since it began
    public record Result(
            String name,
            long sent,
            long received,
            double seconds,
            double collectorCpu,
            double generatorCpu,
            double sinkCpu,
            double idle,
            long peakMebibytes) {
        public boolean isComplete() {
            return sent == received;
        }

        /// Whether the collector had ended when this was measured.
        public boolean isEnded() {
            return Double.isNaN(collectorCpu);
        }

        /// How many of the items that came out came in a second.
        public double rate() {
            return received / seconds;
        }

        /// Seconds of the collector's processor time for a million items sent.
        public double cpuPerMillion() {
            return collectorCpu / (sent / 1e6);
        }

        /// One line for people.
        @Override
        public String toString() {
            double millions = sent / 1e6;
            return String.format(
                    Locale.ROOT,
                    "%-8s sent %,d, received %,d (%.4f %%) in %.2f s: %,.0f /s; cpu %.3f s per"
                            + " million (generator %.3f, sink %.3f), %.0f %% idle; peak resident"
                            + " %d MiB%s",
                    name,
                    sent,
                    received,
                    100.0 * received / sent,
                    seconds,
                    rate(),
                    cpuPerMillion(),
                    generatorCpu / millions,
                    sinkCpu / millions,
                    100 * idle,
                    peakMebibytes,
                    isEnded() ? "; THE COLLECTOR HAS ENDED: see its log" : "");
        }
    }
}
