package dev.ingot.receiver.graphite;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/// Finds a text that every match of a regular expression must hold, so that most expressions can be
/// passed over by a plain search: a new path is compared with every rule of a mapping file.
///
/// Reads only what it is sure of: single characters outside of brackets and parentheses. Where an
/// expression has alternatives at the top, or flags, nothing is required.
final class RequiredText {
    private static final Pattern COUNT = Pattern.compile("[0-9]+(?:,[0-9]*)?\\}");

    private final String expression;
    private final StringBuilder run = new StringBuilder();
    private String longest = "";
    private int at;

    private RequiredText(String expression) {
        this.expression = expression;
    }

    /// The longest such text, perhaps empty.
    static String of(String expression) {
        boolean flags = expression.replace("(?:", "").replace("(?P<", "").contains("(?");
        return flags || expression.contains("\\Q") ? "" : new RequiredText(expression).find();
    }

    private String find() {
        while (at < expression.length()) {
            char character = expression.charAt(at++);
            switch (character) {
                case '|' -> {
                    return "";
                }
                case '[' -> skipClass();
                case '(' -> skipGroup();
                case '\\' -> escape();
                case '*', '?' -> dropLast();
                case '{' -> count();
                case '+', '.', '^', '$', ')', ']', '}' -> end();
                default -> run.append(character);
            }
        }
        end();
        return longest;
    }

    private void escape() {
        char escaped = at < expression.length() ? expression.charAt(at++) : 'd';
        if (Character.isLetterOrDigit(escaped)) {
            end();
            // What follows belongs to the escape: the digits of `\x2e`, the name of `\pL`.
            at =
                    Character.isLowerCase(escaped) && "dswbzaftnrv".indexOf(escaped) >= 0
                            ? at
                            : expression.length();
        } else {
            run.append(escaped);
        }
    }

    /// A count such as `{2,3}`; any other brace stands for itself.
    private void count() {
        Matcher count = COUNT.matcher(expression.substring(at));
        if (count.lookingAt()) {
            dropLast();
            at += count.end();
        } else {
            run.append('{');
        }
    }

    /// The character before a quantifier need not be there.
    private void dropLast() {
        if (!run.isEmpty()) {
            run.setLength(run.length() - 1);
        }
        end();
    }

    private void end() {
        if (run.length() > longest.length()) {
            longest = run.toString();
        }
        run.setLength(0);
    }

    private void skipGroup() {
        end();
        for (int depth = 1; depth > 0 && at < expression.length(); ) {
            switch (expression.charAt(at++)) {
                case '(' -> depth++;
                case ')' -> depth--;
                case '[' -> skipClass();
                case '\\' -> at++;
                default -> {}
            }
        }
    }

    private void skipClass() {
        end();
        // A bracket that comes first stands for itself.
        at += expression.startsWith("^", at) ? 1 : 0;
        at += expression.startsWith("]", at) ? 1 : 0;
        while (at < expression.length() && expression.charAt(at) != ']') {
            boolean named = expression.startsWith("[:", at);
            int close = named ? expression.indexOf(":]", at) : -1;
            at = close >= 0 ? close + 2 : at + (expression.charAt(at) == '\\' ? 2 : 1);
        }
        at++;
    }
}
