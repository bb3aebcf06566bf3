package dev.ingot.processor;

import com.google.re2j.Pattern;
import dev.ingot.processor.RedactionConfig.Rule;
import dev.ingot.telemetry.SelfMetrics;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import java.util.List;

/// Hides what the rules find in texts and in whatever holds texts. For one signal on one thread.
final class Redactor {
    private static final int DEEPEST = 32;

    private final RedactionConfig config;
    private final Tallied tallied;
    private final Findings findings = new Findings();

    Redactor(RedactionConfig config, Tallied tallied) {
        this.config = config;
        this.tallied = tallied;
    }

    /// The value without what is to be hidden: itself where there is nothing.
    Object value(Object value) {
        return switch (value) {
            case String text -> text(text);
            case Value<?> any -> any(any, 0);
            case List<?> list -> list.stream().map(this::value).toList();
            default -> value;
        };
    }

    Value<?> body(Value<?> body) {
        return any(body, 0);
    }

    private Value<?> any(Value<?> value, int depth) {
        if (depth > DEEPEST) {
            return hidden("depth");
        }
        return switch (value.getType()) {
            case STRING -> {
                String before = value.asString();
                String after = text(before);
                yield after.equals(before) ? value : Value.of(after);
            }
            case ARRAY ->
                    Value.of(
                            list(value).stream()
                                    .map(item -> any((Value<?>) item, depth + 1))
                                    .toArray(Value<?>[]::new));
            case KEY_VALUE_LIST ->
                    Value.of(
                            list(value).stream()
                                    .map(item -> pair((KeyValue) item, depth + 1))
                                    .toArray(KeyValue[]::new));
            default -> value;
        };
    }

    private static List<?> list(Value<?> value) {
        return (List<?>) value.getValue();
    }

    private KeyValue pair(KeyValue pair, int depth) {
        return isBlocked(pair.getKey())
                ? KeyValue.of(pair.getKey(), hidden("blocked_key"))
                : KeyValue.of(pair.getKey(), any(pair.getValue(), depth));
    }

    /// Whether the attribute of this name is hidden whole.
    boolean isBlocked(String key) {
        for (Pattern pattern : config.blockedKeys()) {
            if (pattern.matcher(key).find()) {
                return true;
            }
        }
        return false;
    }

    /// What stands in the place of a whole attribute.
    Value<?> hidden(String rule) {
        count(rule);
        return Value.of("****");
    }

    String text(String text) {
        findings.clear();
        List<Rule> rules = config.rules();
        for (int i = 0; i < rules.size(); i++) {
            findings.rule(i);
            rules.get(i).detector().find(text, findings);
        }
        if (findings.isEmpty()) {
            return text;
        }
        var told = new StringBuilder(text.length());
        int[] copied = {0};
        findings.forEach((index, start, end) -> {
            String found = text.substring(start, end);
            if (!Patterns.anyFinds(config.allowedValues(), found)) {
                Rule rule = rules.get(index);
                told.append(text, copied[0], start).append(mask(rule, found));
                copied[0] = end;
            }
        });
        return told.append(text, copied[0], text.length()).toString();
    }

    private String mask(Rule rule, String found) {
        count(rule.name());
        return config.mask().of(found, rule.mask());
    }

    private void count(String rule) {
        tallied.add(SelfMetrics.REDACTED, "rule", rule, 1);
    }
}
