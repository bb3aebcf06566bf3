package dev.ingot.config;

import dev.ingot.config.Expansion.Failure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Fills in `${env:NAME}`, `${env:NAME:-default}`, `${NAME}` and `${file:/path}`, and turns `$$`
/// into `$`. A reference may stand inside another's name or default.
///
/// What a variable or a file holds is not looked into: a password with a `$` in it stays what it
/// is. Only where a mapping or a list is wanted are the values inside it expanded in turn.
final class Expander {
    static final int MAX_DEPTH = 20;
    static final int MAX_REFERENCES = 1000;
    static final int MAX_FILE = 1 << 20;

    /// All expansions of one configuration together, so that it cannot grow without end.
    static final int MAX_TOTAL = 16 << 20;

    private static final Pattern REFERENCE =
            Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):(?!-)(.*)", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

    private final Environment environment;
    private final Map<String, String> files = new HashMap<>();
    private long total;

    Expander(Environment environment) {
        this.environment = environment;
    }

    Expansion expand(String raw) {
        return new Run().expand(raw);
    }

    /// The expansion of one text.
    private final class Run {
        private final Set<String> unset = new LinkedHashSet<>();
        private final List<Failure> failures = new ArrayList<>();
        private final List<String> read = new ArrayList<>();
        private @Nullable String source;
        private boolean delivered;
        private int references;

        Expansion expand(String raw) {
            String text = fill(raw, 0);
            boolean whole = raw.startsWith("${") && end(raw, 2) == raw.length() - 1;
            return new Expansion(
                    text,
                    whole,
                    delivered,
                    List.copyOf(unset),
                    List.copyOf(failures),
                    List.copyOf(read),
                    whole ? source : null);
        }

        private String fill(String raw, int depth) {
            if (raw.indexOf('$') < 0) {
                return raw;
            }
            if (depth > MAX_DEPTH) {
                failures.add(new Failure("more than " + MAX_DEPTH + " `${` stand in one another"));
                return "";
            }
            var text = new StringBuilder();
            int at = 0;
            while (failures.isEmpty()) {
                int dollar = raw.indexOf('$', at);
                if (dollar < 0) {
                    break;
                }
                text.append(raw, at, dollar);
                at = dollar + 1;
                if (raw.startsWith("$", at)) {
                    text.append('$');
                    at++;
                } else if (raw.startsWith("{", at)) {
                    int end = end(raw, at + 1);
                    if (end < 0) {
                        failures.add(
                                new Failure(
                                        "a `${` has no closing brace; a dollar itself is `$$`"));
                        return "";
                    }
                    text.append(grow(reference(raw.substring(at + 1, end), depth)));
                    at = end + 1;
                } else {
                    text.append('$');
                }
            }
            return failures.isEmpty() ? text.append(raw, at, raw.length()).toString() : "";
        }

        private String grow(String value) {
            total += value.length();
            if (total <= MAX_TOTAL) {
                return value;
            }
            failures.add(
                    new Failure(
                            "variables and files expand to more than "
                                    + (MAX_TOTAL >> 20)
                                    + "MiB"));
            return "";
        }

        private String reference(String body, int depth) {
            if (++references > MAX_REFERENCES) {
                failures.add(new Failure("more than " + MAX_REFERENCES + " `${` in one text"));
                return "";
            }
            Matcher scheme = REFERENCE.matcher(body);
            if (!scheme.matches()) {
                return variable(body, depth);
            }
            return switch (scheme.group(1)) {
                case "env" -> variable(scheme.group(2), depth);
                case "file" -> file(fill(scheme.group(2), depth + 1));
                default -> {
                    String expected = "write ${env:NAME} or ${file:/path}, and $$ for a dollar";
                    failures.add(
                            new Failure(
                                    Quote.of(scheme.group(1)) + " is no source; " + expected,
                                    "a `${…}` has no known source; " + expected));
                    yield "";
                }
            };
        }

        private String variable(String body, int depth) {
            int split = defaultAt(body);
            String name = fill(split < 0 ? body : body.substring(0, split), depth + 1).strip();
            if (!NAME.matcher(name).matches()) {
                String expected = "a variable such as ${env:NAME} is expected, and $$ for a dollar";
                failures.add(
                        new Failure(
                                Quote.of(name) + " is not a name; " + expected,
                                "a `${…}` holds no name; " + expected));
                return "";
            }
            String value = environment.variable(name);
            if (value != null) {
                delivered = true;
                source = "env:" + name;
                return value;
            }
            if (split >= 0) {
                return fill(body.substring(split + 2), depth + 1);
            }
            unset.add(name);
            return "";
        }

        private String file(String name) {
            try {
                String text = files.get(name);
                if (text == null) {
                    text = TextFile.readOrdinary(name, MAX_FILE);
                    files.put(name, text);
                }
                delivered = true;
                source = name;
                read.add(name);
                return withoutLastNewline(text);
            } catch (TextFile.Unreadable file) {
                failures.add(new Failure("cannot read " + Quote.of(name) + ": " + file.why()));
                return "";
            }
        }
    }

    private static String withoutLastNewline(String text) {
        if (text.endsWith("\r\n")) {
            return text.substring(0, text.length() - 2);
        }
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    /// Where a default starts with `:-`, outside of references in the name; -1 where there is none.
    private static int defaultAt(String body) {
        int at = 0;
        while (at < body.length()) {
            if (body.startsWith(":-", at)) {
                return at;
            }
            int end = body.startsWith("${", at) ? end(body, at + 2) : -1;
            at = end < 0 ? at + 1 : end + 1;
        }
        return -1;
    }

    /// Where the brace is closed that was opened just before `from`; -1 where it is not. Braces of
    /// a default such as `{a: b}` come in pairs; where they do not, the next closing one counts, as
    /// in the collector.
    private static int end(String raw, int from) {
        int paired = end(raw, from, true);
        return paired >= 0 ? paired : end(raw, from, false);
    }

    private static int end(String raw, int from, boolean pairs) {
        int open = 1;
        for (int i = from; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (raw.startsWith("$$", i)) {
                i++;
            } else if (raw.startsWith("${", i)) {
                open++;
                i++;
            } else if (pairs && c == '{') {
                open++;
            } else if (c == '}' && --open == 0) {
                return i;
            }
        }
        return -1;
    }
}
