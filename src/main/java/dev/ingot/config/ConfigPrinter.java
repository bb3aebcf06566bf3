package dev.ingot.config;

import dev.ingot.config.Node.Entry;
import dev.ingot.config.Node.Mapping;
import dev.ingot.config.Node.Null;
import dev.ingot.config.Node.Scalar;
import dev.ingot.config.Node.Sequence;
import dev.ingot.config.Reading.Use;
import java.util.Map;
import java.util.regex.Pattern;

/// Writes a configuration as YAML that reads back as the same: merged, `${…}` filled in, secrets
/// redacted.
///
/// Only what an option asked for as something else than a secret is shown: a value that nobody
/// asked for, below a misspelt `pasword` say, may be anything.
final class ConfigPrinter {
    private static final Pattern PLAIN =
            Pattern.compile("[A-Za-z0-9_/.+](?:[A-Za-z0-9_/.+@%:-]*[A-Za-z0-9_/.+@%-])?");
    private static final Pattern NULL = Pattern.compile("null|Null|NULL");
    private static final Pattern DOLLAR = Pattern.compile("\\$(?=[${])");

    private final Reading reading;
    private final StringBuilder out = new StringBuilder();

    private ConfigPrinter(Reading reading) {
        this.reading = reading;
    }

    static String print(Mapping root, Reading reading) {
        var printer = new ConfigPrinter(reading);
        if (root.entries().isEmpty()) {
            return "{}\n";
        }
        printer.mapping(root, 0);
        return printer.out.toString();
    }

    private void mapping(Mapping mapping, int indent) {
        for (Map.Entry<String, Entry> entry : mapping.entries().entrySet()) {
            out.repeat(' ', indent).append(key(entry.getKey())).append(':');
            value(entry.getValue().value(), indent + 2);
        }
    }

    private void sequence(Sequence sequence, int indent) {
        for (Node item : sequence.items()) {
            out.repeat(' ', indent).append('-');
            if (reading.tree(item) instanceof Mapping mapping && !mapping.entries().isEmpty()) {
                int start = out.length();
                mapping(mapping, indent + 2);
                // The first key stands behind the dash.
                out.replace(start, start + indent + 2, " ");
            } else {
                value(item, indent + 2);
            }
        }
    }

    private void value(Node written, int indent) {
        Node node = reading.tree(written);
        switch (node) {
            case Null _ -> out.append('\n');
            case Mapping mapping when mapping.entries().isEmpty() -> out.append(" {}\n");
            case Sequence sequence when sequence.items().isEmpty() -> out.append(" []\n");
            case Mapping mapping -> {
                out.append('\n');
                mapping(mapping, indent);
            }
            case Sequence sequence -> {
                out.append('\n');
                sequence(sequence, indent);
            }
            case Scalar scalar -> out.append(scalar(scalar)).append('\n');
        }
    }

    /// A value with a blank before it; empty for one that stands for nothing.
    private String scalar(Scalar scalar) {
        Use use = reading.use(scalar);
        if (use == null || use == Use.SECRET) {
            return " " + quoted(Secret.REDACTED);
        }
        Expansion expansion = reading.expansion(scalar);
        boolean nothing =
                !expansion.unset().isEmpty()
                        || (expansion.whole() && use != Use.TEXT && expansion.text().isBlank());
        return nothing && expansion.whole() ? "" : " " + shown(expansion.text(), use);
    }

    private static String key(String key) {
        return PLAIN.matcher(key).matches() ? key : quoted(key);
    }

    private static String shown(String value, Use use) {
        String open =
                use == Use.URL ? Quote.urlWithoutUserInfo(value) : Quote.withoutUserInfo(value);
        String text = DOLLAR.matcher(open).replaceAll("\\$\\$");
        return PLAIN.matcher(text).matches() && !NULL.matcher(text).matches() ? text : quoted(text);
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder(text.length() + 2).append('"');
        text.codePoints()
                .forEach(c -> {
                    switch (c) {
                        case '"', '\\' -> quoted.append('\\').appendCodePoint(c);
                        case '\n' -> quoted.append("\\n");
                        case '\t' -> quoted.append("\\t");
                        case '\r' -> quoted.append("\\r");
                        default -> {
                            if (Character.isISOControl(c) || isUnsafe(c)) {
                                quoted.append(escape(c));
                            } else {
                                quoted.appendCodePoint(c);
                            }
                        }
                    }
                });
        return quoted.append('"').toString();
    }

    private static boolean isUnsafe(int c) {
        return c == 0x2028
                || c == 0x2029
                || c == 0xFEFF
                || (c >= 0xD800 && c <= 0xDFFF)
                || c == 0xFFFE
                || c == 0xFFFF;
    }

    private static String escape(int c) {
        return c <= 0xFF ? String.format("\\x%02X", c) : String.format("\\u%04X", c);
    }
}
