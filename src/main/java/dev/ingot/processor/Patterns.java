package dev.ingot.processor;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.ingot.config.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Regular expressions that users write: RE2's, as in the collector, whose time is linear in the
/// text whatever the pattern.
final class Patterns {
    private Patterns() {}

    static List<Pattern> read(Section in, String key, String help) {
        var patterns = new ArrayList<Pattern>();
        for (String text : in.texts(key, List.of(), help)) {
            compile(in, key, text).ifPresent(patterns::add);
        }
        return List.copyOf(patterns);
    }

    /// Empty where the option is not set, or is no regular expression, which is then a problem.
    static Optional<Pattern> readOne(Section in, String key, String help) {
        String text = in.text(key, "", help);
        return text.isEmpty() ? Optional.empty() : compile(in, key, text);
    }

    static Optional<Pattern> compile(Section in, String key, String text) {
        try {
            return Optional.of(Pattern.compile(text));
        } catch (PatternSyntaxException wrong) {
            in.require(
                    false,
                    key,
                    "`" + text + "` is not a regular expression: " + wrong.getDescription());
            return Optional.empty();
        }
    }

    static boolean anyFinds(List<Pattern> patterns, String text) {
        for (Pattern pattern : patterns) {
            if (pattern.matcher(text).find()) {
                return true;
            }
        }
        return false;
    }

    /// What the named groups of the first match hold, in the order of the groups; empty where
    /// nothing matches.
    static Map<String, String> groups(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        var groups = new LinkedHashMap<String, String>();
        if (matcher.find()) {
            pattern.namedGroups().entrySet().stream()
                    .sorted(Map.Entry.comparingByValue())
                    .filter(group -> matcher.group(group.getValue()) != null)
                    .forEach(group -> groups.put(group.getKey(), matcher.group(group.getValue())));
        }
        return groups;
    }
}
