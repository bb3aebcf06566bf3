package dev.ingot.processor;

import dev.ingot.component.ComponentType;
import dev.ingot.component.Context;
import dev.ingot.component.Processor;
import dev.ingot.component.Sink;
import dev.ingot.record.Fields;
import dev.ingot.record.LogRecord;
import dev.ingot.record.Logs;
import dev.ingot.record.Points;
import dev.ingot.record.Signal;
import dev.ingot.telemetry.SelfMetrics;
import dev.ingot.wire.JsonValues;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.common.ValueType;
import io.opentelemetry.api.logs.Severity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Takes text apart that programs write for machines: its parts become attributes, its level the
/// severity. The body stays as it is.
public final class ParseProcessor implements Processor {
    public static final ComponentType<ParseConfig, Processor> TYPE =
            new ComponentType<>(
                    "parse",
                    List.of(),
                    "Turns JSON, logfmt, pairs and patterns in log records into attributes.",
                    Set.of(Signal.Type.LOGS),
                    ParseConfig::read,
                    ParseProcessor::new);

    private final ParseConfig config;
    private final Context context;

    ParseProcessor(ParseConfig config, Context context) {
        this.config = config;
        this.context = context;
    }

    @Override
    public Sink before(Sink next) {
        var json = new JsonValues(config.deepest(), config.mostKeys());
        return new Rewriting(new Parsing(config, json), context.tally(), next);
    }

    private record Parsing(ParseConfig config, JsonValues json) implements Rewriter {
        @Override
        public Points points(Points points, Tallied tallied) {
            return points;
        }

        @Override
        public Logs logs(Logs logs, Tallied tallied) {
            var parsed = new Logs();
            for (LogRecord log : logs) {
                parsed.add(record(log, tallied));
            }
            return parsed;
        }

        private LogRecord record(LogRecord log, Tallied tallied) {
            String text = text(log);
            Map<String, Object> parts = text.isEmpty() ? Map.of() : parts(text);
            if (parts.isEmpty()) {
                if (config.format() != ParseConfig.Format.AUTO) {
                    String format = config.format().name().toLowerCase(Locale.ROOT);
                    tallied.add(SelfMetrics.UNPARSED, "reason", "no_" + format, 1);
                }
                return log;
            }
            Fields.Builder fields = log.fields().edit();
            parts.forEach((name, value) -> {
                String key = config.prefix() + name;
                if (config.overwrite() || log.fields().value(key) == null) {
                    fields.set(key, value);
                }
            });
            LogRecord.Builder changed = log.edit().fields(fields.build());
            for (String key : config.levelKeys()) {
                String level = Match.text(parts.getOrDefault(key, ""));
                Severity severity = Levels.of(level);
                if (severity != Severity.UNDEFINED_SEVERITY_NUMBER) {
                    return changed.severity(severity, level).build();
                }
            }
            return changed.build();
        }

        private String text(LogRecord log) {
            Object value = config.from().isEmpty() ? null : log.fields().value(config.from());
            if (value != null) {
                return Match.text(value);
            }
            Value<?> body = log.getBodyValue();
            return body == null ? "" : body.asString();
        }

        private Map<String, Object> parts(String text) {
            return switch (config.format()) {
                case JSON -> json(text);
                case LOGFMT -> pairs(Pairs.logfmt(config.mostKeys()).read(text));
                case KEY_VALUE -> pairs(Pairs.keyValue(config.mostKeys()).read(text));
                case REGEX -> groups(text);
                case AUTO -> {
                    Map<String, Object> object = json(text);
                    Pairs.Found found =
                            object.isEmpty() && text.indexOf('=') > 0
                                    ? Pairs.logfmt(config.mostKeys()).read(text)
                                    : new Pairs.Found(Map.of(), 0);
                    yield found.isMostlyPairs() ? pairs(found) : object;
                }
            };
        }

        /// The object that the text is, or that stands behind `@cee:`.
        private Map<String, Object> json(String text) {
            int start = text.startsWith("@cee:") ? "@cee:".length() : 0;
            String object = text.substring(start).strip();
            if (!object.startsWith("{")) {
                return Map.of();
            }
            Optional<Map<String, Value<?>>> members = json.object(object);
            var parts = new LinkedHashMap<String, Object>();
            members.ifPresent(all -> all.forEach((name, value) -> put(parts, name, value)));
            return parts;
        }

        private void put(Map<String, Object> parts, String name, Value<?> value) {
            if (config.flatten() && value.getType() == ValueType.KEY_VALUE_LIST) {
                for (Object member : (List<?>) value.getValue()) {
                    var pair = (KeyValue) member;
                    put(parts, name + "." + pair.getKey(), pair.getValue());
                }
                return;
            }
            boolean nested =
                    value.getType() == ValueType.KEY_VALUE_LIST
                            || value.getType() == ValueType.ARRAY;
            parts.put(name, nested ? value : value.getValue());
        }

        private Map<String, Object> groups(String text) {
            return new LinkedHashMap<>(Patterns.groups(config.pattern().orElseThrow(), text));
        }

        private static Map<String, Object> pairs(Pairs.Found found) {
            return new LinkedHashMap<>(found.pairs());
        }
    }
}
