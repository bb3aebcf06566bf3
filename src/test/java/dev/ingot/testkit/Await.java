package dev.ingot.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/// Waits for a condition, never for a time.
public final class Await {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final long PAUSE_NANOS = 5_000_000;

    /// Of what was left, so much is named.
    private static final int NAMED = 20;

    private Await() {}

    /// Returns as soon as the condition holds.
    ///
    /// @throws AssertionError after a minute, naming `what`
    public static void until(String what, Callable<Boolean> condition) {
        until(what, DEADLINE, condition);
    }

    public static void until(String what, Duration deadline, Callable<Boolean> condition) {
        long end = System.nanoTime() + deadline.toNanos();
        Exception last = null;
        while (System.nanoTime() < end) {
            try {
                if (condition.call()) {
                    return;
                }
                last = null;
            } catch (Exception notYet) {
                last = notYet;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        throw new AssertionError("waited " + deadline.toSeconds() + " s for: " + what, last);
    }

    /// Returns as soon as nothing is left.
    ///
    /// @throws AssertionError at the deadline, naming `what` and some of what was left at last
    public static void none(
            String what, Duration deadline, Callable<? extends Collection<?>> left) {
        var rest = new ArrayList<Object>();
        try {
            until(
                    what,
                    deadline,
                    () -> {
                        rest.clear();
                        rest.addAll(left.call());
                        return rest.isEmpty();
                    });
        } catch (AssertionError late) {
            List<?> some = rest.stream().limit(NAMED).toList();
            throw new AssertionError(
                    late.getMessage() + "; left are " + rest.size() + ", such as " + some, late);
        }
    }
}
