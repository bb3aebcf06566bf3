package dev.ingot.exporter.prometheus;

import java.util.Locale;

/// What becomes of names that Prometheus could not always carry: other characters than letters,
/// digits and `_` (in metric names also `:`), or a digit in front. The schemes are those of
/// https://prometheus.io/docs/instrumenting/escaping_schemes/.
enum Escaping {
    /// Each character that does not fit becomes `_`. A digit in front gets a `_` before it in a
    /// metric name and a `key_` in a label name, as the receivers of OTLP do.
    UNDERSCORES("underscores"),
    /// `.` becomes `_dot_`, and `_` and every other character that does not fit become `__`.
    DOTS("dots"),
    /// A name that does not fit becomes `U__` and the characters, those that do not fit as their
    /// code points in hexadecimal between `_`.
    VALUES("values"),
    /// Names stay what they are, and stand in quotes where they do not fit.
    NONE("allow-utf-8");

    private final String word;

    Escaping(String word) {
        this.word = word;
    }

    /// The value of the parameter `escaping` in media types.
    String word() {
        return word;
    }

    /// The scheme of that name; the one of old where there is none.
    static Escaping of(String word) {
        for (Escaping escaping : values()) {
            if (escaping.word.equals(word)) {
                return escaping;
            }
        }
        return UNDERSCORES;
    }

    String metric(String name) {
        return escape(name, ':', "_");
    }

    String label(String name) {
        return escape(name, '_', "key_");
    }

    static boolean fitsMetric(String name) {
        return fits(name, ':');
    }

    static boolean fitsLabel(String name) {
        return fits(name, '_');
    }

    private String escape(String name, char also, String beforeDigit) {
        return switch (this) {
            case UNDERSCORES -> fits(name, also) ? name : underscores(name, also, beforeDigit);
            case DOTS -> dots(name, also);
            case VALUES -> fits(name, also) ? name : values(name, also);
            case NONE -> name;
        };
    }

    private static boolean fits(String name, char also) {
        for (int i = 0; i < name.length(); i++) {
            if (!fits(name.charAt(i), i, also)) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static boolean fits(int c, int at, char also) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || c == '_'
                || c == also
                || (c >= '0' && c <= '9' && at > 0);
    }

    private static String underscores(String name, char also, String beforeDigit) {
        var text = new StringBuilder(name.length() + beforeDigit.length());
        if (!name.isEmpty() && name.charAt(0) >= '0' && name.charAt(0) <= '9') {
            text.append(beforeDigit);
        }
        name.codePoints().forEach(c -> text.append(fits(c, 1, also) ? (char) c : '_'));
        return text.toString();
    }

    private static String dots(String name, char also) {
        var text = new StringBuilder(name.length() + 8);
        name.codePoints()
                .forEach(c -> {
                    if (c == '.') {
                        text.append("_dot_");
                    } else if (c != '_' && fits(c, text.length(), also)) {
                        text.append((char) c);
                    } else {
                        text.append("__");
                    }
                });
        return text.toString();
    }

    private static String values(String name, char also) {
        var text = new StringBuilder(name.length() + 16).append("U__");
        name.codePoints()
                .forEach(c -> {
                    if (c == '_') {
                        text.append("__");
                    } else if (fits(c, text.length() - 3, also)) {
                        text.append((char) c);
                    } else if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                        text.append("_FFFD_");
                    } else {
                        text.append('_')
                                .append(Integer.toHexString(c).toLowerCase(Locale.ROOT))
                                .append('_');
                    }
                });
        return text.toString();
    }
}
