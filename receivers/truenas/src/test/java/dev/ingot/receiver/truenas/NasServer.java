package dev.ingot.receiver.truenas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockWebServer;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/// A TrueNAS for tests, and for those who have none: an HTTPS server with the transports, the
/// answers and the rules of a release. Bound to `localhost` only.
///
///     try (NasServer nas = new NasServer(NasServer.Release.V25_10).start()) {
///         … nas.target("nas01") …
///     }
///
/// Its methods may be called from any thread, while it runs.
public final class NasServer implements AutoCloseable {
    /// Whose [#KEY] it is.
    public static final String USER = "metrics";

    /// The one API key that is accepted, unless a test changes it.
    public static final String KEY = "1-" + "k".repeat(64);

    /// A release, as far as it matters here.
    public enum Release {
        CORE("13.0", false, true),
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

        /// Whether it has a method for which there is a file.
        boolean has(String method) {
            return this != CORE || !method.startsWith("app.");
        }
    }

    /// How it answers HTTP at all.
    public enum Mood {
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

    static final ObjectMapper JSON = NasAnswers.JSON;

    final Release release;
    final NasLogins logins;
    final AtomicInteger requests = new AtomicInteger();
    final AtomicInteger connections = new AtomicInteger();
    final AtomicInteger acceptedLogins = new AtomicInteger();
    final AtomicInteger refusedLogins = new AtomicInteger();

    /// How often a key itself was sent to its WebSocket.
    final AtomicInteger shownKeys = new AtomicInteger();

    final AtomicInteger mostInFlight = new AtomicInteger();
    final Set<NasConversation> open = ConcurrentHashMap.newKeySet();
    final NasAnswers answers;
    final HeldCertificate certificate;
    private final boolean tls;
    private final MockWebServer http = new MockWebServer();
    private final KnownSockets sockets = new KnownSockets();
    private volatile Mood mood = Mood.WELL;

    /// A server with TLS and a certificate of its own, such as a new NAS has.
    public NasServer(Release release) {
        this(release, true, certificate(TimeUnit.DAYS.toMillis(1)), true);
    }

    NasServer(Release release, HeldCertificate certificate) {
        this(release, true, certificate, true);
    }

    private NasServer(Release release, boolean tls, HeldCertificate certificate, boolean secure) {
        this.release = release;
        this.tls = tls;
        this.certificate = certificate;
        this.answers = new NasAnswers(release);
        this.logins = new NasLogins(release, secure);
    }

    /// A server without TLS, whose peers are programs on the NAS itself: they may show keys.
    public static NasServer local(Release release) {
        return new NasServer(release, false, certificate(1000), true);
    }

    /// A server without TLS that takes every peer for a remote one: a key that is shown is revoked.
    static NasServer unencrypted(Release release) {
        return new NasServer(release, false, certificate(1000), false);
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

    /// Listens on a free port.
    ///
    /// @return this
    public NasServer start() throws IOException {
        return start(0);
    }

    NasServer start(int port) throws IOException {
        http.setDispatcher(new NasHttp(this));
        http.setServerSocketFactory(sockets);
        if (tls) {
            http.setProtocols(List.of(Protocol.HTTP_2, Protocol.HTTP_1_1)); // as nginx offers them
            var identity = new HandshakeCertificates.Builder().heldCertificate(certificate).build();
            http.useHttps(identity.sslSocketFactory());
        } else {
            http.setProtocols(List.of(Protocol.HTTP_1_1));
        }
        http.start(InetAddress.getByName("localhost"), port);
        return this;
    }

    public int port() {
        return http.getPort();
    }

    /// Where its web interface would be.
    public String url() {
        return (tls ? "https" : "http") + "://localhost:" + port();
    }

    /// The SHA-256 of its certificate, as the option `fingerprint` wants it.
    public String fingerprint() {
        try {
            return HexFormat.of()
                    .formatHex(
                            java.security.MessageDigest.getInstance("SHA-256")
                                    .digest(certificate.certificate().getEncoded()));
        } catch (java.security.GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// A member of the receiver's option `targets` that reads this server, in YAML.
    public String target(String name) {
        return """
        - name: %s
          url: %s
          username: %s
          api_key: %s
        """
                        .formatted(name, url(), USER, KEY)
                + (tls ? "  fingerprint: " + fingerprint() + "\n" : "");
    }

    void answer(String method, JsonNode answer) {
        answers.put(method, answer);
    }

    /// Gives a method of the API another answer from now on.
    public void answer(String method, String json) throws IOException {
        answers.put(method, JSON.readTree(json));
    }

    /// The key's user lacks the role for it from now on.
    public void forbid(String method) {
        answers.forbidden.add(method);
    }

    public void allow(String method) {
        answers.forbidden.remove(method);
    }

    void remove(String method) {
        answers.absent.add(method);
    }

    /// Calls of it get no answer from now on.
    public void hang(String method) {
        answers.hanging.add(method);
    }

    public void unhang(String method) {
        answers.hanging.remove(method);
    }

    boolean hangs(String method) {
        return answers.hanging.contains(method);
    }

    boolean forbids(String method) {
        return answers.forbidden.contains(method);
    }

    public void mood(Mood now) {
        mood = now;
    }

    Mood mood() {
        return mood;
    }

    /// How often a method was called.
    public int called(String method) {
        return answers.counted(method);
    }

    /// Cuts all connections without a word, as a machine does that loses its power.
    public void dropConnections() {
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

    @Override
    public void close() {
        sockets.cut();
        http.close();
    }
}
