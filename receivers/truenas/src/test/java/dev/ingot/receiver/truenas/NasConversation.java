package dev.ingot.receiver.truenas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;

/// One WebSocket of a [NasServer]: JSON-RPC as TrueNAS speaks it, with its limits.
final class NasConversation extends WebSocketListener {
    private static final int MAX_ANONYMOUS = 8 << 10;
    private static final int MAX_MESSAGE = 64 << 10;
    private static final int MAX_RUNNING = 10;
    private static final int MAX_CALLS = 20;
    private static final Set<String> QUERIES = Set.of("query");

    private static final Map<String, String> EVENTS =
            Map.of(
                    "app.stats",
                    """
                    [{"app_name": "portainer", "cpu_usage": 17.0, "memory": 268435456,
                      "networks": [{"interface_name": "eth0", "rx_bytes": 2048, "tx_bytes": -1},
                                   {"interface_name": "eth1", "rx_bytes": 0, "tx_bytes": 1024}],
                      "blkio": {"read": 4096, "write": 2048}},
                     {"app_name": "idle", "cpu_usage": 0, "memory": 0, "networks": [],
                      "blkio": {"read": 0, "write": 0}}]
                    """,
                    "reporting.realtime",
                    """
                    {"cpu": {"cpu": {"usage": 12.5, "temp": 41.0}, "cpu0": {"usage": 9.0, "temp": 0}},
                     "disks": {"busy": 2.1, "read_bytes": 1234.0, "write_bytes": 5678.0,
                       "read_ops": 3.0, "write_ops": 9.0},
                     "interfaces": {"eno1": {"link_state": "LINK_STATE_UP", "speed": 1000,
                       "received_bytes_rate": 123.4, "sent_bytes_rate": 56.7},
                       "eno2": {"link_state": "LINK_STATE_DOWN", "received_bytes": 0}},
                     "memory": {"arc_size": 17179869184, "physical_memory_total": 67340263424,
                       "physical_memory_available": 30000000000},
                     "zfs": {"demand_accesses_per_second": 20,
                       "demand_data_hit_percentage": 97.5}, "pools": {}}
                    """);

    private final NasServer server;
    private final Semaphore running = new Semaphore(MAX_RUNNING);
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Set<String> subscriptions = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable WebSocket socket;
    private volatile boolean loggedIn;
    private volatile boolean loginFailed;
    private volatile @Nullable NasScram scram;

    NasConversation(NasServer server) {
        this.server = server;
    }

    @Override
    public void onOpen(WebSocket opened, Response response) {
        socket = opened;
        server.open.add(this);
    }

    @Override
    public void onClosing(WebSocket closing, int code, String reason) {
        closing.close(code, reason);
        server.open.remove(this);
        closed.countDown();
    }

    @Override
    public void onFailure(WebSocket failed, Throwable cause, @Nullable Response response) {
        server.open.remove(this);
        closed.countDown();
    }

    @Override
    public void onMessage(WebSocket from, String text) {
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        if (!loggedIn && length > MAX_ANONYMOUS) {
            from.close(1007, "Anonymous connection max message length is 8 kB");
            return;
        }
        if (length > MAX_MESSAGE) {
            from.close(1009, "Max message length is 64 kB");
            return;
        }
        JsonNode call;
        try {
            call = NasServer.JSON.readTree(text);
        } catch (IOException notJson) {
            from.send(error(null, -32700, "Parse error", "", ""));
            return;
        }
        if (!call.isObject() || !call.path("params").isArray()) {
            from.send(error(call.path("id"), -32600, "Invalid Request", "", ""));
            return;
        }
        int calls = inFlight.incrementAndGet();
        server.mostInFlight.accumulateAndGet(calls, Math::max);
        if (calls > MAX_CALLS) {
            inFlight.decrementAndGet();
            from.send(error(call.path("id"), -32000, "Too many concurrent calls", "", ""));
            return;
        }
        Thread.startVirtualThread(() -> run(from, call));
    }

    private void run(WebSocket to, JsonNode call) {
        try {
            running.acquire();
            try {
                String reply = reply(call);
                if (!server.hangs(call.path("method").asText())) {
                    to.send(reply);
                    inFlight.decrementAndGet();
                }
            } finally {
                running.release();
            }
        } catch (InterruptedException | IOException broken) {
            to.close(1011, "internal error");
        }
    }

    private String reply(JsonNode call) throws IOException {
        JsonNode id = call.path("id");
        String method = call.path("method").asText();
        JsonNode params = call.path("params");
        if (!loggedIn) {
            if (server.logins.tooMany(method)) {
                return error(id, -32001, "Method call error", "EBUSY", "Rate Limit Exceeded");
            }
            if (!method.startsWith("auth.") && !method.equals("core.ping")) {
                return error(
                        id, -32001, "Method call error", "ENOTAUTHENTICATED", "Not authenticated");
            }
        }
        return switch (method) {
            case "core.ping" -> result(id, NasServer.JSON.readTree("\"pong\""));
            case "auth.login_with_api_key" -> loginWithKey(id, params.path(0).asText());
            case "auth.mechanism_choices" -> mechanisms(id);
            case "auth.login_ex" -> loginEx(id, params.path(0));
            case "core.subscribe" -> subscribe(id, params.path(0).asText());
            default -> answer(id, method, params);
        };
    }

    private String loginWithKey(JsonNode id, String key) throws IOException {
        if (loginFailed) {
            return wrongState(id);
        }
        server.shownKeys.incrementAndGet();
        boolean accepted = note(server.logins.tryKey(key)) == NasLogins.Result.ACCEPTED;
        return result(id, NasServer.JSON.readTree(String.valueOf(accepted)));
    }

    /// 25.04.2 to 25.10.2 cannot say it to who is not logged in yet.
    private String mechanisms(JsonNode id) {
        if (server.release != NasServer.Release.V26) {
            return error(id, -32001, "Method call error", "EINVAL", "'NoneType' object");
        }
        ArrayNode names = NasServer.JSON.createArrayNode();
        server.logins.mechanisms().forEach(names::add);
        return result(id, names);
    }

    private String loginEx(JsonNode id, JsonNode login) {
        if (loginFailed) {
            return wrongState(id);
        }
        String mechanism = login.path("mechanism").asText();
        if (!server.logins.mechanisms().contains(mechanism)) {
            return error(
                    id,
                    -32001,
                    "Method call error",
                    "EOPNOTSUPP",
                    mechanism + ": mechanism is not supported at current authenticator level.");
        }
        return mechanism.equals("SCRAM") ? loginByScram(id, login) : loginByKey(id, login);
    }

    private String loginByKey(JsonNode id, JsonNode login) {
        server.shownKeys.incrementAndGet();
        NasLogins.Result result =
                login.path("username").asText().equals(NasServer.USER)
                        ? server.logins.tryKey(login.path("api_key").asText())
                        : NasLogins.Result.UNKNOWN;
        return response(id, note(result));
    }

    private String loginByScram(JsonNode id, JsonNode login) {
        boolean first = login.path("scram_type").asText().equals("CLIENT_FIRST_MESSAGE");
        NasScram exchange = first ? server.logins.scram() : scram;
        if (exchange == null) {
            return wrongState(id);
        }
        scram = first ? exchange : null;
        String message = login.path("rfc_str").asText();
        String answer = first ? exchange.challenge(message) : exchange.verdict(message);
        if (answer == null) {
            return response(id, note(NasLogins.Result.UNKNOWN));
        }
        if (!first) {
            note(NasLogins.Result.ACCEPTED);
        }
        ObjectNode said = NasServer.JSON.createObjectNode();
        said.put("response_type", "SCRAM_RESPONSE")
                .put("scram_type", first ? "SERVER_FIRST_RESPONSE" : "SERVER_FINAL_RESPONSE")
                .put("rfc_str", server.logins.said(answer));
        return result(id, said);
    }

    private static String response(JsonNode id, NasLogins.Result result) {
        String type =
                switch (result) {
                    case ACCEPTED -> "SUCCESS";
                    case UNKNOWN -> "AUTH_ERR";
                    case REVOKED -> "EXPIRED";
                };
        return result(id, NasServer.JSON.createObjectNode().put("response_type", type));
    }

    private static String wrongState(JsonNode id) {
        return error(
                id,
                -32001,
                "Method call error",
                "EINVAL",
                "AUTH: unexpected authenticator run state. Expected: START");
    }

    private NasLogins.Result note(NasLogins.Result result) {
        if (result == NasLogins.Result.ACCEPTED) {
            loggedIn = true;
            server.acceptedLogins.incrementAndGet();
        } else {
            loginFailed = true;
            server.refusedLogins.incrementAndGet();
        }
        return result;
    }

    /// The real one sends the first event after an interval; this one at once, so that a first
    /// round has it.
    private String subscribe(JsonNode id, String collection) throws IOException {
        String method = collection.split(":", 2)[0];
        String fields = EVENTS.get(method);
        if (fields == null) {
            return error(id, -32001, "Method call error", "EINVAL", "no such event: " + method);
        }
        if (server.forbids(method)) {
            return error(id, -32001, "Method call error", "EACCES", "Not authorized");
        }
        server.answers.count("subscribe " + method);
        subscriptions.add(collection);
        JsonNode event = NasServer.JSON.readTree(fields);
        publish(collection, event);
        Thread.startVirtualThread(() -> keepPublishing(collection, event));
        return result(id, NasServer.JSON.readTree("\"8a1f\""));
    }

    private void keepPublishing(String collection, JsonNode event) {
        try {
            String argument = collection.substring(collection.indexOf(':') + 1);
            Duration interval =
                    Duration.ofSeconds(NasServer.JSON.readTree(argument).path("interval").asInt(2));
            while (!closed.await(interval.toMillis(), TimeUnit.MILLISECONDS)
                    && subscriptions.contains(collection)) {
                publish(collection, event);
            }
        } catch (InterruptedException | IOException noInterval) {
            // The one event was all.
        }
    }

    private void publish(String collection, JsonNode fields) {
        ObjectNode params = NasServer.JSON.createObjectNode();
        params.put("msg", "added").put("collection", collection).set("fields", fields);
        notify("collection_update", params);
    }

    void endEvents(String method) {
        for (String collection : Set.copyOf(subscriptions)) {
            if (collection.startsWith(method)) {
                subscriptions.remove(collection);
                ObjectNode params = NasServer.JSON.createObjectNode().put("collection", collection);
                params.putObject("error").put("reason", "Docker service has stopped");
                notify("notify_unsubscribed", params);
            }
        }
    }

    private void notify(String method, ObjectNode params) {
        ObjectNode message =
                NasServer.JSON.createObjectNode().put("jsonrpc", "2.0").put("method", method);
        message.set("params", params);
        WebSocket to = socket;
        if (to != null) {
            to.send(message.toString());
        }
    }

    private String answer(JsonNode id, String method, JsonNode params) throws IOException {
        server.answers.count(method);
        JsonNode answer = server.answers.of(method);
        if (answer == null) {
            return error(id, -32601, "Method does not exist", "", "");
        }
        if (server.forbids(method)) {
            return error(id, -32001, "Method call error", "EACCES", "Not authorized");
        }
        if (method.equals("pool.dataset.query")) {
            answer = NasDatasets.of(answer, params.path(1).path("extra"));
        }
        boolean query = QUERIES.contains(method.substring(method.lastIndexOf('.') + 1));
        return result(id, query ? selected(answer, params.path(1)) : answer);
    }

    /// The options `select`, `offset` and `limit` of the query methods.
    private static JsonNode selected(JsonNode answer, JsonNode options) {
        if (!answer.isArray()) {
            return answer;
        }
        int offset = options.path("offset").asInt(0);
        int limit = options.path("limit").asInt(0);
        int end = limit == 0 ? answer.size() : Math.min(answer.size(), offset + limit);
        ArrayNode some = NasServer.JSON.createArrayNode();
        for (int i = offset; i < end; i++) {
            some.add(selectedFields(answer.get(i), options.path("select")));
        }
        return some;
    }

    private static JsonNode selectedFields(JsonNode item, JsonNode select) {
        if (!select.isArray() || !item.isObject()) {
            return item;
        }
        ObjectNode fields = NasServer.JSON.createObjectNode();
        for (JsonNode name : select) {
            if (item.has(name.asText())) {
                fields.set(name.asText(), item.get(name.asText()));
            }
        }
        return fields;
    }

    private static String result(JsonNode id, JsonNode result) {
        ObjectNode reply = NasServer.JSON.createObjectNode().put("jsonrpc", "2.0");
        reply.set("id", id);
        reply.set("result", result);
        return reply.toString();
    }

    private static String error(
            @Nullable JsonNode id, int code, String message, String errname, String reason) {
        ObjectNode reply = NasServer.JSON.createObjectNode().put("jsonrpc", "2.0");
        reply.set("id", id == null ? NasServer.JSON.nullNode() : id);
        ObjectNode error = reply.putObject("error").put("code", code).put("message", message);
        if (!errname.isEmpty()) {
            error.putObject("data")
                    .put("error", 13)
                    .put("errname", errname)
                    .put("reason", reason)
                    .putNull("extra");
        }
        return reply.toString();
    }
}
