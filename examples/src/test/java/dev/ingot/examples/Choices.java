package dev.ingot.examples;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What somebody chose at the top of a dashboard, and Grafana's own variables.
///
/// @param values by variable; one of several values as Grafana writes it into a regular expression
record Choices(Map<String, String> values) {
    private static final Pattern DEFINITION = Pattern.compile("label_values\\((.*), (\\w+)\\)");
    private static final Pattern VARIABLE = Pattern.compile("\\$([a-zA-Z_]\\w*)");
    private static final Pattern SPECIAL = Pattern.compile("[\\\\^$*+?.()|\\[\\]{}]");
    // Scraped each second: Grafana takes four intervals; more, since this machine may be busy.
    private static final Map<String, String> OWN =
            Map.of("__rate_interval", "10s", "__interval", "1s", "__range", "60s");

    /// All values of the variables of which several may be chosen; of the others, every choice.
    static List<Choices> all(JsonNode dashboard, Answers answers) throws IOException {
        List<Choices> all = List.of(new Choices(OWN));
        for (JsonNode variable : dashboard.path("templating").path("list")) {
            if (variable.path("type").asText().equals("query")) {
                List<Choices> more = new ArrayList<>();
                for (Choices choices : all) {
                    more.addAll(choices.with(variable, answers));
                }
                all = more;
            }
        }
        return all;
    }

    private List<Choices> with(JsonNode variable, Answers answers) throws IOException {
        Matcher definition = DEFINITION.matcher(variable.path("definition").asText());
        if (!definition.matches()) {
            throw new IOException("no label_values: " + variable);
        }
        List<String> offered = answers.labelValues(in(definition.group(1)), definition.group(2));
        String name = variable.path("name").asText();
        if (!variable.path("multi").asBoolean()) {
            return offered.stream().map(value -> with(name, value)).toList();
        }
        return offered.isEmpty()
                ? List.of()
                : List.of(
                        with(
                                name,
                                offered.stream()
                                        .map(Choices::escaped)
                                        .collect(Collectors.joining("|", "(", ")"))));
    }

    private static String escaped(String value) {
        // Twice: once for the regular expression, once for the text that it stands in.
        return SPECIAL.matcher(value).replaceAll("\\\\\\\\$0");
    }

    private Choices with(String name, String value) {
        Map<String, String> more = new TreeMap<>(values);
        more.put(name, value);
        return new Choices(more);
    }

    /// A text with the variables replaced by what was chosen.
    ///
    /// @throws IllegalArgumentException where a variable is not known
    String in(String text) {
        return VARIABLE.matcher(text)
                .replaceAll(match -> {
                    String value = values.get(match.group(1));
                    if (value == null) {
                        throw new IllegalArgumentException(
                                "no variable `" + match.group() + "`: " + text);
                    }
                    return Matcher.quoteReplacement(value);
                });
    }
}
