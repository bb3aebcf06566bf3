package dev.ingot.receiver.syslog;

import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the structured data of RFC 5424, `[id name="value"][id2]`, as a map of maps. Not safe for
/// several threads at once.
///
/// An element that comes twice is one; of a parameter that comes twice, the last counts.
final class StructuredData {
    private static final int MOST_PARAMETERS = 512;

    private final Text text;
    private final Words words;
    private final List<KeyValue> elements = new ArrayList<>();
    private final List<KeyValue> parameters = new ArrayList<>();
    private final StringBuilder unescaped = new StringBuilder();
    private int read;
    private int at;

    StructuredData(Text text, Words words) {
        this.text = text;
        this.words = words;
    }

    /// The position behind what [#read] read.
    int end() {
        return at;
    }

    /// Reads the elements that begin at `start` with a bracket.
    ///
    /// @return null where they break the rules; some senders write text there that only looks alike
    @Nullable Value<?> read(byte[] in, int start, int end) {
        at = start;
        read = 0;
        elements.clear();
        while (at < end && in[at] == '[') {
            if (!element(in, end)) {
                return null;
            }
        }
        return Value.of(elements.toArray(KeyValue[]::new));
    }

    private boolean element(byte[] in, int end) {
        int idStart = ++at;
        while (at < end
                && (in[at] & 0xFF) > ' '
                && in[at] != ']'
                && in[at] != '='
                && in[at] != '"') {
            at++;
        }
        if (at == end || at == idStart || (in[at] != ' ' && in[at] != ']')) {
            return false;
        }
        String id = words.of(in, idStart, at);
        parameters.clear();
        while (true) {
            while (at < end && in[at] == ' ') {
                at++;
            }
            if (at == end) {
                return false;
            }
            if (in[at] == ']') {
                at++;
                add(id);
                return true;
            }
            if (++read > MOST_PARAMETERS || !parameter(in, end)) {
                return false;
            }
        }
    }

    private boolean parameter(byte[] in, int end) {
        int nameStart = at;
        while (at < end
                && in[at] != '='
                && (in[at] & 0xFF) > ' '
                && in[at] != ']'
                && in[at] != '"') {
            at++;
        }
        if (at == nameStart || at + 1 >= end || in[at] != '=' || in[at + 1] != '"') {
            return false;
        }
        String name = words.of(in, nameStart, at);
        at += 2;
        int valueStart = at;
        boolean escaped = false;
        while (at < end && in[at] != '"') {
            if (in[at] == '\\') {
                escaped = true;
                at++;
            }
            at++;
        }
        if (at >= end) {
            return false;
        }
        String value = text.of(in, valueStart, at);
        at++;
        put(parameters, KeyValue.of(name, Value.of(escaped ? unescape(value) : value)));
        return true;
    }

    /// A backslash counts only before the three characters that RFC 5424 wants escaped.
    private String unescape(String value) {
        unescaped.setLength(0);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\' && i + 1 < value.length() && "\"\\]".indexOf(value.charAt(i + 1)) >= 0) {
                c = value.charAt(++i);
            }
            unescaped.append(c);
        }
        return unescaped.toString();
    }

    private void add(String id) {
        int known = indexOf(elements, id);
        if (known >= 0 && elements.get(known).getValue().getValue() instanceof List<?> earlier) {
            var merged = new ArrayList<KeyValue>();
            for (Object parameter : earlier) {
                put(merged, (KeyValue) parameter);
            }
            for (KeyValue parameter : parameters) {
                put(merged, parameter);
            }
            elements.set(known, KeyValue.of(id, Value.of(merged.toArray(KeyValue[]::new))));
        } else {
            elements.add(KeyValue.of(id, Value.of(parameters.toArray(KeyValue[]::new))));
        }
    }

    private static void put(List<KeyValue> list, KeyValue pair) {
        int known = indexOf(list, pair.getKey());
        if (known >= 0) {
            list.set(known, pair);
        } else {
            list.add(pair);
        }
    }

    private static int indexOf(List<KeyValue> list, String name) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).getKey().equals(name)) {
                return i;
            }
        }
        return -1;
    }
}
