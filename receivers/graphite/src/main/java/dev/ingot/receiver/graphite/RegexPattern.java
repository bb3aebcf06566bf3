package dev.ingot.receiver.graphite;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A regular expression in RE2's syntax, found anywhere in the path, in time linear in its length.
///
/// @param required a text without which no path matches
record RegexPattern(Pattern pattern, String required) implements PathPattern {
    /// As Go's `Expand` reads it: `01` is a name, and nobody's.
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,7}");

    RegexPattern(Pattern pattern) {
        this(pattern, RequiredText.of(pattern.pattern()));
    }

    @Override
    public @Nullable UnaryOperator<String> match(String path) {
        if (!path.contains(required)) {
            return null;
        }
        Matcher matcher = pattern.matcher(path);
        return matcher.find() ? name -> capture(matcher, name) : null;
    }

    private String capture(Matcher matcher, String name) {
        Integer group =
                NUMBER.matches(name) ? Integer.valueOf(name) : pattern.namedGroups().get(name);
        if (group == null || group > matcher.groupCount()) {
            return "";
        }
        String captured = matcher.group(group);
        return captured == null ? "" : captured;
    }
}
