package dev.ingot.exporter.otlp;

import dev.ingot.wire.AnyValues;
import dev.ingot.wire.ProtoWriter;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;

/// The messages `ScopeMetrics` and `ScopeLogs`, which differ in nothing but their records. A scope
/// that says nothing is not written.
final class OtlpScope {
    private OtlpScope() {}

    /// Opens the message; hand what this returns to [#end].
    static int begin(ProtoWriter out, InstrumentationScopeInfo scope) {
        int begun = out.begin(2);
        String version = scope.getVersion();
        if (!scope.getName().isEmpty() || version != null || !scope.getAttributes().isEmpty()) {
            int message = out.begin(1);
            out.string(1, scope.getName());
            out.string(2, version == null ? "" : version);
            scope.getAttributes()
                    .forEach((key, value) -> AnyValues.keyValue(out, 3, key.getKey(), value));
            out.end(message);
        }
        return begun;
    }

    static void end(ProtoWriter out, int begun, InstrumentationScopeInfo scope) {
        String schema = scope.getSchemaUrl();
        out.string(3, schema == null ? "" : schema);
        out.end(begun);
    }
}
