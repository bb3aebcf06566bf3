package dev.ingot.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a text became when its `${…}` were filled in.
///
/// @param text the text as it is where a text is wanted: what variables and files hold is taken
///   verbatim
/// @param whole whether one reference is all there is, so that what it holds may stand for any YAML
/// @param delivered whether a variable or file gave some of it, so that it is not literal
/// @param unset variables that are not set and have no default
/// @param failures what could not be filled in
/// @param files the files that gave some of it
/// @param source where all of a whole expansion came from: a file, `env:NAME`, or null where the
///   text stands in the configuration
record Expansion(
        String text,
        boolean whole,
        boolean delivered,
        List<String> unset,
        List<Failure> failures,
        List<String> files,
        @Nullable String source) {

    /// @param what the problem
    /// @param discreetly the same without repeating the text, which may be a secret
    record Failure(String what, String discreetly) {
        Failure(String what) {
            this(what, what);
        }
    }

    @Override
    public String toString() {
        return "an expansion of " + text.length() + " characters";
    }
}
