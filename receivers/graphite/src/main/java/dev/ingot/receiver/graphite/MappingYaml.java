package dev.ingot.receiver.graphite;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// One table of a mapping file: its keys are asked for one by one, and [#finish] reports the
/// others.
///
/// Not the agent's configuration reader, since that one would take `${1}` for a variable.
final class MappingYaml {
    private static final Pattern DURATION =
            Pattern.compile("0|(?:[0-9]{1,6}h)?(?:[0-9]{1,6}m)?(?:[0-9]{1,9}(?:\\.[0-9]{1,9})?s)?");
    private static final Set<String> TRUE =
            Set.of("true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON", "y", "Y");
    private static final Set<String> FALSE =
            Set.of("false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF", "n", "N");
    private static final int MOST_MERGED = 1000;
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

    private final String file;
    private final String what;
    private final int line;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Set<String> asked = new HashSet<>();
    private final List<String> problems;
    private int merged;

    /// @param what how the table is called in problems, such as `rule 3: `
    MappingYaml(String file, String what, @Nullable Node table, List<String> problems) {
        this.file = file;
        this.what = what;
        this.problems = problems;
        this.line = table == null ? 1 : line(table);
        if (table instanceof MappingNode mapping) {
            mapping.getValue().stream().filter(entry -> !isMerge(entry)).forEach(this::put);
            mergeInto(mapping);
        } else if (table != null && !isNull(table)) {
            problem(line, "is not a table of keys and values");
        }
    }

    private void put(NodeTuple entry) {
        if (!(entry.getKeyNode() instanceof ScalarNode key)) {
            problem(line(entry.getKeyNode()), "a key must be a text");
        } else if (values.put(key.getValue(), entry.getValueNode()) != null) {
            problem(line(key), "`" + key.getValue() + "` stands here twice");
        }
    }

    private static boolean isMerge(NodeTuple entry) {
        return entry.getKeyNode() instanceof ScalarNode key
                && key.isPlain()
                && key.getValue().equals("<<");
    }

    private void mergeInto(MappingNode mapping) {
        mapping.getValue().stream()
                .filter(MappingYaml::isMerge)
                .forEach(entry -> merge(entry.getValueNode()));
    }

    /// What stands in the table itself wins, then what is merged earlier. Anchors that merge one
    /// another again and again end at a number of steps.
    private void merge(Node from) {
        if (merged > MOST_MERGED) {
            return;
        }
        if (from.isRecursive() || ++merged > MOST_MERGED) {
            problem(line(from), "`<<` merges itself, or more than " + MOST_MERGED + " tables");
            merged = MOST_MERGED + 1;
        } else if (from instanceof SequenceNode list) {
            list.getValue().forEach(this::merge);
        } else if (from instanceof MappingNode mapping) {
            mapping.getValue().stream().filter(entry -> !isMerge(entry)).forEach(this::putIfNew);
            mergeInto(mapping);
        } else {
            problem(line(from), "`<<` must be a table such as `*base`, or a list of them");
        }
    }

    private void putIfNew(NodeTuple entry) {
        if (entry.getKeyNode() instanceof ScalarNode key) {
            values.putIfAbsent(key.getValue(), entry.getValueNode());
        }
    }

    /// Where the table starts, as `file:line`.
    String place() {
        return file + ":" + line;
    }

    String text(String key, String fallback) {
        Node node = value(key);
        if (node == null || isNull(node)) {
            return fallback;
        }
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        problem(line(node), "`" + key + "` must be a text");
        return fallback;
    }

    /// One of some words; an empty text is as none.
    String word(String key, String fallback, List<String> words) {
        String word =
                checked(
                        key,
                        fallback,
                        "must be one of " + String.join(", ", words),
                        text -> text.isEmpty() || words.contains(text));
        return word.isEmpty() ? fallback : word;
    }

    boolean flag(String key) {
        String text = checked(key, "false", "must be `true` or `false`", MappingYaml::isFlag);
        return TRUE.contains(text);
    }

    private static boolean isFlag(String text) {
        return TRUE.contains(text) || FALSE.contains(text);
    }

    double number(String key, double fallback) {
        return numbers(key).stream().findFirst().orElse(fallback);
    }

    /// A number, or a list of them.
    List<Double> numbers(String key) {
        Node node = value(key);
        if (node == null || isNull(node)) {
            return List.of();
        }
        return node instanceof SequenceNode list
                ? list.getValue().stream().map(item -> toNumber(key, item)).toList()
                : List.of(toNumber(key, node));
    }

    private double toNumber(String key, Node node) {
        try {
            if (node instanceof ScalarNode scalar) {
                double number = Double.parseDouble(scalar.getValue());
                if (Double.isFinite(number)) {
                    return number;
                }
            }
        } catch (NumberFormatException noNumber) {
            // Said below.
        }
        problem(line(node), "`" + key + "` must be a number");
        return 0;
    }

    /// A time span such as `30m`, as Go writes it.
    Optional<Duration> duration(String key) {
        String text =
                checked(
                        key,
                        "",
                        "must be a duration such as 30m",
                        t -> !t.isEmpty() && DURATION.matcher(t).matches());
        return text.isEmpty() || text.equals("0")
                ? Optional.empty()
                : Optional.of(Duration.parse("PT" + text.toUpperCase(Locale.ROOT)))
                        .filter(Duration::isPositive);
    }

    private String checked(String key, String fallback, String must, Predicate<String> good) {
        String text = text(key, fallback);
        Node node = values.get(key);
        if (node == null || isNull(node) || good.test(text)) {
            return text;
        }
        problem(line(node), "`" + key + ": " + text + "` " + must);
        return fallback;
    }

    /// A table of texts.
    Map<String, String> texts(String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        MappingYaml table = table(key);
        for (String name : table.values.keySet()) {
            texts.put(name, table.text(name, ""));
        }
        return texts;
    }

    MappingYaml table(String key) {
        return new MappingYaml(file, what + "`" + key + "` ", value(key), problems);
    }

    /// The tables of a list.
    ///
    /// @param name how the table of that number is called in problems
    List<MappingYaml> tables(String key, Function<Integer, String> name) {
        Node node = value(key);
        if (node == null || isNull(node)) {
            return List.of();
        }
        if (!(node instanceof SequenceNode list)) {
            problem(line(node), "`" + key + "` must be a list");
            return List.of();
        }
        var number = new int[1];
        return list.getValue().stream()
                .map(item -> new MappingYaml(file, name.apply(++number[0]), item, problems))
                .toList();
    }

    /// Takes keys that have no meaning here.
    void ignore(String... keys) {
        asked.addAll(List.of(keys));
    }

    void problem(String text) {
        problem(line, text);
    }

    /// Notes a problem with the value of a key.
    void problemAt(String key, String text) {
        Node node = values.get(key);
        problem(node == null ? line : line(node), text);
    }

    private void problem(int atLine, String text) {
        problems.add(file + ":" + atLine + ": " + what + text);
    }

    /// Reports the keys that nobody asked for.
    void finish() {
        values.forEach((key, node) -> {
            if (!asked.contains(key)) {
                problem(line(node), "`" + key + "` is not known");
            }
        });
    }

    private @Nullable Node value(String key) {
        asked.add(key);
        return values.get(key);
    }

    private static boolean isNull(Node node) {
        return node instanceof ScalarNode scalar
                && scalar.isPlain()
                && NULLS.contains(scalar.getValue());
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }
}
