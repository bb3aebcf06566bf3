package dev.ingot.receiver.graphite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.record.Origin;
import java.util.ArrayList;
import java.util.List;

/// A mapping file in a test, and what becomes of paths by it.
final class Rules {
    private final Mappings mappings;

    private Rules(Mappings mappings) {
        this.mappings = mappings;
    }

    static Rules of(String yaml) {
        List<String> problems = new ArrayList<>();
        MappingFile file = MappingReader.read("map.yaml", yaml, problems);
        assertThat(problems).as(yaml).isEmpty();
        return new Rules(new Mappings(List.of(file), false));
    }

    /// Rules of globs or regexes: `pattern -> name{label=template,...}`, one a line; `!` in the
    /// place of the name drops.
    static Rules of(String defaults, String... rules) {
        var yaml = new StringBuilder(defaults).append("mappings:\n");
        for (String rule : rules) {
            String[] sides = rule.split(" -> ", 2);
            yaml.append("- match: '").append(sides[0]).append("'\n");
            if (sides[1].equals("!")) {
                yaml.append("  name: dropped\n  action: drop\n");
                continue;
            }
            int brace = sides[1].indexOf('{', sides[1].indexOf("}{") + 1);
            boolean labels = sides[1].endsWith("}") && sides[1].contains("=");
            String name = labels ? sides[1].substring(0, brace) : sides[1];
            yaml.append("  name: '").append(name).append("'\n");
            if (labels) {
                yaml.append("  labels:\n");
                String inner = sides[1].substring(brace + 1, sides[1].length() - 1);
                for (String label : inner.split(",", -1)) {
                    String[] pair = label.split("=", 2);
                    yaml.append("    ").append(pair[0]).append(": '").append(pair[1]).append("'\n");
                }
            }
        }
        return of(yaml.toString());
    }

    static Rules globs(String... rules) {
        return of("", rules);
    }

    static Rules unorderedGlobs(String... rules) {
        return of("defaults: {glob_disable_ordering: true}\n", rules);
    }

    static Rules regexes(String... rules) {
        return of("defaults: {match_type: regex}\n", rules);
    }

    /// Both sides are as the receiver prints series; `dropped` and `rejected` are words.
    Rules map(String path, String expected) {
        assertThat(become(path)).as(path).isEqualTo(expected);
        return this;
    }

    private String become(String path) {
        var names = new PathNames(Origin.NONE, mappings);
        return switch (names.resolve(path.getBytes(UTF_8))) {
            case Fate.Point point -> point.series().toString();
            case Fate.Dropped _ -> "dropped";
            case Fate.Rejected _ -> "rejected";
        };
    }

    /// What is wrong with a mapping file.
    static String problems(String yaml) {
        List<String> problems = new ArrayList<>();
        MappingReader.read("map.yaml", yaml, problems);
        return String.join("\n", problems);
    }
}
