package dev.ingot.exporter.prometheus;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Builds the lines of the text formats. Half a surrogate pair becomes U+FFFD, as it does on the
/// way out by OTLP.
final class LabelText {
    private final StringBuilder text = new StringBuilder(128);

    LabelText raw(String more) {
        text.append(more);
        return this;
    }

    /// A metric name, in quotes where it does not fit without.
    LabelText name(String name) {
        return Escaping.fitsMetric(name) ? raw(name) : quoted(name);
    }

    /// A series: its name and labels. A name that needs quotes stands inside the braces.
    LabelText series(String name, Map<String, String> labels) {
        boolean outside = Escaping.fitsMetric(name);
        String separator = "{";
        if (outside) {
            text.append(name);
        } else {
            text.append('{');
            quoted(name);
            separator = ",";
        }
        for (var label : labels.entrySet()) {
            text.append(separator);
            if (Escaping.fitsLabel(label.getKey())) {
                text.append(label.getKey());
            } else {
                quoted(label.getKey());
            }
            text.append('=');
            quoted(label.getValue());
            separator = ",";
        }
        if (!outside || !labels.isEmpty()) {
            text.append('}');
        }
        return this;
    }

    private LabelText quoted(String value) {
        text.append('"');
        escaped(value, true);
        text.append('"');
        return this;
    }

    /// A text with `\\`, line feed and, where `quotes` says so, `"` escaped.
    LabelText escaped(String value, boolean quotes) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '"' -> text.append(quotes ? "\\\"" : "\"");
                default -> {
                    if (Character.isSurrogate(c)) {
                        i += surrogate(value, i);
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        return this;
    }

    private int surrogate(String value, int at) {
        int c = value.codePointAt(at);
        boolean pair = Character.isSupplementaryCodePoint(c);
        text.appendCodePoint(pair ? c : 0xFFFD);
        return pair ? 1 : 0;
    }

    byte[] utf8() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
