package dev.ingot.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// An alert as it stands in a file of rules.
record AlertRule(String name, String expr, JsonNode annotations) {
    /// What of an expression names no metric: texts, selectors, ranges, lists of labels.
    private static final Pattern NO_NAMES =
            Pattern.compile(
                    "\"[^\"]*\"|\\{[^}]*}|\\[[^]]*]"
                            + "|\\b(?:by|without|on|ignoring|group_left|group_right) *\\([^)]*\\)");

    /// A word that no parenthesis follows: a function or an aggregation would have one.
    private static final Pattern WORD = Pattern.compile("\\b[a-z_]\\w*\\b(?! *\\()");

    private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool", "offset");

    static List<AlertRule> in(Path file) throws IOException {
        List<AlertRule> rules = new ArrayList<>();
        for (JsonNode group : yaml(file).path("groups")) {
            for (JsonNode rule : group.path("rules")) {
                rules.add(
                        new AlertRule(
                                rule.path("alert").asText(),
                                rule.path("expr").asText(),
                                rule.path("annotations")));
            }
        }
        return rules;
    }

    static JsonNode yaml(Path file) throws IOException {
        return new ObjectMapper().valueToTree(Stack.yaml(Files.readString(file)));
    }

    /// The names of the metrics that the expression asks for.
    Set<String> metrics() {
        Set<String> names = new TreeSet<>();
        WORD.matcher(NO_NAMES.matcher(expr).replaceAll(" "))
                .results()
                .forEach(word -> names.add(word.group()));
        names.removeAll(OPERATORS);
        return names;
    }
}
