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
/// see, says 595 for a node that is down, and lets those wait three seconds who are refused.
///
/// It knows the token `monitor@pve!agent=secret` and the password `secret` of `monitor@pve`.
/// [PveProgram] runs it by hand.
public final class PveServer implements AutoCloseable {
    public static final String TOKEN = "monitor@pve!agent";
    public static final String SECRET = "secret";
    public static final String USER = "monitor@pve";

    /// How late a refused login is answered, against those who guess.
    private static final Duration REFUSAL = Duration.ofSeconds(3);

    private static final Pattern NODE = Pattern.compile("nodes/([^/]+)/(.*)");

    /// An answer in the place of what the server would say.
    record Answer(int status, String contentType, String body) {}

    private final PveModel model;
    private final Calls calls = new Calls();
    private final List<String> down = new CopyOnWriteArrayList<>();

    /// Answers of paths that are other than the model's.
    final Map<String, Answer> answers = new ConcurrentHashMap<>();

    /// What `cluster/tasks` shows.
    final List<Object> tasks = new CopyOnWriteArrayList<>();

    final AtomicInteger logins = new AtomicInteger();

    /// How many tickets were given for a ticket.
    final AtomicInteger renewals = new AtomicInteger();

    private final AtomicInteger tickets = new AtomicInteger();
    private final HttpServer http;
    private final String scheme;
    private final JsonMapper mapper = new JsonMapper();
    private final CountDownLatch closed = new CountDownLatch(1);
    volatile boolean auditor = true;
    private volatile Duration delay = Duration.ZERO;
    volatile String validTicket = "";

    /// Serves on a free port of this machine, without TLS.
    public PveServer(PveModel model) throws IOException {
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

    public String url() {
        return scheme + "://127.0.0.1:" + http.getAddress().getPort();
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring("/api2/json/".length());
        String query = exchange.getRequestURI().getQuery();
        Calls.Call call = calls.add(path + (query == null ? "" : "?" + query));
        try (exchange) {
            if (delay.isPositive() && closed.await(delay.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
            Answer answer = answer(exchange, path, query == null ? "" : query);
            Duration brake = answer.status() == 401 ? REFUSAL : Duration.ZERO;
            if (brake.isPositive() && closed.await(brake.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
            respond(exchange, answer);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } finally {
            call.answered();
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
                path.equals("cluster/tasks")
                        ? List.copyOf(tasks)
                        : node.matches()
                                ? model.ofNode(node.group(1), node.group(2), query, auditor)
                                : model.ofCluster(path, query, down, auditor);
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
        if (!form.endsWith("&password=" + SECRET)) {
            renewals.incrementAndGet();
        }
        validTicket = "PVE:" + USER + ":" + tickets.incrementAndGet() + "::a+b/c==";
        return json(Map.of("username", USER, "ticket", validTicket, "CSRFPreventionToken", "x:y"));
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

    private Answer json(Object data) {
        try {
            return new Answer(
                    200,
                    "application/json;charset=UTF-8",
                    mapper.writeValueAsString(Map.of("data", data)));
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

    /// What it was asked for.
    public Calls calls() {
        return calls;
    }

    /// The paths asked for since the last call of this, without queries.
    List<String> asked() {
        List<String> asked = calls.plain();
        calls.clear();
        return asked;
    }

    /// Takes a node down.
    public void down(String node) {
        down.add(node);
    }

    /// Answers after this time from now on.
    public void delay(Duration time) {
        delay = time;
    }

    /// Waits until it is closed.
    void await() throws InterruptedException {
        closed.await();
    }

    @Override
    public void close() {
        closed.countDown();
        http.stop(0);
    }
}
