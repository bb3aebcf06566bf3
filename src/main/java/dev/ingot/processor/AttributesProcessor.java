package dev.ingot.processor;

import dev.ingot.component.ComponentType;
import dev.ingot.component.Context;
import dev.ingot.component.Processor;
import dev.ingot.component.Sink;
import dev.ingot.config.Section;
import dev.ingot.record.Fields;
import dev.ingot.record.Labels;
import dev.ingot.record.LogRecord;
import dev.ingot.record.Logs;
import dev.ingot.record.Origin;
import dev.ingot.record.Points;
import dev.ingot.record.Series;
import dev.ingot.record.Signal;
import io.opentelemetry.sdk.resources.Resource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.UnaryOperator;

/// Sets, deletes, hashes and extracts attributes of log records and labels of points, or those of
/// their resource.
public final class AttributesProcessor implements Processor {
    /// The attributes of log records and the labels of points.
    public static final ComponentType<Config, Processor> TYPE =
            new ComponentType<>(
                    "attributes",
                    List.of(),
                    "Sets, deletes, hashes and extracts attributes and labels.",
                    Set.of(Signal.Type.METRICS, Signal.Type.LOGS),
                    in -> Config.read(in, "actions"),
                    (config, context) -> new AttributesProcessor(new OfRecords(config), context));

    /// The attributes of resources.
    public static final ComponentType<Config, Processor> RESOURCE =
            new ComponentType<>(
                    "resource",
                    List.of(),
                    "Sets, deletes, hashes and extracts attributes of the resource.",
                    Set.of(Signal.Type.METRICS, Signal.Type.LOGS),
                    in -> Config.read(in, "attributes"),
                    (config, context) -> new AttributesProcessor(new OfResources(config), context));

    private final Rewriter rewriter;
    private final Context context;

    private AttributesProcessor(Rewriter rewriter, Context context) {
        this.rewriter = rewriter;
        this.context = context;
    }

    /// The changes, and the records that they are for.
    record Config(List<Action> actions, Optional<Match> include, Optional<Match> exclude) {
        static Config read(Section in, String actions) {
            return new Config(
                    in.list(actions, "What to change, in this order.", Action::read),
                    in.optional("include", "Changes only what this means.", Match::read),
                    in.optional("exclude", "Leaves alone what this means.", Match::read));
        }

        Fields apply(Fields fields) {
            Fields changed = fields;
            for (Action action : actions) {
                changed = action.apply(changed);
            }
            return changed;
        }

        boolean isFor(LogRecord log) {
            return (include.isEmpty() || include.get().fits(log))
                    && (exclude.isEmpty() || !exclude.get().fits(log));
        }

        boolean isFor(Series series) {
            return (include.isEmpty() || include.get().fits(series))
                    && (exclude.isEmpty() || !exclude.get().fits(series));
        }
    }

    @Override
    public Sink before(Sink next) {
        return new Rewriting(rewriter, context.tally(), next);
    }

    private static Logs changed(Config config, Logs logs, UnaryOperator<LogRecord> change) {
        var changed = new Logs();
        for (LogRecord log : logs) {
            changed.add(config.isFor(log) ? change.apply(log) : log);
        }
        return changed;
    }

    private static Points changed(
            Points points, SeriesTable<Series> known, Config config, UnaryOperator<Series> change) {
        var changed = new Points(points.size());
        for (int i = 0; i < points.size(); i++) {
            Series to =
                    known.of(
                            points.series(i),
                            series -> config.isFor(series) ? change.apply(series) : series);
            if (points.isStale(i)) {
                changed.addStale(to, points.timeNanos(i));
            } else if (points.isLong(i)) {
                changed.addLong(to, points.timeNanos(i), points.bits(i));
            } else {
                changed.add(to, points.timeNanos(i), points.value(i));
            }
        }
        return changed;
    }

    private record OfRecords(Config config, SeriesTable<Series> known) implements Rewriter {
        OfRecords(Config config) {
            this(config, new SeriesTable<>());
        }

        @Override
        public Logs logs(Logs logs, Tallied tallied) {
            return changed(
                    config, logs, log -> log.edit().fields(config.apply(log.fields())).build());
        }

        @Override
        public Points points(Points points, Tallied tallied) {
            return changed(points, known, config, this::series);
        }

        private Series series(Series series) {
            Labels labels = Labels.of(config.apply(Fields.of(series.labels())));
            return Series.of(series.origin(), series.metric(), labels, series.startNanos());
        }
    }

    private record OfResources(
            Config config, SeriesTable<Series> known, ConcurrentMap<Origin, Origin> origins)
            implements Rewriter {
        private static final int MOST = 1 << 12;

        OfResources(Config config) {
            this(config, new SeriesTable<>(), new ConcurrentHashMap<>());
        }

        @Override
        public Logs logs(Logs logs, Tallied tallied) {
            return changed(config, logs, log -> log.edit().origin(origin(log.origin())).build());
        }

        @Override
        public Points points(Points points, Tallied tallied) {
            return changed(
                    points,
                    known,
                    config,
                    series ->
                            Series.of(
                                    origin(series.origin()),
                                    series.metric(),
                                    series.labels(),
                                    series.startNanos()));
        }

        private Origin origin(Origin origin) {
            if (origins.size() >= MOST) {
                origins.clear();
            }
            return origins.computeIfAbsent(
                    origin,
                    before -> {
                        Resource resource = before.resource();
                        Fields fields = config.apply(Fields.of(resource.getAttributes()));
                        var attributes = fields.toBuilder().build();
                        return Origin.of(
                                Resource.create(attributes, resource.getSchemaUrl()),
                                before.scope());
                    });
        }
    }
}
