package dev.ingot.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a user's text is shown: in one line, of bounded length, without passwords in URLs.
final class Quote {
    private static final int MAX_SHOWN = 80;
    // Up to the last @, since a password may hold anything while nobody has checked the URL.
    private static final Pattern USER_INFO = Pattern.compile("://\\S*@");
    private static final Pattern BEFORE_AT = Pattern.compile("^(\\w+://)?.*@", Pattern.DOTALL);

    private Quote() {}

    /// The text in backticks.
    static String of(String text) {
        return "`" + clipped(withoutUserInfo(text)) + "`";
    }

    /// The text in backticks, without what may be the user info of a URL that is not quite one.
    static String url(String text) {
        return "`" + clipped(urlWithoutUserInfo(text)) + "`";
    }

    /// The same without backticks and as long as it is.
    static String urlWithoutUserInfo(String text) {
        Matcher user = BEFORE_AT.matcher(text);
        if (!user.find()) {
            return text;
        }
        String scheme = user.group(1) == null ? "" : user.group(1);
        return scheme + Secret.REDACTED + "@" + text.substring(user.end());
    }

    /// Control characters become `?`, so that a text can neither end the line nor move the cursor.
    static String line(String text) {
        var line = new StringBuilder(text.length());
        text.codePoints().map(c -> isHarmless(c) ? c : '?').forEach(line::appendCodePoint);
        return line.toString();
    }

    private static String clipped(String text) {
        return text.codePointCount(0, text.length()) <= MAX_SHOWN
                ? line(text)
                : line(text.substring(0, text.offsetByCodePoints(0, MAX_SHOWN))) + "…";
    }

    /// The text with `[REDACTED]` in the place of what stands before the `@` of a URL.
    static String withoutUserInfo(String text) {
        return text.contains("://") && text.contains("@")
                ? USER_INFO.matcher(text).replaceAll("://" + Secret.REDACTED + "@")
                : text;
    }

    private static boolean isHarmless(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }
}
