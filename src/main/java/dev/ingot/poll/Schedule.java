package dev.ingot.poll;

import dev.ingot.config.Section;
import java.time.Duration;

/// When a source is asked. The option names are those of the collector's scrapers.
///
/// @param interval from the start of a round to the start of the next
/// @param initialDelay from the start of the agent to the first round
/// @param timeout for one scraper of a round
public record Schedule(Duration interval, Duration initialDelay, Duration timeout) {
    /// Reads `collection_interval`, `initial_delay` and `timeout`.
    public static Schedule read(Section in, String interval, String timeout) {
        var schedule =
                new Schedule(
                        in.duration(
                                "collection_interval", interval, "How often the source is asked."),
                        in.duration(
                                "initial_delay",
                                "1s",
                                "How long after the start it is asked first."),
                        in.duration(
                                "timeout", timeout, "How long one endpoint may take to answer."));
        in.require(
                schedule.interval.toMillis() >= 100,
                "collection_interval",
                "must be at least 100ms");
        in.require(schedule.timeout.isPositive(), "timeout", "must be longer than 0");
        return schedule;
    }
}
