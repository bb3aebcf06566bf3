package dev.ingot.exporter.prometheus;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.ingot.config.Section;
import dev.ingot.net.WebServer.Request;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A parameter of the query that an exporter had which this listener replaces, such as `?module=`.
///
/// @param values that are taken; empty for any
/// @param leavesOut names of metrics that are not served while it is switched off; null for none
record Parameter(String name, List<String> values, @Nullable Pattern leavesOut) {
    private static final Set<String> OFF = Set.of("0", "false", "");

    static Parameter read(Section in) {
        String name = in.required("name", "Of the parameter, such as `module`.");
        List<String> values =
                in.texts(
                        "values", List.of(), "What it may be; else the answer is 400. Empty: any.");
        String pattern =
                in.text(
                        "leaves_out",
                        "",
                        "A regular expression: metrics whose whole name matches are not served"
                                + " while the parameter is `0`, `false` or empty.");
        in.require(
                !name.equals("target") && !name.equals("name[]"),
                "name",
                "must not be `target` or `name[]`, which mean something already");
        return new Parameter(name, values, pattern(in, pattern));
    }

    private static @Nullable Pattern pattern(Section in, String text) {
        try {
            return text.isEmpty() ? null : Pattern.compile(text);
        } catch (PatternSyntaxException notAPattern) {
            in.require(
                    false,
                    "leaves_out",
                    "must be a regular expression: " + notAPattern.getMessage());
            return null;
        }
    }

    /// Whether a request may have the value it has, or none.
    boolean admits(Request request) {
        return values.isEmpty() || request.parameter(name).stream().allMatch(values::contains);
    }

    /// Whether a request wants a metric.
    boolean serves(String metric, Request request) {
        return leavesOut == null
                || request.parameter(name).filter(Parameter::isOff).isEmpty()
                || !leavesOut.matches(metric);
    }

    private static boolean isOff(String value) {
        return OFF.contains(value.toLowerCase(Locale.ROOT));
    }
}
