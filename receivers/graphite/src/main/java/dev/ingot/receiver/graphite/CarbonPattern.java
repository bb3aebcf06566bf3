package dev.ingot.receiver.graphite;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A regular expression of the OpenTelemetry Collector's carbon receiver, found anywhere in the
/// path with its tags. Groups called `name_…` make the metric's name, `key_…` labels.
///
/// The name is `prefix`, followed, for every `name_` group in the order of the groups' names, by
/// `separator` and what the group captured; where all of that is empty, the path without its tags.
///
/// @param rising whether values only rise; the name of such a metric ends in `_total`
record CarbonPattern(Pattern pattern, String prefix, String separator, boolean rising)
        implements PathPattern {
    /// What [#match] knows the metric's name by; no group can be called so.
    static final String NAME = "";

    private static final String OF_NAME = "name_";
    private static final String OF_LABEL = "key_";

    /// @throws PatternSyntaxException where it is not RE2's syntax, or a group is neither for a
    ///   name nor for a label
    static CarbonPattern of(String regexp, String prefix, String separator, boolean rising) {
        Pattern pattern = Pattern.compile(regexp);
        for (String group : pattern.namedGroups().keySet()) {
            if (!group.startsWith(OF_NAME) && !group.startsWith(OF_LABEL)) {
                throw new PatternSyntaxException(
                        "a group's name begins with `name_` or `key_`", group);
            }
        }
        return new CarbonPattern(pattern, prefix, separator, rising);
    }

    /// The names of the labels that it captures, each with the name of its group.
    List<String> labelGroups() {
        return groups(OF_LABEL);
    }

    /// The label that a group is for.
    static String label(String group) {
        return group.substring(OF_LABEL.length());
    }

    private List<String> groups(String start) {
        return pattern.namedGroups().keySet().stream()
                .filter(group -> group.startsWith(start))
                .sorted()
                .toList();
    }

    @Override
    public @Nullable UnaryOperator<String> match(String path) {
        Matcher matcher = pattern.matcher(path);
        if (!matcher.find()) {
            return null;
        }
        return group -> group.equals(NAME) ? name(path, matcher) : captured(matcher, group);
    }

    private String name(String path, Matcher matcher) {
        var name = new StringBuilder(prefix);
        for (String group : groups(OF_NAME)) {
            name.append(separator).append(captured(matcher, group));
        }
        if (name.isEmpty()) {
            int tags = path.indexOf(';');
            name.append(path, 0, tags < 0 ? path.length() : tags);
        }
        return rising && !name.toString().endsWith("_total") ? name + "_total" : name.toString();
    }

    private static String captured(Matcher matcher, String group) {
        String captured = matcher.group(group);
        return captured == null ? "" : captured;
    }
}
