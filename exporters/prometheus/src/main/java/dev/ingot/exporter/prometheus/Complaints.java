package dev.ingot.exporter.prometheus;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Says what is wrong with the series that arrive, each thing once. Used by several threads at
/// once.
final class Complaints {
    /// Beyond that many names nothing more is said: whoever reads has enough to do.
    private static final int LIMIT = 100;

    private final System.Logger logger;
    private final Set<String> said = new HashSet<>();

    Complaints(System.Logger logger) {
        this.logger = logger;
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
                            .formatted(twin.slot().series(), twin.slot().series().origin()));
        }
    }

    /// Says something, unless it was said about the same thing before.
    synchronized void say(String about, String message) {
        if (said.size() < LIMIT && said.add(about)) {
            logger.log(System.Logger.Level.WARNING, message);
        }
    }
}
