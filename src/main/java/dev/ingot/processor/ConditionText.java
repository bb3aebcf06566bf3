package dev.ingot.processor;

import com.google.re2j.PatternSyntaxException;
import dev.ingot.config.Section;
import dev.ingot.processor.Condition.Operator;
import dev.ingot.processor.Path.Part;
import io.opentelemetry.api.logs.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads a condition: paths, texts, numbers, `true`, `false`, `nil` and `SEVERITY_NUMBER_…`
/// compared with each other, `IsMatch(path, "pattern")`, and these put together by `and`, `or`,
/// `not` and parentheses.
final class ConditionText {
    private static final int DEEPEST = 64;
    private static final String SEVERITY = "SEVERITY_NUMBER_";
    private static final Pattern TOKEN =
            Pattern.compile(
                    "\\s*(?:(\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\")|(-?\\d+(?:\\.\\d+)?)|([A-Za-z_][\\w.]*)"
                            + "|(==|!=|<=|>=|[<>()\\[\\],]))");

    private final Matcher tokens;
    private final String text;
    private final Set<Part> parts;
    private int at;
    private int depth;

    /// The token that comes next; empty at the end.
    private String token = "";

    private int tokenAt;

    /// What is wrong with a condition, in words for people.
    private static final class NotUnderstood extends Exception {
        private static final long serialVersionUID = 1;

        NotUnderstood(String what) {
            super(what);
        }
    }

    private ConditionText(String text, Set<Part> parts) {
        this.text = text;
        this.parts = parts;
        this.tokens = TOKEN.matcher(text);
    }

    /// Reads a list of conditions and says what is not understood of them.
    ///
    /// @param parts what they may look at
    static List<Condition> read(Section in, String key, Set<Part> parts, String help) {
        var conditions = new ArrayList<Condition>();
        for (String text : in.texts(key, List.of(), help)) {
            try {
                conditions.add(new ConditionText(text, parts).whole());
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
        advance();
        Condition condition = any();
        if (!token.isEmpty()) {
            throw unexpected("`and`, `or` or the end");
        }
        return condition;
    }

    private Condition any() throws NotUnderstood {
        var of = new ArrayList<>(List.of(all()));
        while (take("or")) {
            of.add(all());
        }
        return of.size() == 1 ? of.getFirst() : new Condition.Any(List.copyOf(of));
    }

    private Condition all() throws NotUnderstood {
        var of = new ArrayList<>(List.of(one()));
        while (take("and")) {
            of.add(one());
        }
        return of.size() == 1 ? of.getFirst() : new Condition.All(List.copyOf(of));
    }

    private Condition one() throws NotUnderstood {
        if (++depth > DEEPEST) {
            throw new NotUnderstood("is nested deeper than " + DEEPEST);
        }
        try {
            if (take("not")) {
                return new Condition.Not(one());
            }
            if (take("(")) {
                Condition inside = any();
                expect(")");
                return inside;
            }
            return take("IsMatch") ? isMatch() : comparison();
        } finally {
            depth--;
        }
    }

    private Condition isMatch() throws NotUnderstood {
        expect("(");
        Condition.Operand target = operand();
        expect(",");
        if (!token.startsWith("\"")) {
            throw unexpected("a pattern in quotes");
        }
        String pattern = string();
        expect(")");
        try {
            return new Condition.IsMatch(target, com.google.re2j.Pattern.compile(pattern));
        } catch (PatternSyntaxException wrong) {
            throw new NotUnderstood(
                    "`" + pattern + "` is not a regular expression: " + wrong.getDescription());
        }
    }

    private Condition comparison() throws NotUnderstood {
        Condition.Operand left = operand();
        for (Operator operator : Operator.values()) {
            if (take(operator.sign)) {
                return new Condition.Comparison(left, operator, operand());
            }
        }
        if (left instanceof Condition.Constant(Boolean holds)) {
            return new Condition.Always(holds);
        }
        throw unexpected("a comparison such as `==`");
    }

    private Condition.Operand operand() throws NotUnderstood {
        if (token.startsWith("\"")) {
            return new Condition.Constant(string());
        }
        if (token.matches("-?\\d.*")) {
            return new Condition.Constant(number());
        }
        if (token.equals("true") || token.equals("false")) {
            return new Condition.Constant(Boolean.valueOf(advance()));
        }
        if (take("nil")) {
            return new Condition.Constant(null);
        }
        return token.startsWith(SEVERITY)
                ? new Condition.Constant(severity())
                : new Condition.At(path());
    }

    private Object number() throws NotUnderstood {
        try {
            Object number =
                    token.contains(".")
                            ? (Object) Double.valueOf(token)
                            : (Object) Long.valueOf(token);
            advance();
            return number;
        } catch (NumberFormatException tooLarge) {
            throw unexpected("a number of 64 bits");
        }
    }

    private Long severity() throws NotUnderstood {
        String name = token.substring(SEVERITY.length());
        for (Severity severity : Severity.values()) {
            boolean none = severity == Severity.UNDEFINED_SEVERITY_NUMBER;
            if (name.equals(none ? "UNSPECIFIED" : severity.name())) {
                advance();
                return (long) severity.getSeverityNumber();
            }
        }
        throw unexpected("a severity such as `SEVERITY_NUMBER_WARN`");
    }

    private Path path() throws NotUnderstood {
        @Nullable Part part = Path.part(token).filter(parts::contains).orElse(null);
        if (part == null) {
            throw unexpected(
                    "one of "
                            + String.join(
                                    ", ",
                                    parts.stream().map(ConditionText::shown).sorted().toList())
                            + " or a value");
        }
        advance();
        if (!part.hasKey()) {
            return new Path(part, "");
        }
        expect("[");
        if (!token.startsWith("\"")) {
            throw unexpected("a name in quotes");
        }
        String key = string();
        expect("]");
        return new Path(part, key);
    }

    private static String shown(Part part) {
        return switch (part) {
            case BODY -> "`body`";
            case SEVERITY_NUMBER -> "`severity_number`";
            case SEVERITY_TEXT -> "`severity_text`";
            case NAME -> "`metric.name`";
            case ATTRIBUTES -> "`attributes[\"x\"]`";
            case RESOURCE_ATTRIBUTES -> "`resource.attributes[\"x\"]`";
        };
    }

    private String string() throws NotUnderstood {
        var content = new StringBuilder();
        for (int i = 1; i < token.length() - 1; i++) {
            char c = token.charAt(i);
            if (c == '\\') {
                c = token.charAt(++i);
                c = c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : escaped(c);
            }
            content.append(c);
        }
        advance();
        return content.toString();
    }

    private char escaped(char c) throws NotUnderstood {
        if (c == '"' || c == '\\') {
            return c;
        }
        throw new NotUnderstood("`\\" + c + "` is not an escape; a backslash is `\\\\`");
    }

    private boolean take(String wanted) throws NotUnderstood {
        if (token.equals(wanted)) {
            advance();
            return true;
        }
        return false;
    }

    private void expect(String wanted) throws NotUnderstood {
        if (!take(wanted)) {
            throw unexpected("`" + wanted + "`");
        }
    }

    /// Goes on to the next token and answers with the one before.
    private String advance() throws NotUnderstood {
        String before = token;
        tokenAt = at + (text.length() - at - text.substring(at).stripLeading().length());
        if (text.substring(at).isBlank()) {
            token = "";
        } else if (tokens.find(at) && tokens.start() == at) {
            token = tokens.group().strip();
            at = tokens.end();
        } else {
            token = text.substring(tokenAt, tokenAt + 1);
            throw unexpected("a path, a value or a comparison");
        }
        return before;
    }

    private NotUnderstood unexpected(String wanted) {
        String found = token.isEmpty() ? "the end" : "`" + token + "`";
        return new NotUnderstood(
                "at " + (tokenAt + 1) + " stands " + found + " instead of " + wanted);
    }
}
