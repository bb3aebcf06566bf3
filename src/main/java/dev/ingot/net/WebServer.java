package dev.ingot.net;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.ingot.component.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Serves a few paths over HTTP/1.1, or HTTPS.
///
/// This is the JDK's server. Every request has a virtual thread; 64 may be served at once and 64
/// wait for their place, a further one loses its connection, and one that is not read, answered and
/// sent within 30 s loses it too. While others wait, so does the oldest that has been served for a
/// second. What else is bounded is the JDK's: 200 idle connections, 30 s of idleness, 200 headers
/// of 380 KiB together. Two of its limits are system properties that belong on the command line,
/// since they are read once: `jdk.httpserver.maxConnections` bounds connections that have sent
/// nothing yet, and without `sun.net.httpserver.nodelay=true` a kept connection gets some answers
/// 40 ms late.
public final class WebServer implements AutoCloseable {
    private static final int BACKLOG = 128;
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(30);

    private final Context context;
    private final InetSocketAddress address;
    private final Optional<TlsServerConfig> tls;
    private final Map<String, WebHandler> paths;
    private final Duration longestRequest;
    private final System.Logger log;

    private @Nullable HttpServer server;
    private @Nullable WebThreads threads;

    /// @param path decoded, without the query
    /// @param query the decoded values of each parameter, in order
    /// @param headers the values of each header, its name in lower case
    public record Request(
            String method,
            String path,
            Map<String, List<String>> query,
            Map<String, List<String>> headers,
            InetSocketAddress peer) {
        /// The first value of a header, whatever the case of its name.
        public Optional<String> header(String name) {
            return first(headers, name.toLowerCase(Locale.ROOT));
        }

        /// The first value of a parameter.
        public Optional<String> parameter(String name) {
            return first(query, name);
        }

        private static Optional<String> first(Map<String, List<String>> of, String name) {
            return of.getOrDefault(name, List.of()).stream().findFirst();
        }
    }

    /// Writes the body of an answer.
    @FunctionalInterface
    public interface Body {
        /// @throws IOException when the peer is gone or too slow; the answer then ends torn
        void writeTo(OutputStream out) throws IOException;
    }

    /// @param length of the body; -1 where that shows only when it is written
    /// @param headers further headers
    public record Reply(
            int status, String contentType, long length, Body body, Map<String, String> headers) {
        public static Reply of(int status, String contentType, byte[] bytes) {
            return new Reply(status, contentType, bytes.length, out -> out.write(bytes), Map.of());
        }

        /// A body that is made while it is sent.
        public static Reply of(int status, String contentType, Body body) {
            return new Reply(status, contentType, -1, body, Map.of());
        }

        public static Reply text(int status, String contentType, String text) {
            return of(status, contentType, text.getBytes(StandardCharsets.UTF_8));
        }

        /// A line of plain text.
        public static Reply text(int status, String line) {
            return text(status, "text/plain; charset=utf-8", line + "\n");
        }

        /// The same with one more header.
        public Reply with(String header, String value) {
            var more = new HashMap<>(headers);
            more.put(header, value);
            return new Reply(status, contentType, length, body, more);
        }
    }

    /// @param address where to listen; port 0 lets the system pick one
    /// @param paths who answers which path; paths must match to the letter
    public WebServer(
            Context context,
            InetSocketAddress address,
            Optional<TlsServerConfig> tls,
            Map<String, WebHandler> paths) {
        this(context, address, tls, paths, LONGEST_REQUEST);
    }

    WebServer(
            Context context,
            InetSocketAddress address,
            Optional<TlsServerConfig> tls,
            Map<String, WebHandler> paths,
            Duration longestRequest) {
        this.longestRequest = longestRequest;
        this.context = context;
        this.address = address;
        this.tls = tls;
        this.paths = Map.copyOf(paths);
        this.log = context.logger();
    }

    /// Reads the certificates, binds and serves from then on.
    ///
    /// @throws IOException `cannot listen on tcp 127.0.0.1:9464: Address already in use`, or what
    ///   is wrong with a certificate
    public synchronized void start() throws IOException {
        HttpServer listening = listen();
        var own = new WebThreads(context.id() + "-http-", longestRequest, context.tally());
        listening.setExecutor(own);
        listening.createContext("/", this::answer);
        listening.start();
        server = listening;
        threads = own;
    }

    private HttpServer listen() throws IOException {
        Optional<TlsServer> secure =
                tls.isPresent() ? Optional.of(TlsServer.open(tls.get(), log)) : Optional.empty();
        try {
            if (secure.isEmpty()) {
                return HttpServer.create(address, BACKLOG);
            }
            HttpsServer https = HttpsServer.create(address, BACKLOG);
            https.setHttpsConfigurator(new Configurator(secure.get()));
            return https;
        } catch (IOException | UnresolvedAddressException taken) {
            throw Listening.failure("tcp", address, taken);
        }
    }

    /// The address it listens on.
    ///
    /// @throws IllegalStateException before `start`
    public synchronized InetSocketAddress address() {
        if (server == null) {
            throw new IllegalStateException("not started");
        }
        return server.getAddress();
    }

    private void answer(HttpExchange exchange) throws IOException {
        // Closing would end a torn body as if it were whole; left open, its connection is cut.
        new WebExchange(exchange, paths, log).answer();
        exchange.close();
    }

    /// Stops accepting and lets the requests that are being served finish within [Context#closing].
    @Override
    public synchronized void close() {
        if (server == null || threads == null) {
            return;
        }
        // The JDK's own wait lasts to its end once a single request was malformed.
        threads.close(context.closing());
        server.stop(0);
    }

    private static final class Configurator extends HttpsConfigurator {
        private final TlsServer tls;

        Configurator(TlsServer tls) {
            super(tls.context());
            this.tls = tls;
        }

        @Override
        public void configure(HttpsParameters parameters) {
            parameters.setSSLParameters(tls.parameters(getSSLContext().getDefaultSSLParameters()));
        }
    }
}
