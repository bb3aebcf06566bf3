package dev.ingot.exporter.prometheus;

import dev.ingot.record.Origin;
import dev.ingot.record.Series;
import dev.ingot.record.Signal;
import dev.ingot.telemetry.Tally;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Says what is wrong with the series that arrive, each thing once. Used by several threads at
/// once.
final class Complaints {
    /// Beyond that many names nothing more is said: whoever reads has enough to do.
    private static final int LIMIT = 100;

    private final System.Logger logger;
    private final Tally tally;
    private final Set<String> said = new HashSet<>();

    Complaints(System.Logger logger, Tally tally) {
        this.logger = logger;
        this.tally = tally;
    }

    Tally tally() {
        return tally;
    }

    /// Counts points that are not served.
    void dropped(String reason, int points) {
        if (points > 0) {
            tally.drop(Signal.Type.METRICS, reason, points);
            say("reason " + reason, "points are dropped: more than `" + reason + "` allows");
        }
    }

    /// Says that two receivers bring the same series.
    void contested(Series first, Series second) {
        say(
                "contest " + first.metric().name(),
                "two sources bring the same series, the newest point wins: %s from %s and from %s"
                        .formatted(first, source(first.origin()), source(second.origin())));
    }

    private static String source(Origin origin) {
        return (origin + " " + origin.scope().getName()).strip();
    }

    void contradiction(Family first, Line second) {
        say(
                "metric " + first.name(),
                "two descriptions of `%s`: serving it as %s \"%s\"; %s says %s \"%s\""
                        .formatted(
                                first.name(),
                                kind(first),
                                first.metric().help(),
                                second.slot().series(),
                                kind(second.family()),
                                second.family().metric().help()));
    }

    private static String kind(Family family) {
        return family.isCounter() ? "counter" : "gauge";
    }

    void twins(List<Line> twins) {
        for (Line twin : twins) {
            say(
                    "twin " + twin.family().name(),
                    "several series are served as one, the newest point wins: %s from %s"
                            .formatted(
                                    twin.slot().series(), source(twin.slot().series().origin())));
        }
    }

    /// Says something, unless it was said about the same thing before.
    synchronized void say(String about, String message) {
        if (said.size() < LIMIT && said.add(about)) {
            logger.log(System.Logger.Level.WARNING, message);
        }
    }
}
