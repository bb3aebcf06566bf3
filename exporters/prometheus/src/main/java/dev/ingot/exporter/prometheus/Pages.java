package dev.ingot.exporter.prometheus;

import dev.ingot.net.WebHandler;
import dev.ingot.net.WebServer.Reply;
import dev.ingot.net.WebServer.Request;
import java.io.OutputStream;
import java.util.Map;

/// What a listener answers on its paths.
final class Pages {
    private final Bridge bridge;
    private final String id;

    private Pages(Bridge bridge, String id) {
        this.bridge = bridge;
        this.id = id;
    }

    static Map<String, WebHandler> of(Bridge bridge, String id) {
        var pages = new Pages(bridge, id);
        return Map.of(
                "/metrics",
                pages::metrics,
                "/health",
                _ -> Reply.text(200, "ok"),
                "/",
                pages::landing);
    }

    private Reply metrics(Request request) {
        Dialect dialect = PlainText.V0_0_4;
        boolean gzip = request.header("accept-encoding").orElse("").contains("gzip");
        Reply reply =
                Reply.of(
                        200,
                        dialect.contentType(),
                        (OutputStream out) -> {
                            try (OutputStream packed = gzip ? new FastGzip(out) : out) {
                                bridge.write(dialect, packed);
                            }
                        });
        return gzip ? reply.with("Content-Encoding", "gzip") : reply;
    }

    private Reply landing(Request request) {
        String page =
                """
                <!DOCTYPE html>
                <html lang="en"><head><title>Ingot</title></head><body>
                <h1>Ingot: %s</h1>
                <p><a href="/metrics">/metrics</a>: the newest point of every series</p>
                <p><a href="/health">/health</a>: whether the agent runs</p>
                </body></html>
                """
                        .formatted(id);
        return Reply.text(200, "text/html; charset=utf-8", page);
    }
}
