package dev.ingot.examples;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a panel asks of Loki: `{label="value"}`, and filters behind it.
///
/// Loki cannot run here. What it makes of OTLP is simple, though: each attribute of the resource is
/// a label, in the index or beside it, with underscores for dots.
///
/// @param wanted whole values by label
record LogSelector(Map<String, Pattern> wanted) {
    private static final Pattern WHOLE =
            Pattern.compile("\\{(?<stream>[^}]+)}(?: \\| (?<filter>\\w+=~?\"[^\"]*\"))?");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)(=~?)\"([^\"]*)\"(?:, )?");

    /// @throws IllegalArgumentException where it is more than one stream selector and one filter
    static LogSelector of(String query) {
        Matcher whole = WHOLE.matcher(query);
        if (!whole.matches()) {
            throw new IllegalArgumentException("not understood: " + query);
        }
        String filter = whole.group("filter") == null ? "" : whole.group("filter");
        Map<String, Pattern> wanted = new LinkedHashMap<>();
        MATCHER.matcher(whole.group("stream") + ", " + filter)
                .results()
                .forEach(matcher ->
                        wanted.put(
                                matcher.group(1),
                                Pattern.compile(
                                        matcher.group(2).equals("=")
                                                ? Pattern.quote(matcher.group(3))
                                                : matcher.group(3))));
        return new LogSelector(wanted);
    }

    /// Whether it finds a record whose resource has these attributes.
    boolean finds(Map<String, String> attributes) {
        return wanted.entrySet().stream()
                .allMatch(one ->
                        attributes.entrySet().stream()
                                .anyMatch(attribute ->
                                        attribute.getKey().replace('.', '_').equals(one.getKey())
                                                && one.getValue()
                                                        .matcher(attribute.getValue())
                                                        .matches()));
    }
}
