package dev.ingot.receiver.truenas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;

/// A TrueNAS for tests, and for those who have none: an HTTPS server with the transports, the
/// answers and the rules of a release.
///
/// Answers are files in the folder `nas` of the test resources, by method; those in a release's
/// folder come first. As a program: `NasServer [release] [port] [how many]`.
final class NasServer implements AutoCloseable {
    /// A release, as far as it matters here.
    enum Release {
        V24_10("24.10", false, true),
        V25_04("25.04", true, true),
        V25_10("25.10", true, true),
        V26("26", true, false);

        final String number;
        final boolean rpc;
        final boolean rest;

        Release(String number, boolean rpc, boolean rest) {
            this.number = number;
            this.rpc = rpc;
            this.rest = rest;
        }
    }

    /// How it answers HTTP at all.
    enum Mood {
        WELL,
        /// A reverse proxy has put its login page in front.
        LOGIN_PAGE,
        /// It accepts connections and says nothing.
        SILENT,
        /// It hangs up on everyone.
        HANGING_UP,
        /// It is starting up.
        UNAVAILABLE
    }

    private static final Map<String, String> REST =
            Map.ofEntries(
                    Map.entry("/replication", "replication.query"),
                    Map.entry("/app", "app.query"),
                    Map.entry("/vm", "vm.query"),
                    Map.entry("/virt/instance", "virt.instance.query"),
                    Map.entry("/pool", "pool.query"),
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

    static final ObjectMapper JSON = new ObjectMapper();

    final Release release;
    final NasLogins logins;
    final AtomicInteger connections = new AtomicInteger();
    final AtomicInteger acceptedLogins = new AtomicInteger();
    final AtomicInteger refusedLogins = new AtomicInteger();
    final AtomicInteger mostInFlight = new AtomicInteger();
    final Set<NasConversation> open = ConcurrentHashMap.newKeySet();
    final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final Map<String, JsonNode> answers = new ConcurrentHashMap<>();
    private final Set<String> forbidden = ConcurrentHashMap.newKeySet();
    private final Set<String> hanging = ConcurrentHashMap.newKeySet();
    private final Set<String> absent = ConcurrentHashMap.newKeySet();
    final HeldCertificate certificate;
    private final boolean tls;
    private final MockWebServer http = new MockWebServer();
    private final KnownSockets sockets = new KnownSockets();
    private volatile Mood mood = Mood.WELL;

    /// A server with TLS and a certificate of its own.
    NasServer(Release release) {
        this(release, true, certificate(TimeUnit.DAYS.toMillis(1)));
    }

    /// @param tls without it, every peer is taken for a remote one
    NasServer(Release release, boolean tls, HeldCertificate certificate) {
        this.release = release;
        this.tls = tls;
        this.certificate = certificate;
        this.logins = new NasLogins(tls);
    }

    /// A self-signed certificate for `localhost` that ends so many milliseconds from now, or ended
    /// before.
    static HeldCertificate certificate(long millisLeft) {
        long now = System.currentTimeMillis();
        return new HeldCertificate.Builder()
                .commonName("localhost")
                .addSubjectAlternativeName("localhost")
                .validityInterval(now - TimeUnit.DAYS.toMillis(30), now + millisLeft)
                .build();
    }

    /// As [#certificate], signed by an authority.
    static HeldCertificate signed(HeldCertificate authority, long millisLeft) {
        long now = System.currentTimeMillis();
        return new HeldCertificate.Builder()
                .addSubjectAlternativeName("localhost")
                .validityInterval(now - TimeUnit.DAYS.toMillis(30), now + millisLeft)
                .signedBy(authority)
                .build();
    }

    NasServer start() throws IOException {
        return start(0);
    }

    NasServer start(int port) throws IOException {
        http.setDispatcher(new Answers());
        http.setServerSocketFactory(sockets);
        http.setProtocols(List.of(Protocol.HTTP_2, Protocol.HTTP_1_1)); // as nginx offers them
        if (tls) {
            var identity = new HandshakeCertificates.Builder().heldCertificate(certificate).build();
            http.useHttps(identity.sslSocketFactory());
        } else {
            http.setProtocols(List.of(Protocol.HTTP_1_1));
        }
        http.start(InetAddress.getByName("localhost"), port);
        return this;
    }

    int port() {
        return http.getPort();
    }

    String url() {
        return (tls ? "https" : "http") + "://localhost:" + port();
    }

    String fingerprint() {
        try {
            return HexFormat.of()
                    .formatHex(
                            java.security.MessageDigest.getInstance("SHA-256")
                                    .digest(certificate.certificate().getEncoded()));
        } catch (java.security.GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    String certificatePem() {
        return certificate.certificatePem();
    }

    void answer(String method, JsonNode answer) {
        answers.put(method, answer);
    }

    void answer(String method, String json) throws IOException {
        answers.put(method, JSON.readTree(json));
    }

    /// The key's user lacks the role for it from now on.
    void forbid(String method) {
        forbidden.add(method);
    }

    void allow(String method) {
        forbidden.remove(method);
    }

    void remove(String method) {
        absent.add(method);
    }

    /// Calls of it get no answer from now on.
    void hang(String method) {
        hanging.add(method);
    }

    void unhang(String method) {
        hanging.remove(method);
    }

    boolean hangs(String method) {
        return hanging.contains(method);
    }

    void mood(Mood now) {
        mood = now;
    }

    int called(String method) {
        return calls.getOrDefault(method, new AtomicInteger()).get();
    }

    /// Cuts all connections without a word, as a machine does that loses its power.
    void dropConnections() {
        sockets.cut();
    }

    /// Connections of any kind that are open now.
    long openSockets() {
        return sockets.open();
    }

    /// Ends a subscription, as it happens when Docker or netdata stop.
    void endEvents(String collection) {
        open.forEach(conversation -> conversation.endEvents(collection));
    }

    /// What a call gets: an answer, or null where the release has no such method.
    @Nullable JsonNode answer(String method) throws IOException {
        calls.computeIfAbsent(method, _ -> new AtomicInteger()).incrementAndGet();
        if (absent.contains(method)) {
            return null;
        }
        JsonNode own = answers.get(method);
        return own != null ? own : file(method);
    }

    boolean forbids(String method) {
        return forbidden.contains(method);
    }

    private @Nullable JsonNode file(String method) throws IOException {
        for (String folder : List.of("/nas/" + release.number + "/", "/nas/")) {
            try (InputStream file =
                    NasServer.class.getResourceAsStream(folder + method + ".json")) {
                if (file != null) {
                    return JSON.readTree(file);
                }
            }
        }
        return null;
    }

    @Override
    public void close() {
        sockets.cut();
        http.close();
    }

    private final class Answers extends Dispatcher {
        @Override
        public MockResponse dispatch(RecordedRequest request) {
            return switch (mood) {
                case WELL -> well(request);
                case LOGIN_PAGE ->
                        new MockResponse.Builder()
                                .setHeader("Content-Type", "text/html; charset=utf-8")
                                .body("<html><form>Who are you?</form></html>")
                                .build();
                case SILENT ->
                        new MockResponse.Builder()
                                .onResponseStart(SocketEffect.Stall.INSTANCE)
                                .build();
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
            if (release.rpc && path.equals("/api/versions")) {
                return json("[\"v25.04.0\", \"v" + release.number + ".0\"]");
            }
            if (release.rpc && path.startsWith("/api/") && isUpgrade(request)) {
                connections.incrementAndGet();
                return new MockResponse.Builder()
                        .webSocketUpgrade(new NasConversation(NasServer.this))
                        .build();
            }
            if (release.rest && path.startsWith("/api/v2.0/")) {
                return rest(request, path.substring("/api/v2.0".length()));
            }
            return status(404);
        }

        private boolean isUpgrade(RecordedRequest request) {
            return "websocket".equalsIgnoreCase(request.getHeaders().get("Upgrade"));
        }

        private MockResponse rest(RecordedRequest request, String path) {
            String bearer = request.getHeaders().get("Authorization");
            var result =
                    bearer == null || !bearer.startsWith("Bearer ")
                            ? NasLogins.Result.UNKNOWN
                            : logins.tryKey(bearer.substring("Bearer ".length()));
            if (result != NasLogins.Result.ACCEPTED) {
                if (bearer != null) {
                    refusedLogins.incrementAndGet();
                }
                return status(401);
            }
            acceptedLogins.incrementAndGet();
            String method = REST.getOrDefault(path, "none");
            try {
                JsonNode answer = answer(method);
                if (hangs(method)) {
                    return new MockResponse.Builder()
                            .onResponseStart(SocketEffect.Stall.INSTANCE)
                            .build();
                }
                return forbids(method)
                        ? status(403)
                        : answer == null ? status(404) : json(answer.toString());
            } catch (IOException unreadable) {
                return status(500);
            }
        }

        private MockResponse json(String body) {
            return new MockResponse.Builder()
                    .setHeader("Content-Type", "application/json")
                    .body(body)
                    .build();
        }

        private MockResponse status(int code) {
            return new MockResponse.Builder().code(code).build();
        }
    }

    /// Runs until it is stopped, and prints a configuration that reads it.
    ///
    /// @param arguments the release, the first port, how many
    public static void main(String[] arguments) throws Exception {
        String number = arguments.length > 0 ? arguments[0] : "25.10";
        int port = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 8443;
        int count = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1;
        for (Release release : Release.values()) {
            if (release.number.equals(number)) {
                System.out.println("receivers:\n  truenas:\n    targets:");
                for (int i = 0; i < count; i++) {
                    System.out.print(
                            new NasServer(release).start(port == 0 ? 0 : port + i).target(i + 1));
                }
                System.out.println("# ready");
                Thread.currentThread().join();
            }
        }
        System.err.println("no such release: " + number);
    }

    private String target(int number) {
        return """
              - name: nas%02d
                url: %s
                username: %s
                api_key: %s
                fingerprint: %s
        """
                .formatted(number, url(), NasLogins.USER, NasLogins.KEY, fingerprint());
    }
}
