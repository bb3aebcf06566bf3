package dev.ingot.processor;

import java.util.List;

/// The value in `password=…`, `"api_key": "…"` and the like: the end of the key is what counts.
record SecretDetector() implements Detector {
    private static final int LONGEST_KEY = 64;
    private static final List<String> KEYS =
            List.of(
                    "password",
                    "passwd",
                    "pwd",
                    "passphrase",
                    "secret",
                    "token",
                    "api_key",
                    "apikey",
                    "api-key",
                    "access_key",
                    "accesskey",
                    "access-key",
                    "private_key",
                    "privatekey",
                    "private-key",
                    "credential",
                    "credentials",
                    "authorization");
    private static final List<String> SCHEMES = List.of("Bearer ", "Basic ", "Digest ", "Token ");

    @Override
    public void find(String text, Findings findings) {
        find(text, '=', findings);
        find(text, ':', findings);
    }

    private static void find(String text, char separator, Findings findings) {
        int at = text.indexOf(separator, 1);
        while (at >= 0) {
            int end = isSecret(text, at) ? value(text, at + 1, findings) : at;
            at = text.indexOf(separator, Math.max(end, at + 1));
        }
    }

    /// Whether the word before a separator names a secret.
    private static boolean isSecret(String text, int separator) {
        int end = separator;
        while (end > 0 && (text.charAt(end - 1) == ' ' || isQuote(text.charAt(end - 1)))) {
            end--;
            if (separator - end > 4) {
                return false;
            }
        }
        if (end == 0 || !Letters.isLetter(text.charAt(end - 1))) {
            return false;
        }
        int start = end;
        int first = Math.max(0, end - LONGEST_KEY);
        while (start > first
                && (Letters.isWord(text.charAt(start - 1)) || text.charAt(start - 1) == '-')) {
            start--;
        }
        for (String key : KEYS) {
            int from = end - key.length();
            if (from >= start && text.regionMatches(true, from, key, 0, key.length())) {
                return true;
            }
        }
        return false;
    }

    /// Notes the value that begins at `start`.
    ///
    /// @return its end
    private static int value(String text, int start, Findings findings) {
        int at = start;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\\')) {
            at++;
        }
        if (at == text.length()) {
            return at;
        }
        char quote = text.charAt(at);
        if (isQuote(quote)) {
            int end = at + 1;
            while (end < text.length() && text.charAt(end) != quote) {
                end += text.charAt(end) == '\\' && !closes(text, end, quote) ? 2 : 1;
            }
            end = Math.min(end, text.length());
            int last = end > at + 1 && text.charAt(end - 1) == '\\' ? end - 1 : end;
            note(at + 1, last, findings);
            return end;
        }
        for (String scheme : SCHEMES) {
            if (text.regionMatches(true, at, scheme, 0, scheme.length())) {
                at += scheme.length();
            }
        }
        int end = at;
        while (end < text.length() && " \t\n\r,;&)}]\"'".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        note(at, end, findings);
        return end;
    }

    /// JSON inside of JSON escapes its quotes: the backslash belongs to the one that closes.
    private static boolean closes(String text, int backslash, char quote) {
        int next = backslash + 1;
        return next < text.length()
                && text.charAt(next) == quote
                && (next + 1 == text.length() || ",}] \\".indexOf(text.charAt(next + 1)) >= 0);
    }

    private static void note(int start, int end, Findings findings) {
        if (end > start) {
            findings.add(start, end);
        }
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'' || c == '\\';
    }
}
