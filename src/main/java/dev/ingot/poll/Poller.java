package dev.ingot.poll;

import dev.ingot.component.Context;
import dev.ingot.component.Intake;
import dev.ingot.component.Receiver;
import dev.ingot.record.Labels;
import dev.ingot.record.Metric;
import dev.ingot.record.Points;
import dev.ingot.telemetry.SelfMetrics;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Runs the scrapers of a receiver: a thread per target, the endpoints of a target one after the
/// other.
///
/// Per endpoint: a time limit, one log line when it begins to fail and one when it recovers (one
/// for all where the scraper says [TargetDown]), and the gauges `<prefix>_scrape_success` and
/// `<prefix>_scrape_duration_seconds` with the label `collector`. Per target: the gauge
/// `<prefix>_up`, 0 when every endpoint failed. No two rounds of a target overlap; a round that is
/// late is left out and counted. Targets start at different moments of the interval, so that they
/// don't all ask at once.
///
/// Where the pipeline pushes back, a round is refused and counted: the next one brings newer
/// values.
public final class Poller implements Receiver {
    private final Context context;
    private final Schedule schedule;
    private final Intake intake;
    private final List<TargetLoop> loops = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    /// @param prefix of the names of the gauges, such as `truenas`
    public Poller(Context context, String prefix, Schedule schedule, List<Target> targets) {
        this.context = context;
        this.schedule = schedule;
        this.intake = context.intake("poll");
        var gauges = new Gauges(prefix);
        targets.forEach(target -> loops.add(new TargetLoop(target, gauges)));
    }

    /// The gauges on the scraping itself, for the README table of a receiver.
    public static List<Metric> metrics(String prefix) {
        var gauges = new Gauges(prefix);
        return List.of(gauges.up, gauges.success, gauges.duration);
    }

    @Override
    public synchronized void start() {
        for (TargetLoop loop : loops) {
            threads.add(
                    Thread.ofVirtual()
                            .name(context.id() + "-" + loop.target.name())
                            .start(loop::run));
        }
    }

    @Override
    public synchronized void close() {
        threads.forEach(Thread::interrupt);
        try {
            for (Thread thread : threads) {
                thread.join(context.closing());
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        threads.clear();
    }

    /// Runs one round of every target on the calling thread; returns when all are done.
    public void round() throws InterruptedException {
        for (TargetLoop loop : loops) {
            loop.round();
        }
    }

    private static final class Gauges {
        final Metric up;
        final Metric success;
        final Metric duration;

        Gauges(String prefix) {
            up =
                    Metric.gauge(
                            prefix + "_up",
                            "",
                            "1 while the target answers, 0 when nothing of it could be read.");
            success =
                    Metric.gauge(
                            prefix + "_scrape_success",
                            "",
                            "1 if the last read of this collector went well, else 0.");
            duration =
                    Metric.gauge(
                            prefix + "_scrape_duration_seconds",
                            "s",
                            "How long the last read of this collector took.");
        }
    }

    private final class TargetLoop {
        private final Target target;
        private final Gauges gauges;
        private final Ledger ledger;
        private final List<EndpointRun> runs = new ArrayList<>();
        private long number;
        private boolean saidAbsent;

        TargetLoop(Target target, Gauges gauges) {
            this.target = target;
            this.gauges = gauges;
            this.ledger = new Ledger(target.origin());
            var outage = new Outage(context, target.name());
            target.endpoints()
                    .forEach(endpoint ->
                            runs.add(new EndpointRun(context, target, endpoint, schedule, outage)));
        }

        void run() {
            try {
                long interval = schedule.interval().toNanos();
                long spread =
                        loops.size() == 1 ? 0 : ThreadLocalRandom.current().nextLong(interval);
                pause(schedule.initialDelay().toNanos() + spread);
                long next = System.nanoTime();
                while (!Thread.interrupted()) {
                    round();
                    next += interval;
                    next += late(next, interval);
                    pause(next - System.nanoTime());
                }
            } catch (InterruptedException closing) {
                // The poller is being closed; nothing is left half done.
            }
        }

        /// How far to move the next round so that it lies ahead: whole intervals, each a round left
        /// out.
        private long late(long next, long interval) {
            long behind = System.nanoTime() - next;
            if (behind <= 0) {
                return 0;
            }
            long missed = behind / interval + 1;
            context.tally().with("reason", "late").add(SelfMetrics.SCRAPE_SKIPPED, missed);
            return missed * interval;
        }

        private void pause(long nanos) throws InterruptedException {
            if (nanos > 0) {
                TimeUnit.NANOSECONDS.sleep(nanos);
            }
        }

        void round() throws InterruptedException {
            long now = context.nowNanos();
            var own = new Round(now);
            int due = 0;
            int well = 0;
            IOException verdict = null;
            for (EndpointRun run : runs) {
                if (number % run.everyRounds() == 0) {
                    boolean success =
                            verdict == null
                                    ? run.run(now, TargetLoop.this::hand)
                                    : run.leaveOut(verdict, now, TargetLoop.this::hand);
                    verdict = verdict == null ? run.verdict() : verdict;
                    boolean absent = run.lastSuccess().isEmpty();
                    due += absent ? 0 : 1;
                    well += success && !absent ? 1 : 0;
                }
                run.lastSuccess().ifPresent(success -> report(own, run, success ? 1 : 0));
            }
            sayIfAbsent(verdict);
            if (due > 0) {
                own.add(gauges.up, target.labels(), well > 0 ? 1 : 0);
            }
            hand(ledger.enter(own));
            number++;
        }

        private void sayIfAbsent(@Nullable IOException verdict) {
            if (verdict instanceof TargetAbsent absent && !saidAbsent) {
                context.logger().log(Level.INFO, String.valueOf(absent.getMessage()));
            }
            saidAbsent = verdict instanceof TargetAbsent;
        }

        private void report(Round own, EndpointRun run, int success) {
            Labels collector = target.labels().orElse("collector", run.name());
            own.add(gauges.success, collector, success);
            own.add(gauges.duration, collector, seconds(run.lastDuration()));
            run.up().ifPresent(up -> own.add(up, target.labels(), success));
        }

        private double seconds(Duration duration) {
            return duration.toNanos() / 1e9;
        }

        private void hand(Points points) {
            if (points.size() > 0 && !intake.tryPush(points)) {
                context.tally().with("reason", "pushed_back").add(SelfMetrics.SCRAPE_SKIPPED, 1);
            }
        }
    }
}
