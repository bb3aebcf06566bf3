package dev.ingot.exporter.otlp;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;

/// Says once that a backend is away, however many lanes and requests notice, and once that it is
/// back. Used by several threads at once.
final class Outage {
    private final System.Logger log;
    private final InstantSource clock;
    private final String consequence;
    private final Set<String> away = new HashSet<>();
    private Instant since = Instant.EPOCH;

    /// @param consequence what happens meanwhile: `keeping up to 64 MiB and trying again`
    Outage(System.Logger log, InstantSource clock, String consequence) {
        this.log = log;
        this.clock = clock;
        this.consequence = consequence;
    }

    synchronized void noticed(String url, String why) {
        if (away.isEmpty()) {
            since = clock.instant();
            log.log(
                    System.Logger.Level.WARNING,
                    "cannot send to " + url + ": " + why + "; " + consequence);
        }
        away.add(url);
    }

    synchronized void over(String url) {
        if (away.remove(url) && away.isEmpty()) {
            long seconds = Duration.between(since, clock.instant()).toSeconds();
            log.log(
                    System.Logger.Level.INFO,
                    "sending to " + url + " again after " + seconds + " s");
        }
    }
}
