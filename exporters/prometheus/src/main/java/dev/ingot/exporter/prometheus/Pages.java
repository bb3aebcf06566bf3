package dev.ingot.exporter.prometheus;

import dev.ingot.exporter.prometheus.Negotiation.Coding;
import dev.ingot.net.WebHandler;
import dev.ingot.net.WebServer.Body;
import dev.ingot.net.WebServer.Reply;
import dev.ingot.net.WebServer.Request;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// What a listener answers on its paths.
///
/// Only the pages on health are open to everyone: they say no more than that something listens.
final class Pages {
    static final Set<String> RESERVED =
            Set.of("/", "/health", "/healthz", "/-/healthy", "/-/ready", "/api/targets");

    private static final String VARY = "Accept, Accept-Encoding";

    /// Nothing here is for a browser to run, to frame or to keep.
    private static final Map<String, String> SAFE =
            Map.of(
                    "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
                    "X-Frame-Options", "DENY",
                    "Referrer-Policy", "no-referrer",
                    "Cache-Control", "no-store");

    private final PrometheusConfig config;
    private final Bridge bridge;
    private final Guard guard;
    private final RateLimit rate;
    private final Complaints logins;
    private final String id;

    private Pages(PrometheusConfig config, Bridge bridge, Complaints logins, String id) {
        this.config = config;
        this.bridge = bridge;
        this.logins = logins;
        this.id = id;
        guard = new Guard(config.web().users(), config.web().bearerToken());
        rate = new RateLimit(config.web().rate(), System::nanoTime);
    }

    static Map<String, WebHandler> of(
            PrometheusConfig config, Bridge bridge, Complaints logins, String id) {
        var pages = new Pages(config, bridge, logins, id);
        var paths = new HashMap<String, WebHandler>();
        for (String path : config.paths()) {
            paths.put(path, pages.guarded(pages::metrics));
        }
        paths.put("/", pages.guarded(pages::landing));
        paths.put("/api/targets", pages.guarded(pages::targets));
        Reply json = pages.safe(Reply.text(200, "application/json", "{\"status\": \"ok\"}\n"));
        Reply text = pages.safe(Reply.text(200, "ok"));
        paths.put("/health", _ -> json);
        paths.put("/healthz", _ -> json);
        paths.put("/-/healthy", _ -> text);
        paths.put("/-/ready", _ -> text);
        return paths;
    }

    private WebHandler guarded(WebHandler page) {
        return request -> {
            if (!rate.admits()) {
                logins.say("rate", "requests are refused: more than `rate_limit` allows");
                return safe(Reply.text(429, "more requests than `rate_limit` allows"));
            }
            if (guard.admits(request)) {
                return safe(page.handle(request));
            }
            if (request.header("authorization").isPresent()) {
                String peer = request.peer().getAddress().getHostAddress();
                logins.say(peer, "wrong password or token from " + peer);
            }
            Reply refused = Reply.text(401, "a password or token is needed");
            return safe(refused.with("WWW-Authenticate", guard.challenge()));
        };
    }

    private Reply safe(Reply reply) {
        var headers = new HashMap<>(SAFE);
        headers.putAll(config.web().headers());
        headers.putAll(reply.headers());
        return new Reply(
                reply.status(), reply.contentType(), reply.length(), reply.body(), headers);
    }

    private Reply metrics(Request request) {
        for (Parameter parameter : config.parameters()) {
            if (!parameter.admits(request)) {
                return Reply.text(400, "no such " + parameter.name() + " is configured");
            }
        }
        Optional<String> target = request.parameter("target").filter(name -> !name.isEmpty());
        if (target.isPresent() && !isTarget(target.get())) {
            return Reply.text(404, "no such target; /api/targets lists them");
        }
        Dialect negotiated = Negotiation.dialect(request.header("accept").orElse(""));
        Dialect dialect = config.starts() ? negotiated.withStarts() : negotiated;
        Coding coding = Negotiation.coding(request.header("accept-encoding").orElse(""));
        Optional<Predicate<Line>> filter = filter(target, request);
        Body body = out -> write(dialect, filter, coding, out);
        Reply reply = Reply.of(200, dialect.contentType(), body).with("Vary", VARY);
        return coding == Coding.IDENTITY ? reply : reply.with("Content-Encoding", coding.word());
    }

    private boolean isTarget(String target) {
        return bridge.slots().anyMatch(slot -> Targets.isFrom(slot.series(), target));
    }

    /// What is served of a request; empty for everything.
    private Optional<Predicate<Line>> filter(Optional<String> target, Request request) {
        var all = new ArrayList<Predicate<Line>>();
        target.ifPresent(name -> all.add(line -> Targets.isFrom(line.slot().series(), name)));
        List<String> names = request.query().get("name[]");
        if (names != null) {
            Set<String> wanted = new HashSet<>(names);
            all.add(line -> wanted.contains(line.family().name()));
        }
        for (Parameter parameter : config.parameters()) {
            if (parameter.leavesOut() != null && request.parameter(parameter.name()).isPresent()) {
                all.add(line -> parameter.serves(line.family().name(), request));
            }
        }
        return all.stream().reduce(Predicate::and);
    }

    /// Closing what packs also ends what it packed, so after a failure nothing more may get out: an
    /// answer that broke off must not look whole.
    private void write(
            Dialect dialect, Optional<Predicate<Line>> filter, Coding coding, OutputStream out)
            throws IOException {
        var valve = new Valve(out);
        try (OutputStream packed = coding.pack(valve)) {
            try {
                bridge.write(dialect, filter, packed);
            } catch (IOException | RuntimeException brokenOff) {
                valve.shut();
                throw brokenOff;
            }
        }
    }

    private Reply targets(Request request) {
        String scheme = config.tls().isPresent() ? "https" : "http";
        String host =
                request.header("host")
                        .orElse(
                                config.endpoint().getHostString()
                                        + ":"
                                        + config.endpoint().getPort());
        String json = Targets.json(bridge.origins(), host, config.paths().getFirst(), scheme);
        return Reply.text(200, "application/json", json);
    }

    private Reply landing(Request request) {
        String page = Landing.html(id, config.paths(), bridge.size(), bridge.origins());
        return Reply.text(200, "text/html; charset=utf-8", page);
    }
}
