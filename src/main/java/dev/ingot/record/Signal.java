package dev.ingot.record;

/// A batch of records of one kind, handed from component to component.
///
/// The one who makes a signal owns it: who receives it must copy what it keeps before it returns,
/// since the owner may clear and fill it again. The records inside are immutable and may be kept.
public sealed interface Signal permits Points, Logs {
    /// How many points or log records it holds: the unit of every counter.
    int size();

    /// The word that counters use for its records.
    Type type();

    /// The two kinds of signal, as pipelines and counters name them.
    enum Type {
        METRICS("metrics", "metric_points"),
        LOGS("logs", "log_records");

        private final String pipeline;
        private final String items;

        Type(String pipeline, String items) {
            this.pipeline = pipeline;
            this.items = items;
        }

        /// The key below `service.pipelines`: `metrics` or `logs`.
        public String pipeline() {
            return pipeline;
        }

        /// The ending of the counters' names: `metric_points` or `log_records`.
        public String items() {
            return items;
        }
    }
}
