package dev.ingot.receiver.proxmox;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ingot.config.Secret;
import dev.ingot.poll.TargetDown;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/// Asks the API of one cluster, through whichever of its nodes answers. Used by several threads at
/// once.
///
/// After a refused login nothing is sent for a while: the API delays such answers by three seconds
/// to slow down guessing, and a wrong password does not mend itself.
final class Api {
    private static final int OK = 200;
    private static final int DEEPEST = 50;
    private static final int LONGEST_COMPLAINT = 300;
    private static final Duration REFUSED_PAUSE = Duration.ofMinutes(1);

    private final ClusterConfig config;
    private final OkHttpClient http;
    private final LongSupplier nanos;
    private final List<HttpUrl> entries;
    private final Semaphore slots;
    private final Map<String, RateLimit> limits = new ConcurrentHashMap<>();
    private final JsonMapper mapper;
    private volatile int entry;
    private @Nullable Ticket ticket;
    private volatile @Nullable String refusal;
    private volatile long refusedNanos;
    private final ShownCertificate shown = new ShownCertificate();

    /// @param nanos the clock for the age of tickets and refusals, such as [System#nanoTime]
    Api(ClusterConfig config, OkHttpClient http, LongSupplier nanos) {
        this.config = config;
        this.http = http.newBuilder().addNetworkInterceptor(shown).build();
        this.nanos = nanos;
        this.entries = config.endpoints().stream().map(Api::root).toList();
        this.slots = new Semaphore(config.limits().concurrent());
        var constraints =
                StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST)
                        .maxDocumentLength(config.limits().maxReply())
                        .build();
        this.mapper =
                new JsonMapper(JsonFactory.builder().streamReadConstraints(constraints).build());
    }

    private static HttpUrl root(URI endpoint) {
        HttpUrl url = HttpUrl.get(endpoint.toString());
        return url.newBuilder().encodedPath("/api2/json/").query(null).build();
    }

    /// The `data` of an answer.
    ///
    /// @param node whose turn it is, for the limit on calls; empty for the entry node
    /// @param path below `/api2/json/`, perhaps with a query
    /// @throws TargetDown where no entry node answers, or the login is refused
    /// @throws ApiException where the answer is another code than 200
    JsonNode get(String node, String path) throws IOException, InterruptedException {
        refuseWhileRefused();
        RateLimit limit =
                limits.computeIfAbsent(node, _ -> new RateLimit(config.limits().perSecond()));
        takeTurn(limit);
        try {
            return attempt(path, true);
        } finally {
            limit.answered(System.nanoTime());
            slots.release();
        }
    }

    /// Waits for a slot and for the node's turn. The slot is not held while the node must wait, and
    /// the turn is not taken while there is no slot, so that calls leave when they are counted.
    private void takeTurn(RateLimit limit) throws InterruptedException {
        while (true) {
            slots.acquire();
            long wait = limit.tryTake(System.nanoTime());
            if (wait == 0) {
                return;
            }
            slots.release();
            TimeUnit.NANOSECONDS.sleep(wait);
        }
    }

    private JsonNode attempt(String path, boolean again) throws IOException, InterruptedException {
        var request = new Request.Builder();
        Ticket used = sign(request);
        try {
            return send(path, request);
        } catch (ApiException refused) {
            if (refused.status() != ApiException.UNAUTHORIZED) {
                throw refused;
            }
            if (used != null && again) {
                forget(used);
                return attempt(path, false);
            }
            throw refuse(refused);
        }
    }

    private void refuseWhileRefused() throws TargetDown {
        String why = refusal;
        if (why != null) {
            if (nanos.getAsLong() - refusedNanos < REFUSED_PAUSE.toNanos()) {
                throw new TargetDown(why);
            }
            refusal = null;
        }
    }

    private TargetDown refuse(IOException refused) {
        String who =
                switch (config.login()) {
                    case Login.Token token -> "the API token `" + token.id() + "`";
                    case Login.Password password -> "the password of `" + password.user() + "`";
                };
        String why =
                "cannot log in: "
                        + refused.getMessage()
                        + "; "
                        + who
                        + " is refused, and not tried again for "
                        + REFUSED_PAUSE.toSeconds()
                        + " s";
        refusedNanos = nanos.getAsLong();
        refusal = why;
        return new TargetDown(why);
    }

    /// @return the ticket that signs, where it is one
    private @Nullable Ticket sign(Request.Builder request)
            throws IOException, InterruptedException {
        return switch (config.login()) {
            case Login.Token token -> {
                token.sign(request);
                yield null;
            }
            case Login.Password password -> {
                Ticket current = ticket(password);
                current.sign(request);
                yield current;
            }
        };
    }

    private synchronized Ticket ticket(Login.Password password)
            throws IOException, InterruptedException {
        refuseWhileRefused();
        Ticket current = ticket;
        if (current == null || !current.isFresh(nanos.getAsLong())) {
            current =
                    current == null
                            ? login(password.user(), password.secret())
                            : renew(password, current);
            ticket = current;
        }
        return current;
    }

    private Ticket renew(Login.Password password, Ticket old)
            throws IOException, InterruptedException {
        try {
            return login(password.user(), Secret.of(old.text()));
        } catch (TargetDown expired) {
            refusal = null;
            return login(password.user(), password.secret());
        }
    }

    private Ticket login(String user, Secret secret) throws IOException, InterruptedException {
        var form =
                new FormBody.Builder()
                        .add("username", user)
                        .add("password", secret.reveal())
                        .build();
        JsonNode answer;
        try {
            answer = send("access/ticket", new Request.Builder().post(form));
        } catch (ApiException refused) {
            throw refused.status() == ApiException.UNAUTHORIZED ? refuse(refused) : refused;
        }
        String text = answer.path("ticket").asText();
        if (text.isEmpty() || answer.path("NeedTFA").asInt() != 0) {
            throw refuse(
                    new IOException("a second factor is asked for, which only a token avoids"));
        }
        return new Ticket(text, nanos.getAsLong());
    }

    private synchronized void forget(Ticket used) {
        if (used.equals(ticket)) {
            ticket = null;
        }
    }

    /// Sends to the entry node that answered last, then to the others in turn.
    private JsonNode send(String path, Request.Builder request)
            throws IOException, InterruptedException {
        int first = entry;
        IOException trouble = null;
        for (int i = 0; i < entries.size(); i++) {
            int index = (first + i) % entries.size();
            HttpUrl url = HttpUrl.get(entries.get(index) + path);
            try (Response response = http.newCall(request.url(url).build()).execute()) {
                entry = index;
                return read(path, response);
            } catch (ApiException | TargetDown answered) {
                throw answered;
            } catch (IOException unreachable) {
                rethrowInterrupt(unreachable);
                trouble = unreachable;
            }
        }
        throw new TargetDown(
                "cannot reach "
                        + String.join(
                                " or ",
                                entries.stream().map(url -> url.host() + ":" + url.port()).toList())
                        + ": "
                        + (trouble == null ? "" : message(trouble)));
    }

    /// The certificate that was shown by who answered last; null without TLS.
    @Nullable X509Certificate shown() {
        return shown.last();
    }

    private JsonNode read(String path, Response response) throws IOException {
        String named = path.replaceFirst("\\?.*", "");
        if (response.code() != OK) {
            throw new ApiException(
                    response.code(),
                    "cannot read /" + named + ": " + response.code() + " " + complaint(response));
        }
        byte[] body = bytes(named, response.body());
        try {
            JsonNode root = mapper.readTree(body);
            if (root == null || !root.has("data")) {
                throw new ApiException(OK, "cannot read /" + named + ": the answer has no `data`");
            }
            return root.path("data");
        } catch (JsonProcessingException notJson) {
            throw new ApiException(
                    OK, "cannot read /" + named + ": not JSON: " + notJson.getOriginalMessage());
        }
    }

    private byte[] bytes(String named, ResponseBody body) throws IOException {
        long limit = config.limits().maxReply();
        try (var source = body.source()) {
            if (source.request(limit + 1)) {
                throw new ApiException(
                        OK, "cannot read /" + named + ": longer than " + limit + " bytes");
            }
            return source.readByteArray();
        }
    }

    /// What the API says on its status line, and for a missing right what would give it.
    private static String complaint(Response response) {
        String says = response.message();
        String text = says.substring(0, Math.min(says.length(), LONGEST_COMPLAINT)).strip();
        return response.code() == ApiException.FORBIDDEN
                ? text + "; the role PVEAuditor on `/` gives the right"
                : text;
    }

    private static String message(IOException trouble) {
        String message = trouble.getMessage();
        return message == null ? trouble.getClass().getSimpleName() : message;
    }

    /// An interrupted read shows itself as an exception of the socket.
    private static void rethrowInterrupt(IOException trouble) throws InterruptedException {
        boolean interrupted =
                trouble instanceof InterruptedIOException
                        && !(trouble instanceof SocketTimeoutException)
                        && !"timeout".equals(trouble.getMessage());
        if (Thread.interrupted() || interrupted) {
            throw new InterruptedException("the time is up");
        }
    }

    /// Closes connections that are left open for the next round.
    void close() {
        http.connectionPool().evictAll();
    }
}
