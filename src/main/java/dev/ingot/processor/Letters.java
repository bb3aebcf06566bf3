package dev.ingot.processor;

/// Classes of ASCII characters.
final class Letters {
    private Letters() {}

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isHex(char c) {
        return isDigit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
    }

    static boolean isLetter(char c) {
        return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    }

    static boolean isWord(char c) {
        return isDigit(c) || isLetter(c) || c == '_';
    }

    /// Whether a character of a token as it is written base64url, with dots between its parts.
    static boolean isToken(char c) {
        return isWord(c) || c == '-' || c == '.' || c == '~' || c == '+' || c == '/' || c == '=';
    }
}
