package dev.ingot.processor;

import dev.ingot.component.ComponentType;
import dev.ingot.component.Context;
import dev.ingot.component.Processor;
import dev.ingot.component.Sink;
import dev.ingot.config.Section;
import dev.ingot.record.LogRecord;
import dev.ingot.record.Logs;
import dev.ingot.record.Metric;
import dev.ingot.record.Points;
import dev.ingot.record.Series;
import dev.ingot.record.Signal;
import dev.ingot.telemetry.SelfMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Drops records: those that `include` does not mean, those that `exclude` means, and those of
/// which a condition is true.
public final class FilterProcessor implements Processor {
    public static final ComponentType<Config, Processor> TYPE =
            new ComponentType<>(
                    "filter",
                    List.of(),
                    "Drops log records and points by severity, text, name, attribute or label.",
                    Set.of(Signal.Type.METRICS, Signal.Type.LOGS),
                    Config::read,
                    FilterProcessor::new);

    private final Config config;
    private final Context context;

    FilterProcessor(Config config, Context context) {
        this.config = config;
        this.context = context;
    }

    /// What to keep of both kinds of signal.
    record Config(Keep logs, Keep metrics) {
        static Config read(Section in) {
            in.ignored("error_mode", "there is nothing that could fail");
            in.ignored("traces", "there are no traces here");
            return new Config(
                    in.section("logs", "Which log records to keep.", Keep::logs)
                            .and(
                                    ConditionText.read(
                                            in,
                                            "log_conditions",
                                            Path.OF_LOGS,
                                            "The same as `logs.log_record`.")),
                    in.section("metrics", "Which points to keep.", Keep::metrics)
                            .and(
                                    ConditionText.read(
                                            in,
                                            "metric_conditions",
                                            Path.OF_POINTS,
                                            "The same as `metrics.datapoint`.")));
        }
    }

    /// What to keep of one kind of signal.
    ///
    /// @param drop what is dropped: that of which one of these is true
    record Keep(Optional<Match> include, Optional<Match> exclude, List<Condition> drop) {
        static Keep logs(Section in) {
            return read(
                    in,
                    ConditionText.read(
                            in,
                            "log_record",
                            Path.OF_LOGS,
                            "Conditions in OTTL; drops a log record of which one is true."));
        }

        static Keep metrics(Section in) {
            List<Condition> metrics =
                    ConditionText.read(
                            in,
                            "metric",
                            Path.OF_METRICS,
                            "Conditions in OTTL; drops a metric of which one is true.");
            List<Condition> points =
                    ConditionText.read(
                            in,
                            "datapoint",
                            Path.OF_POINTS,
                            "Conditions in OTTL; drops a point of which one is true.");
            return read(in, metrics).and(points);
        }

        private static Keep read(Section in, List<Condition> drop) {
            return new Keep(
                    in.optional("include", "Drops what this does not mean.", Match::read),
                    in.optional("exclude", "Drops what this means.", Match::read),
                    drop);
        }

        Keep and(List<Condition> more) {
            var all = new ArrayList<>(drop);
            all.addAll(more);
            return new Keep(include, exclude, List.copyOf(all));
        }

        boolean keeps(LogRecord log) {
            return (include.isEmpty() || include.get().fits(log))
                    && (exclude.isEmpty() || !exclude.get().fits(log))
                    && keeps(path -> path.of(log));
        }

        boolean keeps(Series series) {
            return (include.isEmpty() || include.get().fits(series))
                    && (exclude.isEmpty() || !exclude.get().fits(series))
                    && keeps(path -> path.of(series));
        }

        private boolean keeps(Condition.Subject subject) {
            for (Condition condition : drop) {
                if (condition.holds(subject)) {
                    return false;
                }
            }
            return true;
        }

        boolean isEmpty() {
            return include.isEmpty() && exclude.isEmpty() && drop.isEmpty();
        }
    }

    @Override
    public Sink before(Sink next) {
        return new Rewriting(new Filter(config), context.tally(), next);
    }

    /// Verdicts on series are kept: a series is the same object every time.
    private record Filter(Config config, SeriesTable<Boolean> verdicts) implements Rewriter {
        Filter(Config config) {
            this(config, new SeriesTable<>());
        }

        @Override
        public Logs logs(Logs logs, Tallied tallied) {
            if (config.logs().isEmpty()) {
                return logs;
            }
            var kept = new Logs();
            for (LogRecord log : logs) {
                if (config.logs().keeps(log)) {
                    kept.add(log);
                }
            }
            count(tallied, SelfMetrics.FILTERED_LOGS, logs.size() - kept.size());
            return kept.size() == logs.size() ? logs : kept;
        }

        @Override
        public Points points(Points points, Tallied tallied) {
            if (config.metrics().isEmpty()) {
                return points;
            }
            var kept = new Points(points.size());
            for (int i = 0; i < points.size(); i++) {
                if (verdicts.of(points.series(i), config.metrics()::keeps)) {
                    kept.add(points, i);
                }
            }
            count(tallied, SelfMetrics.FILTERED_POINTS, points.size() - kept.size());
            return kept.size() == points.size() ? points : kept;
        }

        private static void count(Tallied tallied, Metric metric, int dropped) {
            if (dropped > 0) {
                tallied.add(metric, dropped);
            }
        }
    }
}
