package dev.ingot.poll;

import dev.ingot.component.Context;
import dev.ingot.record.Metric;
import dev.ingot.record.Points;
import dev.ingot.telemetry.SelfMetrics;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Runs one scraper of one target with a time limit, and remembers how it went.
final class EndpointRun {
    /// After so many failures in a row its series are marked as ended. One failure is a hiccup.
    private static final int FAILURES_TO_GIVE_UP = 2;

    /// How long a scraper may take to let go once it is interrupted, so that the next of the same
    /// target finds what it left.
    private static final Duration LETTING_GO = Duration.ofMillis(500);

    private final Context context;
    private final Target target;
    private final Target.Endpoint endpoint;
    private final Duration timeout;
    private final Ledger ledger;
    private final Outage outage;
    private volatile @Nullable IOException gone;
    private boolean told;
    private @Nullable Thread running;
    private @Nullable Boolean lastSuccess;
    private Duration lastDuration = Duration.ZERO;
    private int failures;
    private long turn;

    EndpointRun(
            Context context,
            Target target,
            Target.Endpoint endpoint,
            Schedule schedule,
            Outage outage) {
        this.context = context;
        this.target = target;
        this.endpoint = endpoint;
        this.timeout = schedule.timeout();
        this.ledger = new Ledger(target.origin());
        this.outage = outage;
    }

    String name() {
        return endpoint.name();
    }

    int everyRounds() {
        return endpoint.everyRounds();
    }

    /// The gauge that says how the last read went, where the receiver owes one.
    Optional<Metric> up() {
        return Optional.ofNullable(endpoint.up());
    }

    /// Empty until it ran for the first time, and while its source is absent.
    Optional<Boolean> lastSuccess() {
        return Optional.ofNullable(lastSuccess);
    }

    Duration lastDuration() {
        return lastDuration;
    }

    /// What a scout last said of the target as a whole: [TargetDown], [TargetAbsent] or nothing.
    /// Others speak for themselves only.
    @Nullable IOException verdict() {
        return endpoint.scout() ? gone : null;
    }

    /// @return whether it went well; what it read was then handed to `out`
    boolean run(long nowNanos, Consumer<Points> out) throws InterruptedException {
        long before = System.nanoTime();
        var round = new Round(nowNanos, ++turn);
        String trouble = attempt(round);
        lastDuration = Duration.ofNanos(System.nanoTime() - before);
        return settle(round, trouble, out);
    }

    /// In the place of [#run] in a round in which the scout found the target gone.
    ///
    /// @param verdict what the scout said
    /// @return whether it went well, which is so where there is nothing to read
    boolean leaveOut(IOException verdict, long nowNanos, Consumer<Points> out) {
        var round = new Round(nowNanos, ++turn);
        lastDuration = Duration.ZERO;
        return settle(round, gone(verdict, round), out);
    }

    private boolean settle(Round round, @Nullable String trouble, Consumer<Points> out) {
        lastSuccess = (trouble == null && round.isAbsent()) ? null : (Boolean) (trouble == null);
        if (trouble == null) {
            recovered();
            context.tally()
                    .with("scraper", name())
                    .add(SelfMetrics.SCRAPED_POINTS, round.readings().size());
            out.accept(ledger.enter(round));
        } else if (failed(trouble) == FAILURES_TO_GIVE_UP) {
            out.accept(ledger.giveUp(round.timeNanos()));
        }
        return trouble == null;
    }

    /// A scraper that does not heed the interrupt keeps its round to itself, and is not started
    /// again beside itself.
    ///
    /// @return null, or what went wrong
    private @Nullable String attempt(Round round) throws InterruptedException {
        if (running != null && running.isAlive()) {
            return count("hung", "the read before has not ended");
        }
        gone = null;
        var trouble = new AtomicReference<@Nullable String>();
        Thread thread =
                Thread.ofVirtual()
                        .name(context.id() + "-" + target.name() + "-" + name())
                        .start(() -> trouble.set(scrape(round)));
        running = thread;
        try {
            if (!thread.join(timeout)) {
                thread.interrupt();
                thread.join(LETTING_GO);
                return count("timeout", "no answer within " + timeout.toMillis() + " ms");
            }
        } catch (InterruptedException closing) {
            thread.interrupt();
            throw closing;
        }
        return trouble.get();
    }

    private @Nullable String scrape(Round round) {
        try {
            endpoint.scraper().scrape(round);
            return null;
        } catch (TargetDown | TargetAbsent verdict) {
            return gone(verdict, round);
        } catch (IOException unreadable) {
            return count("error", String.valueOf(unreadable.getMessage()));
        } catch (InterruptedException timeIsUp) {
            return "interrupted";
        } catch (RuntimeException bug) {
            context.logger().log(Level.ERROR, target.name() + "/" + name() + ": " + bug, bug);
            return count("bug", bug.toString());
        }
    }

    private @Nullable String gone(IOException verdict, Round round) {
        gone = verdict;
        if (verdict instanceof TargetAbsent) {
            round.absent();
            return null;
        }
        return count("down", String.valueOf(verdict.getMessage()));
    }

    private String count(String reason, String trouble) {
        context.tally()
                .with("scraper", name())
                .with("reason", reason)
                .add(SelfMetrics.SCRAPE_ERRORS, 1);
        return trouble;
    }

    /// @return how many failures in a row there are now
    private int failed(String trouble) {
        failures++;
        if (gone instanceof TargetDown) {
            outage.noticed(trouble);
        } else if (!told) {
            told = true;
            context.logger().log(Level.WARNING, "{0}/{1}: {2}", target.name(), name(), trouble);
        }
        return failures;
    }

    private void recovered() {
        outage.over();
        if (told) {
            context.logger().log(Level.INFO, "{0}/{1}: works again", target.name(), name());
        }
        told = false;
        failures = 0;
    }
}
