package dev.ingot.receiver.graphite;

import dev.ingot.component.Context;
import dev.ingot.component.Intake;
import dev.ingot.record.Points;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Ends the series whose sender is silent: says so down the pipeline once, and forgets their paths.
///
/// The time counts from receipt, not from the sample's own time, since the slow charts of TrueNAS
/// arrive many minutes old.
final class Expiry {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    private static final int PAUSES_PER_LIFE = 4;

    private final SeriesTable table;
    private final Duration life;
    private final Context context;
    private final Intake intake;
    private final Points stale = new Points();
    private @Nullable Thread thread;

    /// @param life how long a series lives without a sample; zero is for ever
    Expiry(SeriesTable table, Duration life, Context context) {
        this.table = table;
        this.life = life;
        this.context = context;
        this.intake = context.intake("expiry");
    }

    synchronized void start() {
        if (life.isPositive()) {
            thread = Thread.ofVirtual().name(context.id() + "-expiry").start(this::run);
        }
    }

    private void run() {
        Duration part = life.dividedBy(PAUSES_PER_LIFE).plusMillis(1);
        Duration pause = part.compareTo(LONGEST_PAUSE) < 0 ? part : LONGEST_PAUSE;
        try {
            while (true) {
                Thread.sleep(pause);
                sweep();
            }
        } catch (InterruptedException closing) {
            // The receiver is closing; nothing more ends.
        }
    }

    /// Ends what is over now.
    synchronized void sweep() {
        long now = context.nowNanos();
        table.expire(now, life, series -> stale.addStale(series, now));
        if (stale.size() > 0) {
            intake.tryPush(stale);
            stale.clear();
        }
    }

    /// Ends the rounds. A sweep does not wait for anything, so neither does this for long.
    void close() {
        Thread running;
        synchronized (this) {
            running = thread;
            thread = null;
        }
        if (running != null) {
            running.interrupt();
            try {
                running.join(context.closing());
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
