package dev.ingot.receiver.proxmox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ingot.poll.Catalogue;
import dev.ingot.record.Kind;
import dev.ingot.record.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Metrics as a table, one a line: the name in each dialect that has it (`-` where one has not),
/// where the value stands in an answer, the help text. `|` parts the columns.
///
/// A value is a key (`mem`), a path of keys and indices (`loadavg/0`), a difference (`maxmem -
/// mem`), or 1 or 0 (`status = running`). `cpu as decimal` stays a decimal number when it happens
/// to be whole.
///
/// The unit is what the name ends with. A name that ends in `_total` is a counter's, unless the
/// line begins with `gauge`.
final class Table {
    private static final String GAUGE = "gauge ";
    private static final String DECIMAL = " as decimal";

    private record Row(List<String> names, boolean gauge, String value, String help) {}

    private final List<Row> rows;

    private Table(List<Row> rows) {
        this.rows = rows;
    }

    static Table of(String text) {
        return new Table(text.lines().filter(line -> !line.isBlank()).map(Table::row).toList());
    }

    private static Row row(String line) {
        List<String> columns =
                Arrays.stream(line.split("\\|", -1))
                        .map(column -> column.strip().replaceAll("\\s+", " "))
                        .toList();
        boolean gauge = columns.getFirst().startsWith(GAUGE);
        var names = new ArrayList<>(columns.subList(0, columns.size() - 2));
        names.set(0, gauge ? names.getFirst().substring(GAUGE.length()) : names.getFirst());
        return new Row(names, gauge, columns.get(columns.size() - 2), columns.getLast());
    }

    /// Adds the rows to a catalogue of things that are read from an answer.
    <T> Catalogue.Builder<T> in(Catalogue.Builder<T> catalogue, Function<T, Item> item) {
        return in(catalogue, item, 0);
    }

    /// As above, under the names of one of the columns.
    <T> Catalogue.Builder<T> in(
            Catalogue.Builder<T> catalogue, Function<T, Item> item, int column) {
        for (Row row : rows) {
            String name = row.names.get(column);
            Function<T, ? extends @Nullable Number> value = item.andThen(value(row.value));
            if (!name.equals("-")) {
                Metric metric = metric(name, row.gauge, row.help);
                if (metric.kind() == Kind.COUNTER) {
                    catalogue.counter(name, metric.unit(), row.help, value);
                } else {
                    catalogue.gauge(name, metric.unit(), row.help, value);
                }
            }
        }
        return catalogue;
    }

    /// A metric whose kind and unit follow from its name.
    static Metric metric(String name, String help) {
        return metric(name, false, help);
    }

    private static Metric metric(String name, boolean gauge, String help) {
        boolean total = name.endsWith("_total");
        String stem = total ? name.substring(0, name.length() - "_total".length()) : name;
        String unit =
                stem.endsWith("_bytes")
                        ? "By"
                        : stem.endsWith("_seconds") ? "s" : stem.endsWith("_ratio") ? "1" : "";
        return Metric.of(name, total && !gauge ? Kind.COUNTER : Kind.GAUGE, unit, help);
    }

    private static Function<Item, @Nullable Number> value(String text) {
        if (text.endsWith(DECIMAL)) {
            String path = text.substring(0, text.length() - DECIMAL.length());
            return item -> Item.decimal(at(item, path));
        }
        if (text.contains(" = ")) {
            String[] sides = text.split(" = ", 2);
            return item -> is(at(item, sides[0]), sides[1]);
        }
        if (text.contains(" - ")) {
            String[] sides = text.split(" - ", 2);
            return item -> difference(item.whole(sides[0]), item.whole(sides[1]));
        }
        int parent = text.lastIndexOf('/');
        return parent < 0
                ? item -> item.number(text)
                : item ->
                        new Item(at(item, text.substring(0, parent)))
                                .number(text.substring(parent + 1));
    }

    private static @Nullable Integer is(JsonNode value, String wanted) {
        return value.isMissingNode()
                ? null
                : Integer.valueOf(value.asText().equals(wanted) ? 1 : 0);
    }

    private static @Nullable Long difference(@Nullable Long all, @Nullable Long part) {
        return all == null || part == null ? null : Long.valueOf(all - part);
    }

    private static JsonNode at(Item item, String path) {
        return item.json().at("/" + path);
    }

    /// Rows of a README table for metrics that are no row of a catalogue.
    static String markdown(Map<Metric, List<String>> metrics) {
        return metrics.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().name()))
                .map(entry -> {
                    Metric metric = entry.getKey();
                    String kind = metric.kind() == Kind.COUNTER ? "counter" : "gauge";
                    String labels =
                            entry.getValue().stream()
                                    .map(label -> "`" + label + "`")
                                    .collect(Collectors.joining(", "));
                    return "| `%s` | %s | %s | %s | %s |\n"
                            .formatted(metric.name(), kind, metric.unit(), labels, metric.help());
                })
                .collect(Collectors.joining());
    }
}
