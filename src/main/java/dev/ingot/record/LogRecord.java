package dev.ingot.record;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.resources.Resource;
import org.jspecify.annotations.Nullable;

/// One log record. Immutable; change one with [#edit].
///
/// Times are nanoseconds since the epoch, 0 where not known.
public final class LogRecord implements LogRecordData {
    private final Origin origin;
    private final long timeNanos;
    private final long observedNanos;
    private final Severity severity;
    private final @Nullable String severityText;
    private final @Nullable Value<?> body;
    private final Fields fields;

    private LogRecord(Builder from) {
        origin = from.origin;
        timeNanos = from.timeNanos;
        observedNanos = from.observedNanos;
        severity = from.severity;
        severityText = from.severityText;
        body = from.body;
        fields = from.fields;
    }

    public static Builder builder() {
        return new Builder();
    }

    /// Takes over an SDK record; trace context is not carried.
    public static LogRecord of(LogRecordData data) {
        if (data instanceof LogRecord own) {
            return own;
        }
        return builder()
                .origin(Origin.of(data.getResource(), data.getInstrumentationScopeInfo()))
                .timeNanos(data.getTimestampEpochNanos())
                .observedNanos(data.getObservedTimestampEpochNanos())
                .severity(data.getSeverity(), data.getSeverityText())
                .body(data.getBodyValue())
                .fields(Fields.of(data.getAttributes()))
                .build();
    }

    public Builder edit() {
        var builder = new Builder();
        builder.origin = origin;
        builder.timeNanos = timeNanos;
        builder.observedNanos = observedNanos;
        builder.severity = severity;
        builder.severityText = severityText;
        builder.body = body;
        builder.fields = fields;
        return builder;
    }

    public Origin origin() {
        return origin;
    }

    public Fields fields() {
        return fields;
    }

    @Override
    public Resource getResource() {
        return origin.resource();
    }

    @Override
    public InstrumentationScopeInfo getInstrumentationScopeInfo() {
        return origin.scope();
    }

    @Override
    public long getTimestampEpochNanos() {
        return timeNanos;
    }

    @Override
    public long getObservedTimestampEpochNanos() {
        return observedNanos;
    }

    @Override
    public SpanContext getSpanContext() {
        return SpanContext.getInvalid();
    }

    @Override
    public Severity getSeverity() {
        return severity;
    }

    @Override
    public @Nullable String getSeverityText() {
        return severityText;
    }

    @Override
    @Deprecated
    @SuppressWarnings("deprecation") // the interface still demands it
    public io.opentelemetry.sdk.logs.data.Body getBody() {
        return body == null
                ? io.opentelemetry.sdk.logs.data.Body.empty()
                : io.opentelemetry.sdk.logs.data.Body.string(body.asString());
    }

    @Override
    public @Nullable Value<?> getBodyValue() {
        return body;
    }

    @Override
    public Attributes getAttributes() {
        return fields;
    }

    @Override
    public int getTotalAttributeCount() {
        return fields.size();
    }

    @Override
    public String toString() {
        return severity + " " + (body == null ? "" : body.asString()) + " " + fields + " " + origin;
    }

    /// Collects the parts of a record. Not safe for several threads at once.
    public static final class Builder {
        private Origin origin = Origin.NONE;
        private long timeNanos;
        private long observedNanos;
        private Severity severity = Severity.UNDEFINED_SEVERITY_NUMBER;
        private @Nullable String severityText;
        private @Nullable Value<?> body;
        private Fields fields = Fields.EMPTY;

        private Builder() {}

        public Builder origin(Origin value) {
            origin = value;
            return this;
        }

        public Builder timeNanos(long value) {
            timeNanos = value;
            return this;
        }

        public Builder observedNanos(long value) {
            observedNanos = value;
            return this;
        }

        public Builder severity(Severity value, @Nullable String text) {
            severity = value;
            severityText = text;
            return this;
        }

        public Builder body(@Nullable Value<?> value) {
            body = value;
            return this;
        }

        public Builder body(String value) {
            return body(Value.of(value));
        }

        public Builder fields(Fields value) {
            fields = value;
            return this;
        }

        public LogRecord build() {
            return new LogRecord(this);
        }
    }
}
