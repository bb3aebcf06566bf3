package dev.ingot.component;

import java.time.Duration;

/// What a sink made of a signal: all of it, since a signal is never taken in part.
public sealed interface Verdict {
    /// It is the sink's now: it will be delivered, or counted where it is lost.
    Verdict ACCEPTED = new Accepted();

    record Accepted() implements Verdict {}

    /// There is no room now. Nothing was taken; offer the same signal again after a while.
    record Retry(Duration after, String why) implements Verdict {}

    /// The sink will never take this signal; offering it again does not help.
    record Refused(String why) implements Verdict {}
}
