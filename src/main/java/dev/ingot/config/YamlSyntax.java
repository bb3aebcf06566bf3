package dev.ingot.config;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Says in a user's words where and why a text is not YAML. Never repeats the text, which may hold
/// a password, nor the parser's message, which may repeat it.
final class YamlSyntax {
    private static final Pattern NO_SPACE = Pattern.compile("\\s*(?:- +)?[\\w./-]+:[^\\s/:].*");

    private YamlSyntax() {}

    /// What is wrong at a line and column, both counted from 1.
    static final class Mistake extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final int line;
        private final int column;
        private final String what;

        Mistake(int line, int column, String what) {
            super(what, null, false, false);
            this.line = line;
            this.column = column;
            this.what = what;
        }

        int line() {
            return line;
        }

        int column() {
            return column;
        }

        String what() {
            return what;
        }
    }

    /// Throws at the first character that YAML does not know; the parser would say neither line nor
    /// column.
    static void check(String text) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            if (!isKnown(c)) {
                String name = String.format("U+%04X", c);
                throw new Mistake(line, column, "the character " + name + " cannot stand in YAML");
            }
            boolean ends = c == '\n' || (c == '\r' && !text.startsWith("\n", i + 1));
            line += ends ? 1 : 0;
            column = ends ? 1 : column + 1;
        }
    }

    private static boolean isKnown(int c) {
        return (c >= 0x20 && c <= 0x7E)
                || c == '\t'
                || c == '\n'
                || c == '\r'
                || c == 0x85
                || (c >= 0xA0 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || (c >= 0x10000 && c <= 0x10FFFF);
    }

    static Mistake explain(YamlEngineException syntax, String text) {
        if (!(syntax instanceof MarkedYamlEngineException marked)) {
            return new Mistake(1, 1, "cannot be read as YAML");
        }
        String problem = Optional.ofNullable(marked.getProblem()).orElse("");
        String context = Optional.ofNullable(marked.getContext()).orElse("");
        Mark at = marked.getProblemMark().orElse(null);
        Mark from = marked.getContextMark().orElse(at);
        if (problem.contains("cannot start any token")) {
            return at(at, unexpected(characterAt(at)));
        }
        if (problem.startsWith("mapping values are not allowed")) {
            return at(at, "`:` is not expected here" + colonHint(at, text));
        }
        if (problem.contains("end of stream") && context.contains("quoted scalar")) {
            return at(from, "the closing quote is missing");
        }
        if (problem.contains("<stream end>") && context.contains("flow")) {
            return at(from, "the closing bracket is missing");
        }
        if (problem.startsWith("expected ',' or")) {
            return at(at, "a comma or the closing bracket is expected here");
        }
        if (problem.startsWith("could not find expected ':'")) {
            return at(from, "a colon and a space are expected after this key");
        }
        if (problem.startsWith("expected <block end>")) {
            return at(at, "does not fit what stands before it; look at indentation and quotes");
        }
        if (problem.contains("unknown escape") || problem.contains("escape sequence")) {
            return at(at, "no such escape; write a backslash twice, or use single quotes");
        }
        if (problem.contains("tag handle") || context.contains("tag")) {
            return at(at, "tags have no meaning here; a text that starts with ! needs quotes");
        }
        return at(at, "is not YAML; look at indentation, quotes and brackets");
    }

    private static String unexpected(int c) {
        return c == '\t'
                ? "a tab cannot stand here; YAML is indented with spaces"
                : "a text that starts with `" + Character.toString(c) + "` needs quotes";
    }

    private static int characterAt(@Nullable Mark mark) {
        return mark != null && mark.getPointer() < mark.getBuffer().length
                ? mark.getBuffer()[mark.getPointer()]
                : '?';
    }

    /// The usual cause is a line above that lacks the space after its colon: it became a text,
    /// which goes on in the next line.
    private static String colonHint(@Nullable Mark at, String text) {
        int line = at == null ? 0 : at.getLine();
        String[] above = text.lines().limit(line).toArray(String[]::new);
        for (int i = above.length - 1; i >= 0; i--) {
            if (!above[i].isBlank()) {
                return NO_SPACE.matcher(above[i]).matches()
                        ? "; is a space missing after the colon in line " + (i + 1) + "?"
                        : "; look at the indentation, or quote the text";
            }
        }
        return "; look at the indentation, or quote the text";
    }

    private static Mistake at(@Nullable Mark mark, String what) {
        return mark == null
                ? new Mistake(1, 1, what)
                : new Mistake(mark.getLine() + 1, mark.getColumn() + 1, what);
    }
}
