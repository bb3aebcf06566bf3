package dev.ingot.receiver.proxmox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// A server that answers as Proxmox VE does: it wants a token or a ticket, hides what one may not
/// see, and says 595 for a node that is down.
///
/// Runs by hand too: `main` serves three nodes on port 8006, or the one given, over plain HTTP, for
/// the token `monitor@pve!agent=secret` and the password `secret` of `monitor@pve`.
final class PveServer implements AutoCloseable {
    static final String TOKEN = "monitor@pve!agent";
    static final String SECRET = "secret";
    static final String USER = "monitor@pve";

    private static final Pattern NODE = Pattern.compile("nodes/([^/]+)/(.*)");
    private static final Pattern AGENT = Pattern.compile("qemu/(\\d+)/agent/get-fsinfo");

    /// An answer in the place of what the server would say.
    record Answer(int status, String contentType, String body) {}

    final PveModel model;
    final List<String> paths = new CopyOnWriteArrayList<>();
    final List<String> down = new CopyOnWriteArrayList<>();
    final Map<String, Answer> answers = new ConcurrentHashMap<>();
    final Map<String, List<Object>> tasks = new ConcurrentHashMap<>();
    final AtomicInteger logins = new AtomicInteger();
    private final AtomicInteger tickets = new AtomicInteger();
    private final HttpServer http;
    private final String scheme;
    private final JsonMapper mapper = new JsonMapper();
    private final CountDownLatch closed = new CountDownLatch(1);
    volatile boolean auditor = true;
    volatile Duration delay = Duration.ZERO;
    volatile String validTicket = "";

    PveServer(PveModel model) throws IOException {
        this(model, null, 0);
    }

    PveServer(PveModel model, @Nullable SSLContext tls, int port) throws IOException {
        this.model = model;
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        if (tls == null) {
            http = HttpServer.create(address, 0);
            scheme = "http";
        } else {
            HttpsServer https = HttpsServer.create(address, 0);
            https.setHttpsConfigurator(new HttpsConfigurator(tls));
            http = https;
            scheme = "https";
        }
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/api2/json/", this::serve);
        http.start();
    }

    public static void main(String[] arguments) throws Exception {
        int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8006;
        try (var server = new PveServer(PveModel.three(true), null, port)) {
            server.closed.await();
        }
    }

    String url() {
        return scheme + "://127.0.0.1:" + http.getAddress().getPort();
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring("/api2/json/".length());
        String query = exchange.getRequestURI().getQuery();
        paths.add(path + (query == null ? "" : "?" + query));
        try (exchange) {
            if (delay.isPositive() && closed.await(delay.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
            respond(exchange, answer(exchange, path, query == null ? "" : query));
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer answer(HttpExchange exchange, String path, String query) throws IOException {
        if (path.equals("access/ticket")) {
            return login(exchange);
        }
        if (!isKnown(exchange)) {
            return new Answer(401, "", "");
        }
        Answer scripted = answers.get(path);
        if (scripted != null) {
            return scripted;
        }
        Matcher node = NODE.matcher(path);
        if (node.matches() && down.contains(node.group(1))) {
            return new Answer(595, "", "");
        }
        Object data =
                node.matches() ? ofNode(node.group(1), node.group(2), query) : ofCluster(path);
        return data == null ? new Answer(501, "", "") : json(data);
    }

    private Answer login(HttpExchange exchange) throws IOException {
        logins.incrementAndGet();
        String form =
                URLDecoder.decode(
                        new String(
                                exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                        StandardCharsets.UTF_8);
        boolean known =
                form.equals("username=" + USER + "&password=" + SECRET)
                        || (!validTicket.isEmpty()
                                && form.equals("username=" + USER + "&password=" + validTicket));
        if (!known) {
            return new Answer(401, "", "");
        }
        validTicket = "PVE:" + USER + ":" + tickets.incrementAndGet() + "::a+b/c==";
        return json(
                PveModel.object(
                        "username", USER, "ticket", validTicket, "CSRFPreventionToken", "x:y"));
    }

    private boolean isKnown(HttpExchange exchange) {
        String token = exchange.getRequestHeaders().getFirst("Authorization");
        String cookie = exchange.getRequestHeaders().getFirst("Cookie");
        return ("PVEAPIToken=" + TOKEN + "=" + SECRET).equals(token)
                || (cookie != null
                        && !validTicket.isEmpty()
                        && URLDecoder.decode(cookie, StandardCharsets.UTF_8)
                                .equals("PVEAuthCookie=" + validTicket));
    }

    private @Nullable Object ofCluster(String path) {
        return switch (path) {
            case "version" -> model.version();
            case "cluster/status" -> auditor ? model.status(down) : null;
            case "cluster/resources" -> model.resources(down, auditor);
            case "cluster/backup-info/not-backed-up" ->
                    List.of(PveModel.object("vmid", 102, "type", "qemu", "name", "windows"));
            case "cluster/metrics/export" -> model.nine ? export() : null;
            case "cluster/ha/status/current" ->
                    List.of(
                            PveModel.object("id", "quorum", "type", "quorum", "status", "OK"),
                            PveModel.object(
                                    "id",
                                    "service:vm:100",
                                    "type",
                                    "service",
                                    "sid",
                                    "vm:100",
                                    "state",
                                    "started"));
            case "cluster/config/qdevice" ->
                    model.nine
                            ? PveModel.object(
                                    "Model",
                                    "Net",
                                    "Algorithm",
                                    "Fifty-Fifty split",
                                    "QNetd host",
                                    "192.0.2.9:5403",
                                    "Tie-breaker",
                                    "Node with lowest node ID",
                                    "State",
                                    "Connected")
                            : null;
            case "cluster/ceph/status" ->
                    model.nine
                            ? PveModel.object("health", PveModel.object("status", "HEALTH_WARN"))
                            : null;
            case "cluster/tasks" -> tasks.getOrDefault("cluster", List.of());
            default -> null;
        };
    }

    private Object export() {
        var samples = new ArrayList<Object>();
        for (String node : model.nodes) {
            for (String metric : List.of("uptime", "net_in", "net_out")) {
                samples.add(
                        PveModel.object(
                                "id",
                                "node/" + node,
                                "metric",
                                metric,
                                "timestamp",
                                1756800000,
                                "type",
                                metric.equals("uptime") ? "gauge" : "derive",
                                "value",
                                metric.equals("net_in") ? 123456789 : 98765));
            }
        }
        samples.add(PveModel.object("id", "qemu/100", "metric", "net_in", "value", 1));
        return PveModel.object("data", samples);
    }

    private @Nullable Object ofNode(String node, String path, String query) {
        if (path.endsWith("/config")) {
            return config(path);
        }
        if (path.endsWith("/log")) {
            return model.backupLog();
        }
        Matcher agent = AGENT.matcher(path);
        if (agent.matches()) {
            return agent.group(1).equals("100") ? fileSystems() : null;
        }
        return switch (path) {
            case "status" -> model.nodeStatus();
            case "storage" -> auditor ? model.storage() : List.of();
            case "qemu" -> auditor ? model.machines(node) : List.of();
            case "netstat" -> model.cards(node);
            case "replication" -> model.replication(node);
            case "tasks" -> model.backups(node);
            case "subscription" -> model.subscription(node);
            case "certificates/info" -> model.certificates(node);
            case "disks/list" -> model.disks(!query.contains("skipsmart=1"));
            case "disks/zfs" -> model.pools();
            default -> null;
        };
    }

    private static Object config(String path) {
        return path.contains("/9000/")
                ? PveModel.object("name", "template")
                : PveModel.object("name", "x", "onboot", 1);
    }

    private static Object fileSystems() {
        return PveModel.object(
                "result",
                List.of(
                        PveModel.object(
                                "mountpoint",
                                "/",
                                "type",
                                "ext4",
                                "total-bytes",
                                33000000000L,
                                "used-bytes",
                                11000000000L),
                        PveModel.object("mountpoint", "/boot/efi", "type", "vfat")));
    }

    private Answer json(Object data) {
        try {
            return new Answer(
                    200,
                    "application/json;charset=UTF-8",
                    mapper.writeValueAsString(PveModel.object("data", data)));
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static void respond(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        if (!answer.contentType().isEmpty()) {
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        }
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    /// The paths asked for since the last call, without queries.
    List<String> asked() {
        List<String> all =
                new ArrayList<>(
                        paths.stream().map(path -> path.replaceFirst("\\?.*", "")).toList());
        paths.clear();
        return all;
    }

    @Override
    public void close() {
        closed.countDown();
        http.stop(0);
    }
}
