package dev.ingot.poll;

import java.io.IOException;

/// Reads one endpoint of one source, once per round. A failure domain of its own.
@FunctionalInterface
public interface Scraper {
    /// Reads the source and adds what it finds to the round.
    ///
    /// Runs on a virtual thread that is interrupted when the time is up. What a round that fails
    /// has added so far is dropped, so that nobody sees half of a table.
    ///
    /// @throws IOException in the form `cannot <verb> <object> <value>: <cause>`
    void scrape(Round round) throws IOException, InterruptedException;
}
