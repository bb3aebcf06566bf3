package dev.ingot.processor;

import com.google.re2j.Pattern;
import dev.ingot.config.Secret;
import dev.ingot.config.Section;
import dev.ingot.record.Fields;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One change of attributes, as the collector describes it.
///
/// @param from the attribute whose value to take; empty for `value`
record Action(
        String key, Kind kind, String value, String from, Optional<Pattern> pattern, Type type) {
    private static final Mask HASH = Mask.of("", Mask.Function.SHA256, Secret.of(""));

    /// What happens to the attribute.
    enum Kind {
        /// Set where it is not there.
        INSERT,
        /// Set where it is there.
        UPDATE,
        /// Set in any case.
        UPSERT,
        DELETE,
        /// Its value is replaced by the SHA-256 of it.
        HASH,
        /// The groups of a pattern become attributes.
        EXTRACT,
        /// Its value becomes one of another type.
        CONVERT
    }

    /// What a value is converted to.
    enum Type {
        STRING,
        INT,
        DOUBLE,
        BOOLEAN
    }

    static Action read(Section in) {
        var action =
                new Action(
                        in.text("key", "", "The attribute; `delete` may do with a `pattern`."),
                        in.choice(
                                "action",
                                Kind.UPSERT,
                                "`insert` sets what is not there, `update` what is there, `upsert`"
                                        + " both; `delete`, `hash` (SHA-256), `extract` (the named"
                                        + " groups of `pattern`), `convert`."),
                        in.text("value", "", "What to set."),
                        in.text("from_attribute", "", "Sets what another attribute holds."),
                        Patterns.readOne(in, "pattern", "For `extract` and `delete`."),
                        in.choice(
                                "converted_type",
                                Type.STRING,
                                "For `convert`: `int`, `double`, `boolean` or `string`."));
        boolean named = !action.key.isEmpty() || (action.kind == Kind.DELETE && in.has("pattern"));
        in.require(named, "key", "is required");
        in.require(action.kind != Kind.EXTRACT || in.has("pattern"), "pattern", "is required");
        return action;
    }

    Fields apply(Fields fields) {
        Object now = fields.value(key);
        return switch (kind) {
            case INSERT -> now == null ? set(fields) : fields;
            case UPDATE -> now == null ? fields : set(fields);
            case UPSERT -> set(fields);
            case DELETE -> delete(fields);
            case HASH ->
                    now == null
                            ? fields
                            : fields.edit().set(key, HASH.of(Match.text(now), "")).build();
            case EXTRACT -> now == null ? fields : extract(fields, Match.text(now));
            case CONVERT -> {
                Object converted = now == null ? null : converted(Match.text(now));
                yield converted == null ? fields : fields.edit().set(key, converted).build();
            }
        };
    }

    private Fields set(Fields fields) {
        Object to = from.isEmpty() ? value : fields.value(from);
        return to == null ? fields : fields.edit().set(key, to).build();
    }

    private Fields delete(Fields fields) {
        var left = fields.edit();
        for (int i = 0; i < fields.size(); i++) {
            String name = fields.name(i);
            if (name.equals(key) || (pattern.isPresent() && pattern.get().matcher(name).find())) {
                left.remove(name);
            }
        }
        return left.build();
    }

    private Fields extract(Fields fields, String text) {
        var more = fields.edit();
        Patterns.groups(pattern.orElseThrow(), text).forEach(more::set);
        return more.build();
    }

    private @Nullable Object converted(String text) {
        try {
            return switch (type) {
                case STRING -> text;
                case INT -> (long) Double.parseDouble(text);
                case DOUBLE -> Double.parseDouble(text);
                case BOOLEAN -> Boolean.parseBoolean(text);
            };
        } catch (NumberFormatException noNumber) {
            return null;
        }
    }
}
