package dev.ingot.exporter.prometheus;

import dev.ingot.exporter.prometheus.Negotiation.Coding;
import dev.ingot.net.WebHandler;
import dev.ingot.net.WebServer.Body;
import dev.ingot.net.WebServer.Reply;
import dev.ingot.net.WebServer.Request;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/// What a listener answers on its paths.
final class Pages {
    private static final String VARY = "Accept, Accept-Encoding";

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
        Dialect dialect = Negotiation.dialect(request.header("accept").orElse(""));
        Coding coding = Negotiation.coding(request.header("accept-encoding").orElse(""));
        Body body = out -> write(dialect, coding, out);
        Reply reply = Reply.of(200, dialect.contentType(), body).with("Vary", VARY);
        return coding == Coding.IDENTITY ? reply : reply.with("Content-Encoding", coding.word());
    }

    /// Closing what packs also ends what it packed, so after a failure nothing more may get out: an
    /// answer that broke off must not look whole.
    private void write(Dialect dialect, Coding coding, OutputStream out) throws IOException {
        var valve = new Valve(out);
        try (OutputStream packed = coding.pack(valve)) {
            try {
                bridge.write(dialect, packed);
            } catch (IOException | RuntimeException brokenOff) {
                valve.shut();
                throw brokenOff;
            }
        }
    }

    /// Passes everything on until it is shut, and never closes what is behind it.
    private static final class Valve extends FilterOutputStream {
        private boolean shut;

        Valve(OutputStream out) {
            super(out);
        }

        void shut() {
            shut = true;
        }

        @Override
        public void write(int one) throws IOException {
            if (!shut) {
                out.write(one);
            }
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            if (!shut) {
                out.write(bytes, from, length);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
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
