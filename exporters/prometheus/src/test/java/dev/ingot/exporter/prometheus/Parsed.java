package dev.ingot.exporter.prometheus;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a scraper reads: a strict reader of both text formats, names in quotes included.
///
/// It refuses what the formats forbid: a family in two pieces, a description after its series, a
/// series twice, a label twice, an unknown escape, an empty line, anything after `# EOF`.
public final class Parsed {
    public record Sample(String name, Map<String, String> labels, String value, String timestamp) {
        public double number() {
            return switch (value) {
                case "+Inf" -> Double.POSITIVE_INFINITY;
                case "-Inf" -> Double.NEGATIVE_INFINITY;
                case "NaN" -> Double.NaN;
                default -> Double.parseDouble(value);
            };
        }

        String series() {
            return name + labels;
        }
    }

    static final class Described {
        String type = "";
        String help = "";
        String unit = "";
        final List<Sample> samples = new ArrayList<>();
    }

    final Map<String, Described> families = new LinkedHashMap<>();
    public final Map<String, Sample> samples = new LinkedHashMap<>();
    private final boolean openMetrics;
    private @Nullable String family;
    private String line = "";
    private int at;

    private Parsed(boolean openMetrics) {
        this.openMetrics = openMetrics;
    }

    public static Parsed text(String text) {
        return new Parsed(false).read(text);
    }

    static Parsed openMetrics(String text) {
        var parsed = new Parsed(true);
        parsed.must(text.endsWith("# EOF\n"), "ends with # EOF");
        return parsed.read(text.substring(0, text.length() - "# EOF\n".length()));
    }

    private Parsed read(String text) {
        must(text.isEmpty() || text.endsWith("\n"), "ends with a line feed");
        for (String each : text.isEmpty() ? new String[0] : text.split("\n", -1)) {
            line = each;
            at = 0;
            if (!line.isEmpty()) {
                if (line.startsWith("# ")) {
                    comment();
                } else {
                    sample();
                }
            }
        }
        must(!text.contains("\n\n"), "has no empty line");
        return this;
    }

    private void comment() {
        String kind = line.substring(2, line.indexOf(' ', 2));
        at = 3 + kind.length();
        String name = peek() == '"' ? quoted() : until(' ');
        expect(' ');
        if (!name.equals(family)) {
            must(!families.containsKey(name), "family in one piece");
            families.put(name, new Described());
            family = name;
        }
        Described described = described();
        must(described.samples.isEmpty(), "description before series");
        String rest = line.substring(at);
        switch (kind) {
            case "HELP" -> described.help = unescape(rest);
            case "TYPE" -> described.type = rest;
            case "UNIT" -> described.unit = rest;
            default -> must(false, "known comment");
        }
    }

    private Described described() {
        Described described = families.get(family);
        if (described == null) {
            throw new AssertionError("no family before: " + line);
        }
        return described;
    }

    private void sample() {
        String name = peek() == '{' ? "" : untilAny("{ ");
        var labels = new TreeMap<String, String>();
        if (peek() == '{') {
            at++;
            while (peek() != '}') {
                String key = peek() == '"' ? quoted() : until('=');
                if (peek() == '=') {
                    at++;
                    must(labels.put(key, quoted()) == null, "label once");
                } else {
                    must(name.isEmpty(), "one name");
                    name = key;
                }
                if (peek() == ',') {
                    at++;
                    must(peek() != '}', "no comma at the end");
                }
            }
            at++;
        }
        expect(' ');
        String[] values = line.substring(at).split(" ", -1);
        must(values.length <= 2, "value and perhaps time");
        var sample = new Sample(name, labels, values[0], values.length == 2 ? values[1] : "");
        must(belongs(name), "series of its family");
        described().samples.add(sample);
        must(samples.put(sample.series(), sample) == null, "series once");
    }

    private boolean belongs(String name) {
        boolean counter = openMetrics && described().type.equals("counter");
        return name.equals(counter ? family + "_total" : family)
                || (counter && name.equals(family + "_created"));
    }

    private String quoted() {
        expect('"');
        int from = at;
        while (line.charAt(at) != '"') {
            at += line.charAt(at) == '\\' ? 2 : 1;
        }
        at++;
        return unescape(line.substring(from, at - 1));
    }

    private String unescape(String escaped) {
        var text = new StringBuilder();
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (c != '\\') {
                text.append(c);
            } else {
                switch (escaped.charAt(++i)) {
                    case 'n' -> text.append('\n');
                    case '\\' -> text.append('\\');
                    case '"' -> text.append('"');
                    default -> must(false, "known escape");
                }
            }
        }
        return text.toString();
    }

    private String until(char end) {
        return untilAny(String.valueOf(end));
    }

    private String untilAny(String ends) {
        int from = at;
        while (ends.indexOf(line.charAt(at)) < 0) {
            at++;
        }
        return line.substring(from, at);
    }

    private char peek() {
        must(at < line.length(), "line goes on");
        return line.charAt(at);
    }

    private void expect(char c) {
        must(peek() == c, "`" + c + "` at " + at);
        at++;
    }

    private void must(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("must: " + what + ": " + line);
        }
    }
}
