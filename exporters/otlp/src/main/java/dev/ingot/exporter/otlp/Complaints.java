package dev.ingot.exporter.otlp;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/// Warnings, each kind at most once a minute, with the number of those left out. Used by several
/// threads at once.
final class Complaints {
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final System.Logger log;
    private final InstantSource clock;
    private final Map<String, Kind> kinds = new HashMap<>();

    private static final class Kind {
        private Instant last = Instant.MIN;
        private long leftOut;
    }

    Complaints(System.Logger log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    /// @param kind one of a few: never made of what a server or a user says
    synchronized void warn(String kind, String message) {
        Kind known = kinds.computeIfAbsent(kind, _ -> new Kind());
        Instant now = clock.instant();
        if (now.isBefore(known.last.plus(PAUSE))) {
            known.leftOut++;
            return;
        }
        String before = known.leftOut == 0 ? "" : " (and " + known.leftOut + " times before)";
        known.last = now;
        known.leftOut = 0;
        log.log(System.Logger.Level.WARNING, message + before);
    }
}
