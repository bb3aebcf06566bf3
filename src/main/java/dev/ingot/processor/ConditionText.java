package dev.ingot.processor;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.ingot.config.Section;
import dev.ingot.processor.Condition.Operator;
import dev.ingot.processor.ConditionTokens.NotUnderstood;
import dev.ingot.processor.Path.Part;
import io.opentelemetry.api.logs.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a condition: paths, texts, numbers, lists, `true`, `false`, `nil`, `SEVERITY_NUMBER_…` and
/// `METRIC_DATA_TYPE_…` compared with each other, functions of these, and all of it put together by
/// `and`, `or`, `not` and parentheses.
final class ConditionText {
    private static final int DEEPEST = 64;
    private static final String SEVERITY = "SEVERITY_NUMBER_";

    private final ConditionTokens tokens;
    private final Set<Part> parts;
    private int depth;

    private ConditionText(ConditionTokens tokens, Set<Part> parts) {
        this.tokens = tokens;
        this.parts = parts;
    }

    /// Reads a list of conditions and says what is not understood of them.
    ///
    /// @param parts what they may look at
    static List<Condition> read(Section in, String key, Set<Part> parts, String help) {
        var conditions = new ArrayList<Condition>();
        for (String text : in.texts(key, List.of(), help)) {
            try {
                conditions.add(new ConditionText(new ConditionTokens(text), parts).whole());
            } catch (NotUnderstood problem) {
                in.require(
                        false,
                        key,
                        "`"
                                + text
                                + "`: "
                                + problem.getMessage()
                                + "; conditions compare paths such as `resource.attributes[\"x\"]`"
                                + " with values, or are `IsMatch(path, \"pattern\")`; what they"
                                + " cannot say, `include` and `exclude` may");
            }
        }
        return List.copyOf(conditions);
    }

    private Condition whole() throws NotUnderstood {
        Condition condition = any();
        tokens.expectEnd();
        return condition;
    }

    private Condition any() throws NotUnderstood {
        var of = new ArrayList<>(List.of(all()));
        while (tokens.take("or")) {
            of.add(all());
        }
        return of.size() == 1 ? of.getFirst() : new Condition.Any(List.copyOf(of));
    }

    private Condition all() throws NotUnderstood {
        var of = new ArrayList<>(List.of(one()));
        while (tokens.take("and")) {
            of.add(one());
        }
        return of.size() == 1 ? of.getFirst() : new Condition.All(List.copyOf(of));
    }

    private Condition one() throws NotUnderstood {
        deeper();
        try {
            if (tokens.take("not")) {
                return new Condition.Not(one());
            }
            if (tokens.take("(")) {
                Condition inside = any();
                tokens.expect(")");
                return inside;
            }
            return comparison();
        } finally {
            depth--;
        }
    }

    private void deeper() throws NotUnderstood {
        if (++depth > DEEPEST) {
            throw new NotUnderstood("is nested deeper than " + DEEPEST);
        }
    }

    private Condition comparison() throws NotUnderstood {
        Operand left = operand();
        for (Operator operator : Operator.values()) {
            if (tokens.take(operator.sign)) {
                return new Condition.Comparison(left, operator, operand());
            }
        }
        if (left.isTruth()) {
            return new Condition.Truth(left);
        }
        throw tokens.unexpected("a comparison such as `==`");
    }

    private Operand operand() throws NotUnderstood {
        deeper();
        try {
            return tokens.take("[") ? list() : single();
        } finally {
            depth--;
        }
    }

    private Operand list() throws NotUnderstood {
        var items = new ArrayList<>(List.of(operand()));
        while (tokens.take(",")) {
            items.add(operand());
        }
        tokens.expect("]");
        return new Operand.Listed(List.copyOf(items));
    }

    private Operand single() throws NotUnderstood {
        String next = tokens.next();
        if (tokens.nextIsText()) {
            return new Operand.Constant(tokens.string("a text"));
        }
        if (tokens.nextIsNumber()) {
            return new Operand.Constant(tokens.number());
        }
        if (next.equals("true") || next.equals("false")) {
            return new Operand.Constant(Boolean.valueOf(tokens.advance()));
        }
        if (tokens.take("nil")) {
            return new Operand.Constant(null);
        }
        if (next.startsWith(SEVERITY)) {
            return new Operand.Constant(severity());
        }
        Optional<Long> kind = Path.kind(next);
        if (kind.isPresent()) {
            tokens.advance();
            return new Operand.Constant(kind.get());
        }
        return next.equals("IsMatch") || next.equals("ConvertCase") ? special() : call();
    }

    private Operand call() throws NotUnderstood {
        Optional<ConditionFunction> function = ConditionFunction.named(tokens.next());
        if (function.isEmpty()) {
            return new Operand.At(path());
        }
        tokens.advance();
        tokens.expect("(");
        var arguments = new ArrayList<>(List.of(operand()));
        while (arguments.size() < function.get().arguments()) {
            tokens.expect(",");
            arguments.add(operand());
        }
        tokens.expect(")");
        return new Operand.Call(function.get(), List.copyOf(arguments));
    }

    /// The functions whose second value says what they do.
    private Operand special() throws NotUnderstood {
        boolean match = tokens.advance().equals("IsMatch");
        tokens.expect("(");
        Operand target = operand();
        tokens.expect(",");
        Operand made =
                match
                        ? new Operand.IsMatch(target, pattern())
                        : new Operand.Call(convertCase(), List.of(target));
        tokens.expect(")");
        return made;
    }

    private Pattern pattern() throws NotUnderstood {
        String pattern = tokens.string("a pattern in quotes");
        try {
            return Pattern.compile(pattern);
        } catch (PatternSyntaxException wrong) {
            throw new NotUnderstood(
                    "`" + pattern + "` is not a regular expression: " + wrong.getDescription());
        }
    }

    private ConditionFunction convertCase() throws NotUnderstood {
        NotUnderstood problem = tokens.unexpected("`\"lower\"` or `\"upper\"`");
        return switch (tokens.string("`\"lower\"` or `\"upper\"`")) {
            case "lower" -> ConditionFunction.TO_LOWER_CASE;
            case "upper" -> ConditionFunction.TO_UPPER_CASE;
            default -> throw problem;
        };
    }

    private Long severity() throws NotUnderstood {
        String name = tokens.next().substring(SEVERITY.length());
        for (Severity severity : Severity.values()) {
            boolean none = severity == Severity.UNDEFINED_SEVERITY_NUMBER;
            if (name.equals(none ? "UNSPECIFIED" : severity.name())) {
                tokens.advance();
                return (long) severity.getSeverityNumber();
            }
        }
        throw tokens.unexpected("a severity such as `SEVERITY_NUMBER_WARN`");
    }

    private Path path() throws NotUnderstood {
        @Nullable Part part = Path.part(tokens.next()).filter(parts::contains).orElse(null);
        if (part == null) {
            throw tokens.unexpected(
                    "one of "
                            + String.join(", ", parts.stream().map(Part::shown).sorted().toList())
                            + ", a function or a value");
        }
        tokens.advance();
        var keys = new ArrayList<Object>();
        if (part.keys() == Path.Keys.SOME) {
            tokens.expect("[");
            keys.add(tokens.string("a name in quotes"));
            tokens.expect("]");
        }
        while (part.keys() != Path.Keys.NONE && tokens.take("[")) {
            keys.add(key());
            tokens.expect("]");
        }
        return new Path(part, List.copyOf(keys));
    }

    private Object key() throws NotUnderstood {
        NotUnderstood problem = tokens.unexpected("a name in quotes or a place such as `0`");
        if (!tokens.nextIsNumber()) {
            return tokens.string("a name in quotes or a place such as `0`");
        }
        if (tokens.number() instanceof Long place && place >= 0) {
            return place;
        }
        throw problem;
    }
}
