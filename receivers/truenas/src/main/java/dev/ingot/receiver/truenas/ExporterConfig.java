package dev.ingot.receiver.truenas;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The configuration file of truenas-exporter, read as that program reads it, which is not as YAML:
/// a `#` begins a comment only at the start of a line, quotes are cut off both ends of a value, and
/// the first `:` ends a key.
///
/// @param port where it listened
/// @param targets keys and values of each
record ExporterConfig(int port, List<Map<String, String>> targets) {
    static final int DEFAULT_PORT = 9814;

    private static final int MAX_PORT = 65_535;

    /// @throws IOException in the form `line 3: …`
    static ExporterConfig parse(List<String> lines) throws IOException {
        var top = new LinkedHashMap<String, String>();
        var targets = new ArrayList<Map<String, String>>();
        boolean inTargets = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            boolean nested = Character.isWhitespace(lines.get(i).charAt(0)) || line.startsWith("-");
            if (!nested) {
                inTargets = line.equals("targets:");
            }
            if (inTargets && line.startsWith("-")) {
                targets.add(new LinkedHashMap<>());
                line = line.substring(1).strip();
            }
            if (!line.isEmpty() && !line.equals("targets:")) {
                boolean ofTarget = inTargets && nested && !targets.isEmpty();
                put(ofTarget ? targets.getLast() : top, line, i + 1);
            }
        }
        if (targets.isEmpty()) {
            throw new IOException("it has no targets");
        }
        return new ExporterConfig(port(top), targets);
    }

    private static void put(Map<String, String> into, String line, int number) throws IOException {
        int colon = line.indexOf(':');
        if (colon < 1) {
            throw new IOException("line " + number + ": expected `key: value`");
        }
        into.put(line.substring(0, colon).strip(), unquoted(line.substring(colon + 1).strip()));
    }

    private static String unquoted(String value) {
        int from = 0;
        int until = value.length();
        while (from < until && isQuote(value.charAt(from))) {
            from++;
        }
        while (until > from && isQuote(value.charAt(until - 1))) {
            until--;
        }
        return value.substring(from, until);
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'';
    }

    private static int port(Map<String, String> top) throws IOException {
        String port = top.get("listen_port");
        if (port == null) {
            return DEFAULT_PORT;
        }
        try {
            int number = Integer.parseInt(port);
            if (number > 0 && number <= MAX_PORT) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Said below.
        }
        throw new IOException("listen_port: `" + port + "` is not a port");
    }
}
