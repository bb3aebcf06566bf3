package dev.ingot.receiver.graphite;

import com.google.re2j.PatternSyntaxException;
import dev.ingot.config.Section;
import dev.ingot.record.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The section `parser` of the OpenTelemetry Collector's carbon receiver: rules that make names and
/// labels of paths, tried in order before any mapping file.
final class ParserConfig {
    private ParserConfig() {}

    enum Type {
        PLAINTEXT,
        DELIMITER,
        REGEX
    }

    enum MetricType {
        GAUGE,
        CUMULATIVE
    }

    private record Rule(
            String regexp, String prefix, Map<String, String> labels, MetricType type) {}

    static List<MappingRule> read(Section in) {
        Type type =
                in.choice(
                        "type",
                        Type.PLAINTEXT,
                        "`plaintext`, also called `delimiter`, or `regex`, which has rules.");
        boolean regex = type == Type.REGEX;
        List<MappingRule> rules =
                in.section("config", "What `regex` does.", config -> readRules(config, regex));
        in.require(regex || rules.isEmpty(), "type", "is `regex` to have rules");
        return rules;
    }

    private static List<MappingRule> readRules(Section in, boolean regex) {
        String separator = in.text("name_separator", "", "What stands before each part of a name.");
        List<Rule> rules =
                in.list(
                        "rules",
                        "The first that matches wins; paths that none matches go on to `mapping`.",
                        ParserConfig::readRule);
        in.require(!regex || !rules.isEmpty(), "rules", "holds at least one rule for `regex`");
        List<MappingRule> made = new ArrayList<>();
        for (Rule rule : rules) {
            try {
                made.add(mappingRule(rule, separator, made.size() + 1));
            } catch (PatternSyntaxException broken) {
                in.require(false, "rules", problem(rule.regexp(), broken));
            }
        }
        return List.copyOf(made);
    }

    private static String problem(String regexp, PatternSyntaxException broken) {
        return "cannot read `"
                + regexp
                + "`: "
                + broken.getDescription()
                + ": `"
                + broken.getPattern()
                + "`";
    }

    private static Rule readRule(Section in) {
        return new Rule(
                in.required(
                        "regexp",
                        "Found anywhere in a path with its tags; its groups are called `key_` and"
                                + " the label's name, or `name_` for a part of the metric's name."),
                in.text("name_prefix", "", "What the metric's name begins with."),
                in.map("labels", "Further labels."),
                in.choice(
                        "type",
                        MetricType.GAUGE,
                        "`gauge`, or `cumulative`: the values only rise, and the name gets"
                                + " `_total`."));
    }

    private static MappingRule mappingRule(Rule rule, String separator, int number) {
        boolean rising = rule.type() == MetricType.CUMULATIVE;
        var pattern = CarbonPattern.of(rule.regexp(), rule.prefix(), separator, rising);
        Map<String, Template> labels = new LinkedHashMap<>();
        for (String group : pattern.labelGroups()) {
            labels.put(label(CarbonPattern.label(group)), Template.reference(group));
        }
        rule.labels().forEach((name, value) -> labels.put(label(name), Template.literal(value)));
        return new MappingRule(
                "parser rule " + number,
                pattern,
                false,
                Template.reference(CarbonPattern.NAME),
                labels,
                rising ? Kind.COUNTER : Kind.GAUGE,
                "",
                Adjustment.NONE,
                Optional.empty());
    }

    private static String label(String name) {
        return PathNames.labelName(name);
    }
}
