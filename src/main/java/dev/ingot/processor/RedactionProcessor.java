package dev.ingot.processor;

import dev.ingot.component.ComponentType;
import dev.ingot.component.Context;
import dev.ingot.component.Processor;
import dev.ingot.component.Sink;
import dev.ingot.record.Fields;
import dev.ingot.record.LogRecord;
import dev.ingot.record.Logs;
import dev.ingot.record.Origin;
import dev.ingot.record.Points;
import dev.ingot.record.Signal;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.sdk.resources.Resource;
import java.util.List;
import java.util.Set;

/// Hides addresses, tokens, passwords and the like in bodies, attributes and resources of log
/// records, before any queue sees them.
public final class RedactionProcessor implements Processor {
    public static final ComponentType<RedactionConfig, Processor> TYPE =
            new ComponentType<>(
                    "redaction",
                    List.of(),
                    "Hides addresses, tokens, passwords and the like in log records.",
                    Set.of(Signal.Type.LOGS),
                    RedactionConfig::read,
                    RedactionProcessor::new);

    private final RedactionConfig config;
    private final Context context;

    RedactionProcessor(RedactionConfig config, Context context) {
        this.config = config;
        this.context = context;
    }

    @Override
    public Sink before(Sink next) {
        return new Rewriting(new Redaction(config), context.tally(), next);
    }

    /// What is handed on as the same object has not changed.
    @SuppressWarnings("ReferenceEquality")
    private record Redaction(RedactionConfig config) implements Rewriter {
        @Override
        public Points points(Points points, Tallied tallied) {
            return points;
        }

        @Override
        public Logs logs(Logs logs, Tallied tallied) {
            var redactor = new Redactor(config, tallied);
            var told = new Logs();
            Origin before = Origin.NONE;
            Origin after = Origin.NONE;
            for (LogRecord log : logs) {
                if (log.origin() != before) {
                    before = log.origin();
                    after = origin(before, redactor);
                }
                told.add(record(log, after, redactor));
            }
            return told;
        }

        private LogRecord record(LogRecord log, Origin origin, Redactor redactor) {
            Fields fields = fields(log.fields(), redactor);
            Value<?> body = log.getBodyValue();
            Value<?> told = body == null ? null : redactor.body(body);
            if (told == body && fields == log.fields() && origin == log.origin()) {
                return log;
            }
            return log.edit().origin(origin).fields(fields).body(told).build();
        }

        private Fields fields(Fields fields, Redactor redactor) {
            Fields.Builder changed = null;
            for (int i = 0; i < fields.size(); i++) {
                String name = fields.name(i);
                Object value = fields.value(i);
                Object told = told(name, value, redactor);
                if (!isAllowed(name)) {
                    changed = changed == null ? fields.edit() : changed;
                    changed.remove(name);
                } else if (told != value) {
                    changed = changed == null ? fields.edit() : changed;
                    changed.set(name, told);
                }
            }
            return changed == null ? fields : changed.build();
        }

        private Object told(String name, Object value, Redactor redactor) {
            if (config.ignoredKeys().contains(name)) {
                return value;
            }
            return redactor.isBlocked(name)
                    ? redactor.hidden("blocked_key").asString()
                    : redactor.value(value);
        }

        private boolean isAllowed(String name) {
            return config.allowedKeys().isEmpty()
                    || config.allowedKeys().contains(name)
                    || config.ignoredKeys().contains(name);
        }

        private Origin origin(Origin origin, Redactor redactor) {
            Fields before = Fields.of(origin.resource().getAttributes());
            Fields after = fields(before, redactor);
            if (after == before) {
                return origin;
            }
            Attributes told = after.toBuilder().build();
            return Origin.of(
                    Resource.create(told, origin.resource().getSchemaUrl()), origin.scope());
        }
    }
}
