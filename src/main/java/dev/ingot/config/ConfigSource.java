package dev.ingot.config;

import dev.ingot.config.Node.Entry;
import dev.ingot.config.Node.Mapping;
import dev.ingot.config.Node.Null;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One value of `--config`: a path, `file:path`, `env:NAME` (a variable that holds YAML) or
/// `yaml:a::b: c` (YAML itself, where `::` in a key stands for nesting).
record ConfigSource(Kind kind, String name) {
    /// A configuration is written by people; what is larger is something else.
    static final int MAX_BYTES = 4 << 20;

    // One letter is a drive, not a scheme.
    private static final Pattern SCHEME =
            Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):(.*)", Pattern.DOTALL);

    enum Kind {
        FILE,
        ENV,
        YAML,
        UNKNOWN
    }

    static ConfigSource of(String argument) {
        Matcher scheme = SCHEME.matcher(argument);
        if (!scheme.matches()) {
            return new ConfigSource(Kind.FILE, argument);
        }
        return switch (scheme.group(1)) {
            case "file" -> new ConfigSource(Kind.FILE, scheme.group(2));
            case "env" -> new ConfigSource(Kind.ENV, scheme.group(2));
            case "yaml" -> new ConfigSource(Kind.YAML, scheme.group(2));
            default -> new ConfigSource(Kind.UNKNOWN, scheme.group(1));
        };
    }

    boolean isFile() {
        return kind == Kind.FILE;
    }

    /// What places in this source are called.
    String label() {
        return switch (kind) {
            case FILE -> name;
            case ENV -> "env:" + name;
            case YAML -> "yaml";
            case UNKNOWN -> "--config";
        };
    }

    /// The mapping that the source holds; empty where there is none, which is then a problem.
    Optional<Mapping> read(Environment environment, Problems problems) {
        return text(environment, problems)
                .flatMap(text -> YamlText.read(text, label(), "", problems))
                .flatMap(root -> mapping(root, problems));
    }

    private Optional<String> text(Environment environment, Problems problems) {
        return switch (kind) {
            case FILE -> file(problems);
            case ENV -> {
                String text = environment.variable(name);
                yield text == null
                        ? nothing(problems, "this environment variable is not set")
                        : Optional.of(text);
            }
            case YAML -> Optional.of(name);
            case UNKNOWN ->
                    nothing(
                            problems,
                            Quote.of(name) + " is no source; write a path, file:, env: or yaml:");
        };
    }

    private Optional<String> file(Problems problems) {
        try {
            return Optional.of(TextFile.read(name, MAX_BYTES));
        } catch (TextFile.Unreadable file) {
            return nothing(problems, "cannot read this file: " + file.why());
        }
    }

    private Optional<String> nothing(Problems problems, String what) {
        problems.error(Place.of(label()), "", what);
        return Optional.empty();
    }

    private Optional<Mapping> mapping(Node root, Problems problems) {
        return switch (root) {
            case Null nothing -> Optional.of(Mapping.empty(nothing.place()));
            case Mapping mapping ->
                    Optional.of(kind == Kind.YAML ? nested(mapping, 0, problems) : mapping);
            case Node other -> {
                String expected = " is not a configuration; keys such as `receivers:` are expected";
                problems.error(other.place(), "", other.kind() + expected);
                yield Optional.empty();
            }
        };
    }

    private static Mapping nested(Mapping flat, int depth, Problems problems) {
        Mapping all = Mapping.empty(flat.place());
        for (Entry entry : flat.entries().values()) {
            List<String> keys = List.of(entry.key().split("::", -1));
            int below = depth + keys.size();
            if (below > YamlText.MAX_DEPTH) {
                problems.error(entry.place(), "", YamlText.TOO_DEEP);
                continue;
            }
            Node value =
                    entry.value() instanceof Mapping inner
                            ? nested(inner, below, problems)
                            : entry.value();
            all = all.under(at(keys, entry.place(), value));
        }
        return all;
    }

    /// A value that stands below several keys.
    static Mapping at(List<String> keys, Place place, Node value) {
        Node node = value;
        for (String key : keys.reversed()) {
            var entries = new LinkedHashMap<String, Entry>();
            entries.put(key, new Entry(key, place, node));
            node = new Mapping(place, entries);
        }
        return (Mapping) node;
    }
}
