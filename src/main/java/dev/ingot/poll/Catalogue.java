package dev.ingot.poll;

import dev.ingot.record.Kind;
import dev.ingot.record.Labels;
import dev.ingot.record.Metric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The metrics that one kind of thing gives, a row each: a definition and a getter.
///
/// A getter that answers null says that the source did not send the value: nothing is emitted,
/// never 0. The README table is made from the same rows.
///
/// @param <T> the thing, such as a pool
public final class Catalogue<T> {
    private record Label<T>(String name, String help, Function<T, @Nullable String> value) {}

    private record Row<T>(Metric metric, Function<T, ? extends @Nullable Number> value) {
        long since(long startNanos) {
            return metric.kind() == Kind.COUNTER ? startNanos : 0;
        }
    }

    private final List<Label<T>> labels;

    /// The same by name, the order in which [Labels] has them.
    private final List<Label<T>> sorted;

    private final List<Row<T>> rows;

    private Catalogue(List<Label<T>> labels, List<Row<T>> rows) {
        this.labels = List.copyOf(labels);
        this.sorted = labels.stream().sorted(Comparator.comparing(Label::name)).toList();
        this.rows = List.copyOf(rows);
    }

    public static <T> Builder<T> of(Class<T> what) {
        return new Builder<>();
    }

    /// Adds a point for every row whose value is known.
    public void observe(T thing, Round round) {
        observe(thing, round, 0);
    }

    /// As above, for a thing whose counters stood at zero at `startNanos`, such as its start; 0
    /// where nobody knows.
    public void observe(T thing, Round round, long startNanos) {
        Labels known = labels(thing);
        for (Row<T> row : rows) {
            Number value = row.value.apply(thing);
            switch (value) {
                case null -> {}
                case Long whole -> round.addLong(row.metric, known, whole, row.since(startNanos));
                case Integer whole ->
                        round.addLong(row.metric, known, whole, row.since(startNanos));
                default -> round.add(row.metric, known, value.doubleValue());
            }
        }
    }

    private Labels labels(T thing) {
        var pairs = new ArrayList<String>(2 * sorted.size());
        for (Label<T> label : sorted) {
            String value = label.value.apply(thing);
            if (value != null && !value.isEmpty()) {
                pairs.add(label.name);
                pairs.add(value);
            }
        }
        return Labels.of(pairs.toArray(String[]::new));
    }

    public List<Metric> metrics() {
        return rows.stream().map(Row::metric).toList();
    }

    /// The README table: a heading, then a line a metric.
    public static String markdown(List<Catalogue<?>> catalogues) {
        var table =
                new StringBuilder(
                        "| Metric | Kind | Unit | Labels | Meaning |\n| --- | --- | --- | --- | --- |\n");
        for (Catalogue<?> catalogue : catalogues) {
            var names = catalogue.labels.stream().map(label -> "`" + label.name + "`").toList();
            for (Metric metric : catalogue.metrics()) {
                table.append(start(metric)).append(String.join(", ", names)).append(end(metric));
            }
        }
        return table.toString();
    }

    /// The README table of metrics whose labels are said elsewhere.
    public static String markdownOf(List<Metric> metrics) {
        var table =
                new StringBuilder(
                        "| Metric | Kind | Unit | Meaning |\n| --- | --- | --- | --- |\n");
        metrics.forEach(metric ->
                table.append(start(metric).replaceFirst(" \\| $", "")).append(end(metric)));
        return table.toString();
    }

    private static String start(Metric metric) {
        String kind = metric.kind() == Kind.COUNTER ? "counter" : "gauge";
        return "| `" + metric.name() + "` | " + kind + " | " + metric.unit() + " | ";
    }

    private static String end(Metric metric) {
        return " | " + metric.help().replace("|", "\\|") + " |\n";
    }

    /// Collects rows. Not safe for several threads at once.
    public static final class Builder<T> {
        private final List<Label<T>> labels = new ArrayList<>();
        private final List<Row<T>> rows = new ArrayList<>();

        private Builder() {}

        /// A label of every row; left out where the getter answers null.
        public Builder<T> label(String name, String help, Function<T, @Nullable String> value) {
            labels.add(new Label<>(name, help, value));
            return this;
        }

        public Builder<T> gauge(
                String name,
                String unit,
                String help,
                Function<T, ? extends @Nullable Number> value) {
            rows.add(new Row<>(Metric.gauge(name, unit, help), value));
            return this;
        }

        public Builder<T> counter(
                String name,
                String unit,
                String help,
                Function<T, ? extends @Nullable Number> value) {
            rows.add(new Row<>(Metric.counter(name, unit, help), value));
            return this;
        }

        public Catalogue<T> build() {
            return new Catalogue<>(labels, rows);
        }
    }
}
