package dev.ingot.poll;

import dev.ingot.component.Context;
import java.lang.System.Logger.Level;

/// Whether a target is away: one log line when that begins and one when it ends, however many
/// endpoints notice. One thread at a time.
final class Outage {
    private final Context context;
    private final String target;
    private boolean lasts;

    Outage(Context context, String target) {
        this.context = context;
        this.target = target;
    }

    void noticed(String trouble) {
        if (!lasts) {
            context.logger().log(Level.WARNING, "{0}: {1}", target, trouble);
        }
        lasts = true;
    }

    void over() {
        if (lasts) {
            context.logger().log(Level.INFO, "{0}: works again", target);
        }
        lasts = false;
    }
}
