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
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Drops records: those that `include` does not mean, and those that `exclude` means.
public final class FilterProcessor implements Processor {
    public static final ComponentType<Config, Processor> TYPE =
            new ComponentType<>(
                    "filter",
                    List.of(),
                    "Drops log records and points by severity, text, name, attribute or label.",
                    Set.of(Signal.Type.METRICS, Signal.Type.LOGS),
                    Config::read,
                    FilterProcessor::new);

    private static final String NO_CONDITIONS =
            "conditions in OTTL are not understood; use `include` and `exclude`";

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
            for (String key : List.of("log_conditions", "metric_conditions", "traces")) {
                in.ignored(key, NO_CONDITIONS);
                in.require(!in.has(key), key, NO_CONDITIONS);
            }
            return new Config(
                    in.section("logs", "Which log records to keep.", Keep::read),
                    in.section("metrics", "Which points to keep.", Keep::read));
        }
    }

    /// What to keep of one kind of signal.
    record Keep(Optional<Match> include, Optional<Match> exclude) {
        static Keep read(Section in) {
            for (String key : List.of("log_record", "metric", "datapoint")) {
                in.ignored(key, NO_CONDITIONS);
                in.require(!in.has(key), key, NO_CONDITIONS);
            }
            return new Keep(
                    in.optional("include", "Drops what this does not mean.", Match::read),
                    in.optional("exclude", "Drops what this means.", Match::read));
        }

        boolean keeps(LogRecord log) {
            return (include.isEmpty() || include.get().fits(log))
                    && (exclude.isEmpty() || !exclude.get().fits(log));
        }

        boolean isEmpty() {
            return include.isEmpty() && exclude.isEmpty();
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
                if (verdicts.of(points.series(i), this::keeps)) {
                    kept.add(points, i);
                }
            }
            count(tallied, SelfMetrics.FILTERED_POINTS, points.size() - kept.size());
            return kept.size() == points.size() ? points : kept;
        }

        private boolean keeps(Series series) {
            Keep keep = config.metrics();
            return (keep.include().isEmpty() || keep.include().get().fits(series))
                    && (keep.exclude().isEmpty() || !keep.exclude().get().fits(series));
        }

        private static void count(Tallied tallied, Metric metric, int dropped) {
            if (dropped > 0) {
                tallied.add(metric, dropped);
            }
        }
    }
}
