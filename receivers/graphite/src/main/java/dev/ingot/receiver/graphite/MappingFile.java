package dev.ingot.receiver.graphite;

import dev.ingot.receiver.graphite.MappingRule.Mapped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rules of one mapping file and which of them wins.
///
/// As in statsd_exporter, every glob is tried before any regular expression. Of the globs that
/// match the first in the file wins, or, where `glob_disable_ordering` is set, the most specific
/// from the left. Of the regular expressions the first that matches wins.
///
/// @param ordered whether the order of globs in the file counts
record MappingFile(List<MappingRule> rules, boolean ordered) {
    /// What becomes of a path without its tags; null where no rule matches.
    @Nullable Mapped map(String path) {
        Mapped best = null;
        for (MappingRule rule : rules) {
            if (rule.pattern() instanceof GlobPattern glob) {
                Mapped mapped = rule.map(path);
                if (mapped != null && ordered) {
                    return mapped;
                }
                if (mapped != null && (best == null || isMoreSpecific(glob, best))) {
                    best = mapped;
                }
            }
        }
        return best != null ? best : byRegex(path);
    }

    private static boolean isMoreSpecific(GlobPattern glob, Mapped best) {
        return best.rule().pattern() instanceof GlobPattern other && glob.isMoreSpecificThan(other);
    }

    private @Nullable Mapped byRegex(String path) {
        for (MappingRule rule : rules) {
            if (rule.pattern() instanceof RegexPattern) {
                Mapped mapped = rule.map(path);
                if (mapped != null) {
                    return mapped;
                }
            }
        }
        return null;
    }
}
