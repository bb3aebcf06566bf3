package dev.ingot.receiver.truenas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.WebSocketListener;

/// The web server of a [NasServer]: REST v2.0, the list of versions, and the doors to the
/// WebSockets.
final class NasHttp extends Dispatcher {
    private static final String REST_ROOT = "/api/v2.0";

    private static final Map<String, String> REST =
            Map.ofEntries(
                    Map.entry("/replication", "replication.query"),
                    Map.entry("/app", "app.query"),
                    Map.entry("/vm", "vm.query"),
                    Map.entry("/virt/instance", "virt.instance.query"),
                    Map.entry("/pool", "pool.query"),
                    Map.entry("/pool/scrub", "pool.scrub.query"),
                    Map.entry("/boot/get_state", "boot.get_state"),
                    Map.entry("/pool/dataset", "pool.dataset.query"),
                    Map.entry("/disk", "disk.query"),
                    Map.entry("/disk/temperatures", "disk.temperatures"),
                    Map.entry("/smart/test/results", "smart.test.results"),
                    Map.entry("/alert/list", "alert.list"),
                    Map.entry("/pool/snapshottask", "pool.snapshottask.query"),
                    Map.entry("/cloudsync", "cloudsync.query"),
                    Map.entry("/rsynctask", "rsynctask.query"),
                    Map.entry("/system/info", "system.info"),
                    Map.entry("/service", "service.query"),
                    Map.entry("/interface", "interface.query"),
                    Map.entry("/update/check_available", "update.check_available"),
                    Map.entry("/ups", "ups.config"));

    private final NasServer server;

    NasHttp(NasServer server) {
        this.server = server;
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
        server.requests.incrementAndGet();
        return switch (server.mood()) {
            case WELL -> well(request);
            case LOGIN_PAGE ->
                    new MockResponse.Builder()
                            .setHeader("Content-Type", "text/html; charset=utf-8")
                            .body("<html><form>Who are you?</form></html>")
                            .build();
            case SILENT ->
                    new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build();
            case HANGING_UP ->
                    new MockResponse.Builder()
                            .onRequestStart(new SocketEffect.CloseSocket())
                            .onResponseStart(new SocketEffect.CloseSocket())
                            .build();
            case UNAVAILABLE -> status(503);
        };
    }

    private MockResponse well(RecordedRequest request) {
        String path = request.getUrl().encodedPath();
        NasServer.Release release = server.release;
        if (release.rpc && path.equals("/api/versions")) {
            return json("[\"v25.04.0\", \"v" + release.number + ".0\"]");
        }
        if (release.rpc && path.startsWith("/api/") && isUpgrade(request)) {
            return upgrade(new NasConversation(server));
        }
        if (release.rest && path.startsWith(REST_ROOT + "/")) {
            return rest(request, path.substring(REST_ROOT.length()));
        }
        return status(404);
    }

    private MockResponse upgrade(WebSocketListener conversation) {
        server.connections.incrementAndGet();
        return new MockResponse.Builder().webSocketUpgrade(conversation).build();
    }

    private static boolean isUpgrade(RecordedRequest request) {
        return "websocket".equalsIgnoreCase(request.getHeaders().get("Upgrade"));
    }

    private MockResponse rest(RecordedRequest request, String path) {
        String bearer = request.getHeaders().get("Authorization");
        var result =
                bearer == null || !bearer.startsWith("Bearer ")
                        ? NasLogins.Result.UNKNOWN
                        : server.logins.tryKey(bearer.substring("Bearer ".length()));
        if (result != NasLogins.Result.ACCEPTED) {
            if (bearer != null) {
                server.refusedLogins.incrementAndGet();
            }
            return status(401);
        }
        server.acceptedLogins.incrementAndGet();
        String method = REST.getOrDefault(path, "none");
        server.answers.count(method);
        if (server.hangs(method)) {
            return new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build();
        }
        if (server.forbids(method)) {
            return status(403);
        }
        try {
            JsonNode answer = server.answers.of(method);
            if (answer == null) {
                return status(404);
            }
            return json(
                    method.equals("pool.dataset.query")
                            ? NasDatasets.of(answer, extra(request)).toString()
                            : answer.toString());
        } catch (IOException unreadable) {
            return status(500);
        }
    }

    /// The parameters that begin with `extra.`; REST has no lists in them.
    private static ObjectNode extra(RecordedRequest request) {
        ObjectNode extra = NasServer.JSON.createObjectNode();
        for (String name : request.getUrl().queryParameterNames()) {
            if (name.startsWith("extra.")) {
                extra.put(
                        name.substring("extra.".length()),
                        Boolean.parseBoolean(request.getUrl().queryParameter(name)));
            }
        }
        return extra;
    }

    private static MockResponse json(String body) {
        return new MockResponse.Builder()
                .setHeader("Content-Type", "application/json")
                .body(body)
                .build();
    }

    private static MockResponse status(int code) {
        return new MockResponse.Builder().code(code).build();
    }
}
