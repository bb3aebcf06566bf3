package dev.ingot.receiver.zfs;

import dev.ingot.poll.Round;
import dev.ingot.record.Labels;
import dev.ingot.record.Metric;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What Ingot's own dialect makes of one kstat file: which rows are counters, which are sizes and
/// which are other gauges, and what they are called.
///
/// A row is called `<prefix><row>`, with `_total` behind it for a counter and `_bytes` for a size.
/// A row whose name ends in a number belongs to a metric with that number as a label.
final class Family {
    private record Numbered(String start, String end, String label, Metric metric) {}

    private final String name;
    private final String file;
    private final Map<String, Metric> metrics = new LinkedHashMap<>();
    private final List<Numbered> numbered = new ArrayList<>();
    private final Set<String> unused;

    private Family(Builder from) {
        name = from.name;
        file = from.file;
        unused = Set.copyOf(from.unused);
        metrics.putAll(from.metrics);
        numbered.addAll(from.numbered);
    }

    /// @param name how the option `kstats` calls it
    /// @param file the file's name; in a pool's folder for families of pools
    /// @param prefix of the metrics' names
    /// @param cut what is cut from the front of a row's name
    static Builder of(String name, String file, String prefix, String cut) {
        return new Builder(name, file, prefix, cut);
    }

    String name() {
        return name;
    }

    String file() {
        return file;
    }

    Collection<Metric> metrics() {
        var all = new ArrayList<>(metrics.values());
        numbered.forEach(row -> all.add(row.metric));
        return all;
    }

    /// Adds what a file holds, except metrics that another dialect has claimed.
    void observe(Kstat kstat, Labels labels, Predicate<Metric> claimed, Round round) {
        kstat.numbers()
                .forEach((row, value) -> {
                    Metric metric = metrics.get(row);
                    if (metric != null) {
                        if (!claimed.test(metric)) {
                            add(round, metric, labels, value);
                        }
                    } else {
                        observeNumbered(row, value, labels, round);
                    }
                });
    }

    private void observeNumbered(String row, Number value, Labels labels, Round round) {
        Numbered of = numbered(row);
        if (of != null) {
            add(round, of.metric, labels.orElse(of.label, number(of, row)), value);
        }
    }

    private static String number(Numbered of, String row) {
        return row.substring(of.start.length(), row.length() - of.end.length());
    }

    private @Nullable Numbered numbered(String row) {
        for (Numbered candidate : numbered) {
            int digits = row.length() - candidate.start.length() - candidate.end.length();
            if (digits > 0
                    && row.startsWith(candidate.start)
                    && row.endsWith(candidate.end)
                    && number(candidate, row).chars().allMatch(c -> c >= '0' && c <= '9')) {
                return candidate;
            }
        }
        return null;
    }

    /// Whether the table says what to make of a row, be it nothing.
    boolean knows(String row) {
        return metrics.containsKey(row) || unused.contains(row) || numbered(row) != null;
    }

    static void add(Round round, Metric metric, Labels labels, Number value) {
        if (value instanceof Long whole) {
            round.addLong(metric, labels, whole);
        } else {
            round.add(metric, labels, value.doubleValue());
        }
    }

    /// Collects rows, given as words; `a>b` calls row `a` as if its name were `b`. Not safe for
    /// several threads at once.
    static final class Builder {
        private final String name;
        private final String file;
        private final String prefix;
        private final String cut;
        private final Map<String, Metric> metrics = new LinkedHashMap<>();
        private final List<Numbered> numbered = new ArrayList<>();
        private final List<String> unused = new ArrayList<>();

        private Builder(String name, String file, String prefix, String cut) {
            this.name = name;
            this.file = file;
            this.prefix = prefix;
            this.cut = cut;
        }

        Builder counters(String rows) {
            return rows(rows, "_total", true);
        }

        Builder sizes(String rows) {
            return rows(rows, "_bytes", false);
        }

        Builder gauges(String rows) {
            return rows(rows, "", false);
        }

        /// Gauges of the rows `start`, a number, `end`.
        Builder numbered(String start, String end, String label, String metric) {
            String unit = metric.endsWith("_bytes") ? "By" : "";
            String help = "`" + start + "N" + end + "` of the kstat `" + file + "`.";
            numbered.add(
                    new Numbered(start, end, label, Metric.gauge(prefix + metric, unit, help)));
            return this;
        }

        /// Rows that nothing is made of.
        Builder unused(String rows) {
            unused.addAll(List.of(rows.split(" ", -1)));
            return this;
        }

        private Builder rows(String rows, String end, boolean counter) {
            for (String row : rows.split(" ", -1)) {
                int as = row.indexOf('>');
                String key = as < 0 ? row : row.substring(0, as);
                String word = (as < 0 ? row : row.substring(as + 1)).replace('-', '_');
                String base = prefix + (word.startsWith(cut) ? word.substring(cut.length()) : word);
                String full = base.endsWith(end) ? base : base + end;
                boolean bytes = full.endsWith("_bytes") || full.endsWith("_bytes_total");
                String help = "`" + key + "` of the kstat `" + file + "`.";
                metrics.put(
                        key,
                        counter
                                ? Metric.counter(full, bytes ? "By" : "", help)
                                : Metric.gauge(full, bytes ? "By" : "", help));
            }
            return this;
        }

        Family build() {
            return new Family(this);
        }
    }
}
