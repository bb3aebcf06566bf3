package dev.ingot.receiver.interfaces;

import dev.ingot.component.Context;
import dev.ingot.telemetry.SelfMetrics;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How one part of the receiver is doing: one log line when it begins to fail and one when it works
/// again, a count of the failures in between. Used by several threads at once.
final class Watch {
    private final String name;
    private final Context context;
    private boolean failing;
    private @Nullable Duration took;

    /// @param name the label `collector`
    Watch(String name, Context context) {
        this.name = name;
        this.context = context;
    }

    String name() {
        return name;
    }

    synchronized void failed(String trouble, @Nullable Duration after) {
        context.tally()
                .with("scraper", name)
                .with("reason", "error")
                .add(SelfMetrics.SCRAPE_ERRORS, 1);
        if (!failing) {
            context.logger().log(Level.WARNING, "{0}: {1}", name, trouble);
        }
        failing = true;
        took = after;
    }

    synchronized void worked(@Nullable Duration after) {
        if (failing) {
            context.logger().log(Level.INFO, "{0}: works again", name);
        }
        failing = false;
        took = after;
    }

    synchronized boolean isFailing() {
        return failing;
    }

    /// How long it took last; null where nothing was timed yet.
    synchronized @Nullable Duration took() {
        return took;
    }
}
