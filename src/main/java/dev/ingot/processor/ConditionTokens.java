package dev.ingot.processor;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The words, texts, numbers and signs of a condition, one after the other. For one thread.
final class ConditionTokens {
    private static final Pattern TOKEN =
            Pattern.compile(
                    "\\s*(?:(\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\")|(-?\\d+(?:\\.\\d+)?)|([A-Za-z_][\\w.]*)"
                            + "|(==|!=|<=|>=|[<>()\\[\\],]))");

    private final Matcher tokens;
    private final String text;
    private int at;

    /// The token that comes next; empty at the end.
    private String token = "";

    private int tokenAt;

    /// What is wrong with a condition, in words for people.
    static final class NotUnderstood extends Exception {
        private static final long serialVersionUID = 1;

        NotUnderstood(String what) {
            super(what);
        }
    }

    ConditionTokens(String text) throws NotUnderstood {
        this.text = text;
        this.tokens = TOKEN.matcher(text);
        advance();
    }

    String next() {
        return token;
    }

    boolean nextIsText() {
        return token.startsWith("\"");
    }

    boolean nextIsNumber() {
        return token.matches("-?\\d.*");
    }

    boolean take(String wanted) throws NotUnderstood {
        if (token.equals(wanted)) {
            advance();
            return true;
        }
        return false;
    }

    void expect(String wanted) throws NotUnderstood {
        if (!take(wanted)) {
            throw unexpected("`" + wanted + "`");
        }
    }

    void expectEnd() throws NotUnderstood {
        if (!token.isEmpty()) {
            throw unexpected("`and`, `or` or the end");
        }
    }

    /// Goes on to the next token and answers with the one before.
    String advance() throws NotUnderstood {
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

    /// @return a `Long`, or a `Double` where there is a point
    Object number() throws NotUnderstood {
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

    /// The content of a text in quotes.
    ///
    /// @param what the text is, where none stands here
    String string(String what) throws NotUnderstood {
        if (!nextIsText()) {
            throw unexpected(what);
        }
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

    private static char escaped(char c) throws NotUnderstood {
        if (c == '"' || c == '\\') {
            return c;
        }
        throw new NotUnderstood("`\\" + c + "` is not an escape; a backslash is `\\\\`");
    }

    NotUnderstood unexpected(String wanted) {
        String found = token.isEmpty() ? "the end" : "`" + token + "`";
        return new NotUnderstood(
                "at " + (tokenAt + 1) + " stands " + found + " instead of " + wanted);
    }
}
