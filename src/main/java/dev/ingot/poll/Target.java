package dev.ingot.poll;

import dev.ingot.record.Labels;
import dev.ingot.record.Metric;
import dev.ingot.record.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One source, such as one NAS: what it is called and the scrapers that read it.
///
/// @param name how logs call it
/// @param origin the resource of everything read from it
/// @param labels of the poller's own gauges on it, beside what the origin says
/// @param endpoints read one after the other in every round, each a failure domain of its own
public record Target(String name, Origin origin, Labels labels, List<Endpoint> endpoints) {
    public Target(String name, Origin origin, List<Endpoint> endpoints) {
        this(name, origin, Labels.EMPTY, endpoints);
    }

    /// One scraper of a target.
    ///
    /// @param name the value of the label `collector`
    /// @param everyRounds 1 for every round, 4 for every fourth: for what is expensive to ask
    /// @param up a gauge that is 1 if the last read went well and else 0, for receivers that owe it
    ///   to an exporter they replace
    /// @param scout whether it speaks for those after it: where it says [TargetDown] or
    ///   [TargetAbsent], they are not read in that round, and go as it went
    public record Endpoint(
            String name, int everyRounds, Scraper scraper, @Nullable Metric up, boolean scout) {
        public Endpoint(String name, int everyRounds, Scraper scraper, @Nullable Metric up) {
            this(name, everyRounds, scraper, up, false);
        }

        public Endpoint(String name, int everyRounds, Scraper scraper) {
            this(name, everyRounds, scraper, null);
        }

        public Endpoint(String name, Scraper scraper) {
            this(name, 1, scraper);
        }

        /// The same as a scout.
        public Endpoint asScout() {
            return new Endpoint(name, everyRounds, scraper, up, true);
        }
    }
}
