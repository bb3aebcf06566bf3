package dev.ingot.poll;

import dev.ingot.record.Origin;
import java.util.List;

/// One source, such as one NAS: what it is called and the scrapers that read it.
///
/// @param name how logs call it
/// @param origin the resource of everything read from it
/// @param endpoints read one after the other in every round, each a failure domain of its own
public record Target(String name, Origin origin, List<Endpoint> endpoints) {
    /// One scraper of a target.
    ///
    /// @param name the value of the label `collector`
    /// @param everyRounds 1 for every round, 4 for every fourth: for what is expensive to ask
    public record Endpoint(String name, int everyRounds, Scraper scraper) {
        public Endpoint(String name, Scraper scraper) {
            this(name, 1, scraper);
        }
    }
}
