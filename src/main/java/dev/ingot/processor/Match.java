package dev.ingot.processor;

import com.google.re2j.Pattern;
import dev.ingot.config.Section;
import dev.ingot.record.Fields;
import dev.ingot.record.LogRecord;
import dev.ingot.record.Series;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Which records are meant: those that fulfil every condition that is set. Options and meanings are
/// the collector's include and exclude.
///
/// @param names of metrics; one of them must fit
/// @param bodies one of them must fit
/// @param severityTexts one of them must fit
/// @param severity the lowest severity
/// @param undefined whether a record without a severity is meant
/// @param attributes all of them must fit: of log records, or labels of points
/// @param resources all of them must fit
record Match(
        List<Test> names,
        List<Test> bodies,
        List<Test> severityTexts,
        @Nullable Severity severity,
        boolean undefined,
        List<Pair> attributes,
        List<Pair> resources) {

    /// How texts are compared.
    enum Type {
        STRICT,
        REGEXP
    }

    /// A text, or a pattern that must be found somewhere.
    record Test(String text, @Nullable Pattern pattern) {
        boolean fits(String other) {
            return pattern == null ? text.equals(other) : pattern.matcher(other).find();
        }
    }

    /// An attribute and, unless it only has to be there, its value.
    record Pair(String key, @Nullable Test value) {}

    static Match read(Section in) {
        Type type =
                in.choice(
                        "match_type",
                        Type.STRICT,
                        "`strict` compares whole texts, `regexp` looks for patterns.");
        boolean strict = type == Type.STRICT;
        var severities =
                in.section("severity_number", "Severities of log records.", Severities::read);
        return new Match(
                tests(in, "metric_names", strict, "Names of metrics."),
                tests(in, "bodies", strict, "Bodies of log records."),
                tests(in, "severity_texts", strict, "Severity texts of log records."),
                severities.min(),
                severities.undefined(),
                pairs(
                        in,
                        "record_attributes",
                        strict,
                        "Attributes of log records, labels of points."),
                pairs(in, "resource_attributes", strict, "Attributes of the resource."));
    }

    private record Severities(@Nullable Severity min, boolean undefined) {
        static Severities read(Section in) {
            String text =
                    in.text("min", "", "The lowest severity, such as `INFO`, `WARN2` or `ERROR`.");
            boolean undefined =
                    in.flag("match_undefined", false, "Whether a record without one is meant.");
            if (text.isEmpty()) {
                return new Severities(null, undefined);
            }
            for (Severity severity : Severity.values()) {
                if (severity.name().equals(text.toUpperCase(Locale.ROOT))) {
                    return new Severities(severity, undefined);
                }
            }
            in.require(false, "min", "`" + text + "` is not a severity such as `INFO` or `ERROR2`");
            return new Severities(null, undefined);
        }
    }

    private static List<Test> tests(Section in, String key, boolean strict, String help) {
        var tests = new ArrayList<Test>();
        for (String text : in.texts(key, List.of(), help)) {
            tests.add(test(in, key, strict, text));
        }
        return List.copyOf(tests);
    }

    private static Test test(Section in, String key, boolean strict, String text) {
        return new Test(text, strict ? null : Patterns.compile(in, key, text).orElse(null));
    }

    private static List<Pair> pairs(Section in, String key, boolean strict, String help) {
        return in.list(
                key,
                help,
                item -> {
                    String name = item.required("key", "The attribute's name.");
                    String value =
                            item.text("value", "", "Its value; unset, it only has to be there.");
                    boolean any = value.isEmpty();
                    return new Pair(name, any ? null : test(item, "value", strict, value));
                });
    }

    boolean fits(LogRecord log) {
        Value<?> body = log.getBodyValue();
        return names.isEmpty()
                && fits(bodies, body == null ? "" : body.asString())
                && fits(severityTexts, String.valueOf(log.getSeverityText()))
                && fits(log.getSeverity())
                && fits(attributes, log.fields())
                && fits(resources, log.getResource().getAttributes());
    }

    boolean fits(Series series) {
        return bodies.isEmpty()
                && severityTexts.isEmpty()
                && severity == null
                && fits(names, series.metric().name())
                && fits(attributes, series.flat())
                && fits(resources, series.origin().resource().getAttributes());
    }

    private boolean fits(Severity other) {
        if (severity == null) {
            return true;
        }
        return other == Severity.UNDEFINED_SEVERITY_NUMBER
                ? undefined
                : other.getSeverityNumber() >= severity.getSeverityNumber();
    }

    private static boolean fits(List<Test> tests, String text) {
        return tests.isEmpty() || tests.stream().anyMatch(test -> test.fits(text));
    }

    private static boolean fits(List<Pair> pairs, Attributes attributes) {
        if (pairs.isEmpty()) {
            return true;
        }
        Fields fields = Fields.of(attributes);
        for (Pair pair : pairs) {
            Object value = fields.value(pair.key());
            if (value == null || (pair.value() != null && !pair.value().fits(text(value)))) {
                return false;
            }
        }
        return true;
    }

    static String text(Object value) {
        return value instanceof Value<?> any ? any.asString() : String.valueOf(value);
    }
}
