package dev.ingot.receiver.graphite;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.ingot.record.Kind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads mapping files: graphite_exporter's format, and `scale`, `abs`, `drop_if`, `type` and
/// labels among the defaults, which it has not.
final class MappingReader {
    private static final int MAX_CHARACTERS = 4 << 20;
    private static final int MAX_ALIASES = 100_000;
    private static final String GLOB = "glob";
    private static final String REGEX = "regex";
    private static final String GAUGE = "gauge";
    private static final List<String> METRIC_TYPES = List.of(GAUGE, "counter", "observer", "timer");
    private static final List<String> OBSERVERS = List.of("summary", "histogram");
    private static final Pattern NAME =
            Pattern.compile("([a-zA-Z_]|(\\$\\{?\\d+\\}?))([a-zA-Z0-9_]|(\\$\\{?\\d+\\}?))*");
    private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

    private final List<String> problems;
    private String defaultType = GLOB;
    private Map<String, String> defaultLabels = Map.of();
    private Optional<Duration> defaultTtl = Optional.empty();

    private MappingReader(List<String> problems) {
        this.problems = problems;
    }

    /// Reads a file's text. What is wrong is added to `problems`, with file, line and rule.
    static MappingFile read(String file, String text, List<String> problems) {
        return new MappingReader(problems).read(file, compose(file, text, problems));
    }

    private static @Nullable Node compose(String file, String text, List<String> problems) {
        var settings =
                LoadSettings.builder()
                        .setUseMarks(true)
                        .setCodePointLimit(MAX_CHARACTERS)
                        .setMaxAliasesForCollections(MAX_ALIASES);
        try {
            return new Compose(settings.build()).composeString(text).orElse(null);
        } catch (MarkedYamlEngineException notYaml) {
            int line = notYaml.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            problems.add(file + ":" + line + ": is not YAML: " + notYaml.getProblem());
        } catch (YamlEngineException notYaml) {
            problems.add(file + ": is not YAML: " + notYaml.getMessage());
        }
        return null;
    }

    private MappingFile read(String file, @Nullable Node root) {
        var table = new MappingYaml(file, "", root, problems);
        MappingYaml defaults = table.table("defaults");
        defaultType = defaults.word("match_type", GLOB, List.of(GLOB, REGEX));
        defaultLabels = defaults.texts("labels");
        boolean ordered = !defaults.flag("glob_disable_ordering");
        defaultTtl = defaults.duration("ttl");
        defaults.ignore("observer_type", "summary_options", "histogram_options");
        defaults.finish();
        List<MappingRule> rules =
                table.tables("mappings", number -> "rule " + number + ": ").stream()
                        .map(this::rule)
                        .flatMap(Optional::stream)
                        .toList();
        table.finish();
        return new MappingFile(rules, ordered);
    }

    /// The rule, unless it has a problem or is for statsd's counters and observers only.
    private Optional<MappingRule> rule(MappingYaml in) {
        int before = problems.size();
        String type = in.word("match_type", defaultType, List.of(GLOB, REGEX));
        Optional<PathPattern> pattern = pattern(in, type.equals(GLOB));
        boolean drop = in.word("action", "map", List.of("map", "drop")).equals("drop");
        Kind kind =
                in.word("type", GAUGE, List.of(GAUGE, "counter")).equals(GAUGE)
                        ? Kind.GAUGE
                        : Kind.COUNTER;
        String name = name(in, kind);
        Map<String, Template> labels = labels(in, type.equals(GLOB));
        String help = in.text("help", "");
        var adjustment =
                new Adjustment(in.numbers("drop_if"), in.flag("abs"), in.number("scale", 1));
        var ttl = in.duration("ttl").or(() -> defaultTtl);
        boolean gauges = isForGauges(in);
        in.finish();
        if (pattern.isEmpty() || !gauges || problems.size() > before) {
            return Optional.empty();
        }
        return Optional.of(
                new MappingRule(
                        in.place(),
                        pattern.get(),
                        drop,
                        template(name, type.equals(GLOB)),
                        labels,
                        kind,
                        help,
                        adjustment,
                        ttl));
    }

    /// Whether it is for paths, which are gauges; reads the other keys that only statsd has a use
    /// for.
    private static boolean isForGauges(MappingYaml in) {
        in.word("observer_type", "summary", OBSERVERS);
        in.flag("honor_labels");
        in.ignore("summary_options", "histogram_options");
        return in.word("match_metric_type", GAUGE, METRIC_TYPES).equals(GAUGE);
    }

    private static Optional<PathPattern> pattern(MappingYaml in, boolean glob) {
        String match = in.text("match", "");
        if (match.isEmpty()) {
            in.problem("has no `match`");
            return Optional.empty();
        }
        if (glob) {
            Optional<GlobPattern> pattern = GlobPattern.of(match);
            if (pattern.isEmpty()) {
                in.problemAt(
                        "match",
                        "`match: %s` is not a glob; `*` stands for whole segments only, use `match_type: regex` for parts of them"
                                .formatted(match));
            }
            return pattern.map(found -> found);
        }
        try {
            return Optional.of(new RegexPattern(Pattern.compile(match)));
        } catch (PatternSyntaxException notRe2) {
            in.problemAt(
                    "match",
                    "`match: %s` is not a regular expression of RE2: %s"
                            .formatted(match, notRe2.getDescription()));
            return Optional.empty();
        }
    }

    private static String name(MappingYaml in, Kind kind) {
        String name = in.text("name", "");
        if (name.isEmpty()) {
            in.problem("has no `name`; a rule that drops needs one too");
        } else if (!NAME.matches(name)) {
            in.problemAt("name", "`name: " + name + "` cannot be the name of a metric");
        } else if (kind == Kind.COUNTER && !name.endsWith("_total")) {
            in.problemAt("name", "`name: " + name + "` must end in `_total` for `type: counter`");
        }
        return name;
    }

    private Map<String, Template> labels(MappingYaml in, boolean glob) {
        Map<String, String> texts = new LinkedHashMap<>(defaultLabels);
        texts.putAll(in.texts("labels"));
        Map<String, Template> labels = new LinkedHashMap<>();
        texts.forEach((label, text) -> {
            if (!LABEL.matches(label) || label.startsWith("__")) {
                in.problemAt("labels", "`" + label + "` cannot be the name of a label");
            }
            labels.put(label, template(text, glob));
        });
        return labels;
    }

    private static Template template(String text, boolean glob) {
        return glob ? Template.forGlob(text) : Template.forRegex(text);
    }
}
