package dev.ingot.agent;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whether what an Alloy file refers to is there: `prometheus.remote_write.metrics.receiver` wants
/// a block `prometheus.remote_write "metrics"` in the same scope, of a kind that exports
/// `receiver`.
final class AlloyReferences {
    private static final Pattern BLOCK =
            Pattern.compile("^\\t?([a-z_.]+) \"([a-z_]+)\" \\{$", Pattern.MULTILINE);
    private static final Pattern REFERENCE =
            Pattern.compile(
                    "\\b((?:otelcol|prometheus|loki|discovery|argument)[a-z_.]*)\\.([a-z_]+)\\.([a-z_]+)\\b");
    private static final Pattern QUOTED_OR_COMMENT =
            Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|//.*");

    private AlloyReferences() {}

    /// @param exports what kinds of components export, by the beginning of their name
    static List<String> problems(String text, Map<String, Set<String>> exports) {
        List<String> problems = new ArrayList<>();
        for (String scope : text.split("(?m)^(?=declare )", -1)) {
            Set<String> blocks = new TreeSet<>();
            BLOCK.matcher(scope)
                    .results()
                    .forEach(block -> blocks.add(block.group(1) + "." + block.group(2)));
            Matcher reference = REFERENCE.matcher(values(scope));
            while (reference.find()) {
                String block = reference.group(1) + "." + reference.group(2);
                if (!blocks.contains(block)) {
                    problems.add("`" + reference.group() + "`: there is no `" + block + "`");
                } else if (!exported(reference.group(1), exports).contains(reference.group(3))) {
                    problems.add("`" + reference.group() + "`: it exports something else");
                }
            }
        }
        return problems;
    }

    /// What is left of right-hand sides without text and comments.
    private static String values(String scope) {
        var values = new StringBuilder();
        scope.lines()
                .filter(line -> !line.endsWith("\" {"))
                .map(line -> QUOTED_OR_COMMENT.matcher(line).replaceAll(""))
                .forEach(line -> values.append(line).append('\n'));
        return values.toString();
    }

    private static Set<String> exported(String kind, Map<String, Set<String>> exports) {
        return exports.entrySet().stream()
                .filter(entry ->
                        kind.equals(entry.getKey()) || kind.startsWith(entry.getKey() + "."))
                .max(Comparator.comparingInt(entry -> entry.getKey().length()))
                .map(Map.Entry::getValue)
                .orElse(Set.of());
    }
}
