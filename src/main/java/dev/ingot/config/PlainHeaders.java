package dev.ingot.config;

import java.util.regex.Pattern;

/// HTTP headers that say where records belong, not who sends them: the tenants of Mimir, Loki and
/// VictoriaMetrics, and how VictoriaLogs is to read. They are hidden like every header, but nobody
/// has to be warned of them.
final class PlainHeaders {
    private static final Pattern NAMES =
            Pattern.compile(
                    "(?i)x-scope-orgid|accountid|projectid|vl-[a-z-]+|user-agent|content-type");

    private PlainHeaders() {}

    /// @param path where the header stands, such as `exporters.otlp_http.headers.X-Scope-OrgID`
    static boolean includes(String path) {
        int dot = path.lastIndexOf('.');
        return path.substring(0, Math.max(0, dot)).endsWith(".headers")
                && NAMES.matcher(path.substring(dot + 1)).matches();
    }
}
