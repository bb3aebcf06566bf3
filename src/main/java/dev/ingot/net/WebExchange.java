package dev.ingot.net;

import com.sun.net.httpserver.HttpExchange;
import dev.ingot.net.WebServer.Reply;
import dev.ingot.net.WebServer.Request;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One request and its answer. Strangers learn nothing from it but a status and a short text.
final class WebExchange {
    private final HttpExchange exchange;
    private final Map<String, WebHandler> paths;
    private final System.Logger log;

    WebExchange(HttpExchange exchange, Map<String, WebHandler> paths, System.Logger log) {
        this.exchange = exchange;
        this.paths = paths;
        this.log = log;
    }

    void answer() throws IOException {
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getPath();
        WebHandler handler = paths.get(path);
        if (handler == null) {
            boolean hasOverview = paths.containsKey("/");
            send(Reply.text(404, hasOverview ? "not found; / says what is where" : "not found"));
        } else if (!handler.methods().contains(method)) {
            String allowed = String.join(", ", new TreeSet<>(handler.methods()));
            send(Reply.text(405, "method not allowed").with("Allow", allowed));
        } else {
            send(ask(handler, method, path));
        }
    }

    private Reply ask(WebHandler handler, String method, String path) {
        Map<String, List<String>> query;
        try {
            query = query(exchange.getRequestURI().getRawQuery());
        } catch (IllegalArgumentException badEscape) {
            return Reply.text(400, "the query is not percent-encoded");
        }
        try {
            var request = new Request(method, path, query, headers(), exchange.getRemoteAddress());
            return handler.handle(request);
        } catch (IOException | RuntimeException refused) {
            log.log(
                    Level.WARNING,
                    "cannot answer " + method + " " + path + ": " + Listening.message(refused));
            log.log(Level.DEBUG, "where it broke", refused);
            return Reply.text(500, "internal error");
        }
    }

    private void send(Reply reply) throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", reply.contentType());
        headers.set("X-Content-Type-Options", "nosniff");
        reply.headers().forEach(headers::set);
        boolean known = reply.length() >= 0;
        if (exchange.getRequestMethod().equals("HEAD")) {
            if (known) {
                headers.set("Content-Length", Long.toString(reply.length()));
            }
            exchange.sendResponseHeaders(reply.status(), -1);
        } else if (reply.length() == 0) {
            exchange.sendResponseHeaders(reply.status(), -1);
        } else {
            exchange.sendResponseHeaders(reply.status(), known ? reply.length() : 0);
            reply.body().writeTo(exchange.getResponseBody());
        }
    }

    private Map<String, List<String>> headers() {
        var headers = new LinkedHashMap<String, List<String>>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        return headers;
    }

    /// @throws IllegalArgumentException where a `%` is not followed by two hexadecimal digits
    static Map<String, List<String>> query(@Nullable String raw) {
        var query = new LinkedHashMap<String, List<String>>();
        if (raw == null) {
            return query;
        }
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            if (!pair.isEmpty()) {
                query.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
            }
        }
        return query;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
