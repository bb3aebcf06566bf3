package dev.ingot.record;

import dev.ingot.wire.AnyValues;
import dev.ingot.wire.ProtoWriter;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Where records come from: an OpenTelemetry resource and the receiver that read it, with what
/// backends derive from them.
///
/// Immutable, but for a cache that any thread may fill. Make one per target and keep it: encoders
/// group by it.
public final class Origin {
    private static final AttributeKey<String> NAMESPACE =
            AttributeKey.stringKey("service.namespace");
    private static final AttributeKey<String> NAME = AttributeKey.stringKey("service.name");
    private static final AttributeKey<String> INSTANCE =
            AttributeKey.stringKey("service.instance.id");

    /// Nothing known of the source. Stands below the keys, which making it needs.
    public static final Origin NONE = of(Resource.empty());

    private final Resource resource;
    private final InstrumentationScopeInfo scope;
    private final String job;
    private final String instance;
    private final int hash;
    private @Nullable Encoded encoded;

    private Origin(Resource resource, InstrumentationScopeInfo scope) {
        this.resource = resource;
        this.scope = scope;
        this.job = jobOf(resource);
        this.instance = Objects.requireNonNullElse(resource.getAttribute(INSTANCE), "");
        this.hash = resource.hashCode();
    }

    public static Origin of(Resource resource) {
        return new Origin(resource, InstrumentationScopeInfo.empty());
    }

    public static Origin of(Resource resource, InstrumentationScopeInfo scope) {
        return new Origin(resource, scope);
    }

    private static String jobOf(Resource resource) {
        String name = Objects.requireNonNullElse(resource.getAttribute(NAME), "");
        String namespace = resource.getAttribute(NAMESPACE);
        return name.isEmpty() || namespace == null || namespace.isEmpty()
                ? name
                : namespace + "/" + name;
    }

    public Resource resource() {
        return resource;
    }

    public InstrumentationScopeInfo scope() {
        return scope;
    }

    /// The Prometheus label `job`: service.name, behind service.namespace and a slash where there
    /// is one. May be empty.
    public String job() {
        return job;
    }

    /// The Prometheus label `instance`: service.instance.id. May be empty.
    public String instance() {
        return instance;
    }

    /// The `resource` field of an OTLP `ResourceMetrics` or `ResourceLogs`; empty for an empty
    /// resource. The caller must not write into the array.
    public byte[] otlp() {
        return encoded().bytes();
    }

    /// How many characters of [#otlp] stand for some that UTF-8 cannot hold.
    public int repaired() {
        return encoded().repaired();
    }

    private Encoded encoded() {
        Encoded known = encoded;
        if (known == null) {
            known = new Encoded(written());
            encoded = known;
        }
        return known;
    }

    private ProtoWriter written() {
        var out = new ProtoWriter(256);
        if (!resource.getAttributes().isEmpty()) {
            int message = out.begin(1);
            resource.getAttributes()
                    .forEach((key, value) -> AnyValues.keyValue(out, 1, key.getKey(), value));
            out.end(message);
        }
        return out;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Origin that
                        && hash == that.hash
                        && resource.equals(that.resource)
                        && scope.equals(that.scope));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return resource.getAttributes().toString();
    }
}
