package dev.ingot.processor;

import com.google.re2j.Pattern;
import dev.ingot.config.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The options of the redaction processor.
///
/// @param rules what to look for, in this order
/// @param allowedValues what is never hidden: a finding that one of them matches stays
/// @param blockedKeys whose attributes are hidden whole
/// @param ignoredKeys whose attributes are left alone
/// @param allowedKeys the only attributes to stay; empty for all
record RedactionConfig(
        List<Rule> rules,
        Mask mask,
        List<Pattern> allowedValues,
        List<Pattern> blockedKeys,
        Set<String> ignoredKeys,
        Set<String> allowedKeys) {
    private static final List<String> PRESETS =
            List.of("secret", "token", "email", "ipv6", "ipv4", "credit_card");

    /// One kind of thing to hide.
    ///
    /// @param name the label of its counter
    /// @param mask what stands in its place
    record Rule(String name, String mask, Detector detector) {}

    static RedactionConfig read(Section in) {
        in.ignored("summary", "what is hidden is counted by rule");
        in.ignored("redact_all_types", "numbers are left alone");
        List<String> presets =
                in.texts(
                        "presets",
                        PRESETS,
                        "What to hide: `secret` (`password=…` and the like), `token` (Bearer, JWT, API"
                                + " tokens), `email`, `ipv6`, `ipv4`, `credit_card`; `[]` is none.");
        Networks networks =
                Networks.read(
                        in,
                        "allowed_networks",
                        "Networks whose addresses may be told, such as `192.168.0.0/16`.");
        List<Pattern> blockedValues =
                Patterns.read(in, "blocked_values", "Patterns of what else to hide.");
        boolean allKeys =
                in.flag(
                        "allow_all_keys",
                        true,
                        "`false` deletes the attributes that `allowed_keys` does not name, if it"
                                + " names any.");
        List<String> allowedKeys = in.texts("allowed_keys", List.of(), "See `allow_all_keys`.");
        return new RedactionConfig(
                rules(in, presets, networks, blockedValues),
                Mask.of(
                        in.text(
                                "mask",
                                "",
                                "What stands in the place of what is hidden; where it is empty,"
                                        + " `***IP***`, `***EMAIL***`, `***TOKEN***`, `***SECRET***`,"
                                        + " `***CARD***`, and `****` for patterns."),
                        in.choice(
                                "hash_function",
                                Mask.Function.NONE,
                                "Puts a hash there: `md5`, `sha1`, `sha256`, `sha3`."),
                        in.secret(
                                "hash_key",
                                "Puts a hash there that nobody without this key can guess"
                                        + " (HMAC-SHA-256).")),
                Patterns.read(in, "allowed_values", "Patterns of what may be told all the same."),
                Patterns.read(
                        in,
                        "blocked_key_patterns",
                        "Patterns of attributes that are hidden whole."),
                Set.copyOf(in.texts("ignored_keys", List.of(), "Attributes that are left alone.")),
                allKeys ? Set.of() : Set.copyOf(allowedKeys));
    }

    private static List<Rule> rules(
            Section in, List<String> presets, Networks networks, List<Pattern> blockedValues) {
        var rules = new ArrayList<Rule>();
        for (String preset : presets) {
            in.require(
                    PRESETS.contains(preset),
                    "presets",
                    "`" + preset + "` is not one of `" + String.join("`, `", PRESETS) + "`");
            switch (preset) {
                case "secret" -> rules.add(new Rule(preset, "***SECRET***", new SecretDetector()));
                case "token" -> rules.add(new Rule(preset, "***TOKEN***", new TokenDetector()));
                case "email" -> rules.add(new Rule(preset, "***EMAIL***", new EmailDetector()));
                case "ipv6" -> rules.add(new Rule(preset, "***IP***", new Ipv6Detector(networks)));
                case "ipv4" -> rules.add(new Rule(preset, "***IP***", new Ipv4Detector(networks)));
                case "credit_card" -> rules.add(new Rule(preset, "***CARD***", new CardDetector()));
                default -> {
                    // Noted as a problem above.
                }
            }
        }
        for (Pattern pattern : blockedValues) {
            rules.add(new Rule("blocked_values", "****", new PatternDetector(pattern)));
        }
        return List.copyOf(rules);
    }
}
