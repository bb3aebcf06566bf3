package dev.ingot.net;

import dev.ingot.component.Context;
import dev.ingot.telemetry.Counter;
import dev.ingot.telemetry.SelfMetrics;
import dev.ingot.telemetry.Tally;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Listens on a TCP port and holds a conversation with everyone who connects.
///
/// A platform thread accepts; every connection has a virtual thread, on which the handshake and the
/// conversation run. Every connection is counted when it is accepted and again when it ended, by
/// reason:
/// - `closed`: the conversation returned, mostly since the peer had finished
/// - `idle`: the peer was silent for the idle timeout
/// - `limit`: there were as many connections as may be; closed at once
/// - `proxy`: it did not begin with a PROXY header, as it had to
/// - `tls`: the handshake came to nothing
/// - `error`: the connection broke, or the conversation threw
/// - `shutdown`: the server closed before the conversation had ended
public final class TcpServer implements AutoCloseable {
    private static final int BACKLOG = 1024;
    private static final long FIRST_BACK_OFF_MILLIS = 10;
    private static final long LAST_BACK_OFF_MILLIS = 1000;

    private final Context context;
    private final Options options;
    private final Conversation conversation;
    private final System.Logger log;
    private final Tally tally;
    private final Counter accepted;
    private final Semaphore permits;
    private final Seldom seldom = new Seldom();
    private final ThreadFactory threads;
    private final String name;
    // Made early: without a file descriptor no class can be loaded either.
    private final String place;
    private final ConcurrentMap<TcpConnection, Thread> open = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    private @Nullable ServerSocket listener;
    private @Nullable Thread acceptor;
    private @Nullable TlsServer tls;

    /// @param address where to listen; port 0 lets the system pick one
    /// @param maxConnections how many may be open at once
    /// @param idleTimeout how long a peer may be silent; zero is for ever
    /// @param proxied whether every connection begins with a PROXY header, before TLS too
    public record Options(
            InetSocketAddress address,
            Optional<TlsServerConfig> tls,
            int maxConnections,
            Duration idleTimeout,
            boolean proxied) {
        public Options(
                InetSocketAddress address,
                Optional<TlsServerConfig> tls,
                int maxConnections,
                Duration idleTimeout) {
            this(address, tls, maxConnections, idleTimeout, false);
        }
    }

    /// What happens on a connection, from its first byte to its last.
    @FunctionalInterface
    public interface Conversation {
        /// Runs on the connection's own thread and ends the connection by returning.
        ///
        /// @throws InterruptedException when the server is closing and cannot wait any longer
        void serve(Connection connection) throws IOException, InterruptedException;
    }

    /// @param transport the label of the counters and part of the threads' names, such as `tcp`
    public TcpServer(
            Context context, String transport, Options options, Conversation conversation) {
        this.context = context;
        this.options = options;
        this.conversation = conversation;
        this.log = context.logger();
        this.tally = context.tally().with("transport", transport);
        this.accepted = tally.counter(SelfMetrics.CONNECTIONS);
        this.permits = new Semaphore(options.maxConnections());
        this.place = Listening.text(options.address());
        this.name = context.id() + "-" + transport + "-";
        this.threads = Thread.ofVirtual().name(name, 1).factory();
    }

    /// Reads the certificates, binds and accepts from then on.
    ///
    /// @throws IOException `cannot listen on tcp 127.0.0.1:2003: Address already in use`, or what
    ///   is wrong with a certificate
    public synchronized void start() throws IOException {
        tls = options.tls().isPresent() ? TlsServer.open(options.tls().get(), log) : null;
        SocketWaits.open();
        var socket = new ServerSocket();
        listener = socket;
        try {
            socket.setReuseAddress(true);
            socket.bind(options.address(), BACKLOG);
        } catch (IOException taken) {
            socket.close();
            throw Listening.failure("tcp", options.address(), taken);
        }
        tally.gauge(SelfMetrics.OPEN_CONNECTIONS, open::size);
        acceptor = Thread.ofPlatform().name(name + "accept").start(() -> accept(socket));
    }

    /// The address it listens on.
    ///
    /// @throws IllegalStateException before `start`
    public synchronized InetSocketAddress address() {
        if (listener == null || !listener.isBound()) {
            throw new IllegalStateException("not started");
        }
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    private void accept(ServerSocket from) {
        long backOffMillis = FIRST_BACK_OFF_MILLIS;
        while (!from.isClosed()) {
            try {
                welcome(from.accept());
                backOffMillis = FIRST_BACK_OFF_MILLIS;
            } catch (IOException refused) {
                if (from.isClosed() || !retryAccept(refused, backOffMillis)) {
                    return;
                }
                backOffMillis = Math.min(2 * backOffMillis, LAST_BACK_OFF_MILLIS);
            }
        }
    }

    /// Waits before the next try: where the process has no file descriptor left, accepting again at
    /// once would fail at once.
    private boolean retryAccept(IOException refused, long backOffMillis) {
        if (seldom.now()) {
            log.log(
                    Level.WARNING,
                    "cannot accept on tcp " + place + ": " + Listening.message(refused));
        }
        try {
            return !closing.await(backOffMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException closed) {
            return false;
        }
    }

    private void welcome(Socket socket) throws IOException {
        accepted.add(1);
        if (!permits.tryAcquire()) {
            ended("limit");
            socket.close();
            if (seldom.now()) {
                log.log(
                        Level.WARNING,
                        "cannot serve "
                                + socket.getInetAddress().getHostAddress()
                                + ": "
                                + options.maxConnections()
                                + " connections are open, the most that may be");
            }
            return;
        }
        try {
            var connection = new TcpConnection(socket);
            Thread thread = threads.newThread(() -> serve(connection));
            open.put(connection, thread);
            thread.start();
        } catch (IOException broken) {
            socket.close();
            permits.release();
            ended("error");
        }
    }

    private void serve(TcpConnection connection) {
        String reason = "error";
        try {
            reason = introduced(connection) ? secured(connection) : "proxy";
        } finally {
            connection.goodbye();
            ended(connection.wasCut() ? "shutdown" : reason);
            permits.release();
            open.remove(connection);
        }
    }

    private boolean introduced(TcpConnection connection) {
        try {
            if (options.proxied()) {
                connection.introduce(options.idleTimeout());
            }
            return true;
        } catch (IOException refused) {
            if (closing.getCount() > 0 && seldom.now()) {
                log.log(
                        Level.WARNING,
                        "cannot read the PROXY header of "
                                + Listening.text(connection.peer())
                                + ": "
                                + Listening.message(refused));
            }
            return false;
        }
    }

    private String secured(TcpConnection connection) {
        return handshake(connection) ? converse(connection) : "tls";
    }

    private boolean handshake(TcpConnection connection) {
        try {
            TlsServer server = tls;
            if (server == null) {
                connection.idleTimeout(options.idleTimeout());
            } else {
                connection.secure(server, options.idleTimeout());
            }
            return true;
        } catch (IOException refused) {
            if (closing.getCount() > 0 && seldom.now()) {
                log.log(
                        Level.WARNING,
                        "cannot agree on TLS with "
                                + Listening.text(connection.peer())
                                + ": "
                                + Listening.message(refused));
            }
            return false;
        }
    }

    private String converse(TcpConnection connection) {
        try {
            conversation.serve(connection);
            return "closed";
        } catch (SocketTimeoutException silence) {
            return "idle";
        } catch (InterruptedException | InterruptedIOException closed) {
            return "shutdown";
        } catch (IOException broken) {
            String peer = Listening.text(connection.peer());
            log.log(Level.DEBUG, () -> "lost " + peer + ": " + Listening.message(broken));
            return "error";
        } catch (RuntimeException bug) {
            String peer = Listening.text(connection.peer());
            log.log(Level.ERROR, "cannot serve " + peer + ": " + bug, bug);
            return "error";
        }
    }

    private void ended(String reason) {
        tally.with("reason", reason).add(SelfMetrics.CONNECTIONS_ENDED, 1);
    }

    /// Stops accepting and lets every conversation read what has arrived and then meet the end of
    /// its stream. Who has not returned when three quarters of [Context#closing] have passed is
    /// interrupted and loses the socket.
    @Override
    public synchronized void close() {
        closing.countDown();
        long start = System.nanoTime();
        long all = context.closing().toNanos();
        stopAccepting();
        List<Map.Entry<TcpConnection, Thread>> left = List.copyOf(open.entrySet());
        left.forEach(one -> one.getKey().finish(context.closing().dividedBy(2)));
        if (!ended(left, start + all / 4 * 3)) {
            left.stream()
                    .filter(one -> one.getValue().isAlive())
                    .forEach(one -> {
                        one.getKey().cut();
                        one.getValue().interrupt();
                    });
            if (!ended(left, start + all)) {
                log.log(Level.WARNING, "a conversation does not end");
            }
        }
    }

    private void stopAccepting() {
        try {
            if (listener != null) {
                listener.close();
            }
            if (acceptor != null) {
                acceptor.join(context.closing().dividedBy(4));
            }
        } catch (IOException alreadyClosed) {
            // There is nothing left to close.
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whether all threads ended before `deadline`, a time of [System#nanoTime].
    private static boolean ended(List<Map.Entry<TcpConnection, Thread>> all, long deadline) {
        try {
            for (var one : all) {
                long left = deadline - System.nanoTime();
                if (!one.getValue().join(Duration.ofNanos(Math.max(left, 0)))) {
                    return false;
                }
            }
            return true;
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
