package dev.ingot.receiver.graphite;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What a mapping rule compares paths with.
sealed interface PathPattern permits CarbonPattern, GlobPattern, RegexPattern {
    /// The captures of a path that matches, by name, empty for a name that captured nothing; null
    /// where the path does not match.
    @Nullable UnaryOperator<String> match(String path);
}
