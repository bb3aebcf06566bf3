package dev.ingot.receiver.graphite;

import dev.ingot.record.Kind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// One entry of a mapping file.
///
/// @param place `file:line`, for people
/// @param drop whether samples of its paths are wanted by nobody
/// @param help empty for the usual text
/// @param ttl how long its series live without a sample, where that is not the receiver's time
record MappingRule(
        String place,
        PathPattern pattern,
        boolean drop,
        Template name,
        Map<String, Template> labels,
        Kind kind,
        String help,
        Adjustment adjustment,
        Optional<Duration> ttl) {

    /// What a path becomes by this rule; null where it does not match.
    @Nullable Mapped map(String path) {
        UnaryOperator<String> captures = pattern.match(path);
        if (captures == null) {
            return null;
        }
        Map<String, String> expanded = new LinkedHashMap<>();
        labels.forEach((label, template) -> expanded.put(label, template.expand(captures)));
        return new Mapped(this, name.expand(captures), expanded);
    }

    /// A path's name and labels by a rule.
    record Mapped(MappingRule rule, String name, Map<String, String> labels) {}
}
