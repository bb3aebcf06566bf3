package dev.ingot.receiver.graphite;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// The text of a mapped name or label, with references to what the rule's pattern captured.
///
/// Globs and regular expressions write references differently, as they do in the mapping files of
/// statsd_exporter, whose readers this follows.
///
/// @param parts literal text and names of captures in turn, literal text first
record Template(List<String> parts) {
    private static final Pattern IN_GLOBS = Pattern.compile("\\$\\{?([a-zA-Z0-9_$]+)\\}?");
    private static final Pattern IN_REGEXES =
            Pattern.compile("\\$(?:(\\$)|\\{([\\p{L}\\p{Nd}_]+)\\}|([\\p{L}\\p{Nd}_]+))");

    /// For a glob: `$1` or `${1}` is the first `*`, `$0` the whole path. A reference takes every
    /// letter, digit, `_` and `$` that follows, so `$1_a` names nothing; write `${1}_a`. There is
    /// no way to write a dollar before any of them.
    static Template forGlob(String text) {
        return of(text, IN_GLOBS.matcher(text), false);
    }

    /// For a regular expression, as Go expands it: `$1`, `${1}`, `$name`, `$0` for all of it, `$$`
    /// for a dollar. A `$` before anything else stands for itself.
    static Template forRegex(String text) {
        return of(text, IN_REGEXES.matcher(text), true);
    }

    /// What a rule's pattern captured under a name, and nothing else.
    static Template reference(String name) {
        return new Template(List.of("", name, ""));
    }

    /// The text itself, whatever it holds.
    static Template literal(String text) {
        return new Template(List.of(text));
    }

    private static Template of(String text, Matcher references, boolean escapes) {
        List<String> parts = new ArrayList<>();
        int literal = 0;
        var pending = new StringBuilder();
        while (references.find()) {
            pending.append(text, literal, references.start());
            literal = references.end();
            String name = captured(references);
            if (escapes && name.equals("$")) {
                pending.append('$');
            } else {
                parts.add(pending.toString());
                parts.add(name);
                pending.setLength(0);
            }
        }
        parts.add(pending.append(text, literal, text.length()).toString());
        return new Template(List.copyOf(parts));
    }

    private static String captured(Matcher references) {
        for (int group = 1; group <= references.groupCount(); group++) {
            String name = references.group(group);
            if (name != null) {
                return name;
            }
        }
        return "";
    }

    /// Whether it says the same for every path.
    boolean isLiteral() {
        return parts.size() == 1;
    }

    /// The text, with each reference replaced by what `captures` knows under its name.
    String expand(UnaryOperator<String> captures) {
        if (isLiteral()) {
            return parts.getFirst();
        }
        var text = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            text.append(i % 2 == 0 ? parts.get(i) : captures.apply(parts.get(i)));
        }
        return text.toString();
    }
}
