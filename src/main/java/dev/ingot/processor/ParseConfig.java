package dev.ingot.processor;

import com.google.re2j.Pattern;
import dev.ingot.config.Section;
import java.util.List;
import java.util.Optional;

/// The options of the parse processor.
///
/// @param from the attribute with the text; where it is not there, the body
/// @param mostKeys how many attributes one text may become
record ParseConfig(
        Format format,
        String from,
        Optional<Pattern> pattern,
        String prefix,
        boolean flatten,
        boolean overwrite,
        int deepest,
        int mostKeys,
        List<String> levelKeys) {
    /// How the text is written.
    enum Format {
        /// JSON where it begins like it, else logfmt where most of it is pairs.
        AUTO,
        JSON,
        LOGFMT,
        KEY_VALUE,
        REGEX
    }

    static ParseConfig read(Section in) {
        var config =
                new ParseConfig(
                        in.choice(
                                "format",
                                Format.AUTO,
                                "`json`, `logfmt`, `key_value` (also with commas, semicolons and"
                                        + " colons), `regex`, or `auto` for the first two."),
                        in.text(
                                "from",
                                "message",
                                "The attribute with the text; where it is not there, the body."),
                        Patterns.readOne(
                                in, "pattern", "For `regex`: its named groups become attributes."),
                        in.text("prefix", "", "What the new attributes' names begin with."),
                        in.flag(
                                "flatten",
                                true,
                                "Whether what is nested in JSON becomes attributes with dots in"
                                        + " their names, or maps."),
                        in.flag(
                                "overwrite",
                                false,
                                "Whether an attribute that is there is replaced."),
                        (int) in.number("max_depth", 8, 1, 64, "JSON nested deeper is left alone."),
                        (int)
                                in.number(
                                        "max_keys",
                                        128,
                                        1,
                                        10_000,
                                        "JSON with more values is left alone; of pairs, no more"
                                                + " are read."),
                        in.texts(
                                "level_keys",
                                List.of("level", "severity", "lvl", "loglevel", "log.level"),
                                "The first of these that says a level sets the severity."));
        in.require(
                config.format != Format.REGEX || in.has("pattern"),
                "pattern",
                "is required for `regex`");
        return config;
    }
}
