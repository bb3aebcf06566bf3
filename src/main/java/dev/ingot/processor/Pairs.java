package dev.ingot.processor;

import java.util.LinkedHashMap;
import java.util.Map;

/// Reads `name=value` pairs; a value may be in double quotes, with backslashes before quotes and
/// backslashes.
///
/// @param separators what stands between pairs
/// @param signs what stands between a name and its value
/// @param most how many pairs are read; what follows is left out
record Pairs(String separators, String signs, int most) {
    static Pairs logfmt(int most) {
        return new Pairs(" \t\n\r", "=", most);
    }

    static Pairs keyValue(int most) {
        return new Pairs(" \t\n\r,;", "=:", most);
    }

    /// What was found. `words` counts what was no pair.
    record Found(Map<String, String> pairs, int words) {
        /// Whether the text is made of pairs and does not only contain some.
        boolean isMostlyPairs() {
            return !pairs.isEmpty() && pairs.size() > words;
        }
    }

    Found read(String text) {
        var pairs = new LinkedHashMap<String, String>();
        int words = 0;
        int at = skip(text, 0);
        while (at < text.length() && pairs.size() < most) {
            int end = at;
            while (end < text.length() && isName(text.charAt(end))) {
                end++;
            }
            boolean sign = end > at && end < text.length() && signs.indexOf(text.charAt(end)) >= 0;
            if (!sign) {
                words++;
                at = skip(text, wordEnd(text, end));
                continue;
            }
            int start = end + 1;
            boolean quoted = start < text.length() && text.charAt(start) == '"';
            int valueEnd = quoted ? quoteEnd(text, start + 1) : wordEnd(text, start);
            pairs.put(
                    text.substring(at, end),
                    quoted
                            ? unescaped(text.substring(start + 1, valueEnd))
                            : text.substring(start, valueEnd));
            at = skip(text, quoted ? Math.min(valueEnd + 1, text.length()) : valueEnd);
        }
        return new Found(pairs, words);
    }

    private static boolean isName(char c) {
        return Letters.isWord(c) || c == '.' || c == '-' || c == '/' || c == '@';
    }

    private int skip(String text, int start) {
        int at = start;
        while (at < text.length() && separators.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    private int wordEnd(String text, int start) {
        int at = start;
        while (at < text.length() && separators.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    private static int quoteEnd(String text, int start) {
        int at = start;
        while (at < text.length() && text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at, text.length());
    }

    private static String unescaped(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        var plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                char next = text.charAt(++i);
                plain.append(next == 'n' ? '\n' : next == 't' ? '\t' : next);
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
