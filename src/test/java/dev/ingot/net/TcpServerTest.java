package dev.ingot.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingot.testkit.Await;
import dev.ingot.testkit.LogLines;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TcpServerTest {
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress("127.0.0.1", 0);
    private static final String OPEN = "ingot_receiver_open_connections{transport=tcp}";
    private static final String ACCEPTED = "ingot_receiver_connections_total{transport=tcp}";

    private final Counters counters = new Counters();

    @Test
    void conversationReadsAndAnswers() throws Exception {
        try (var server = started(100, Duration.ofMinutes(1), TcpServerTest::echo);
                var socket = connect(server)) {
            socket.getOutputStream().write("hello".getBytes(UTF_8));
            assertThat(socket.getInputStream().readNBytes(5)).asString().isEqualTo("hello");
            assertThat(counters.value(OPEN)).isEqualTo(1);
        }
        assertThat(counters.value(OPEN)).isZero();
    }

    @Test
    void halfClosedPeerStillGetsItsAnswer() throws Exception {
        try (var server =
                        started(
                                100,
                                Duration.ofMinutes(1),
                                connection -> {
                                    byte[] all = connection.in().readAllBytes();
                                    connection.out().write(all);
                                });
                var socket = connect(server)) {
            socket.getOutputStream().write("all of it".getBytes(UTF_8));
            socket.shutdownOutput();
            assertThat(socket.getInputStream().readAllBytes()).asString().isEqualTo("all of it");
            counters.await(ended("closed"), 1);
        }
        assertThat(counters.text())
                .isEqualTo(
                        """
                        ingot_receiver_connections_ended_total{reason=closed, transport=tcp} 1
                        ingot_receiver_connections_total{transport=tcp} 1
                        """);
    }

    @Test
    void conversationKnowsBothEndsAndItsThreadHasTheComponentsName() throws Exception {
        var seen = new LinkedBlockingQueue<String>();
        try (var server =
                        started(
                                100,
                                Duration.ofMinutes(1),
                                connection ->
                                        seen.add(
                                                Listening.text(connection.peer())
                                                        + " "
                                                        + Listening.text(connection.local())
                                                        + " "
                                                        + connection.tlsPeer().isPresent()
                                                        + " "
                                                        + Thread.currentThread().getName()));
                var socket = connect(server)) {
            assertThat(take(seen))
                    .isEqualTo(
                            "127.0.0.1:"
                                    + socket.getLocalPort()
                                    + " 127.0.0.1:"
                                    + server.address().getPort()
                                    + " false toy-tcp-1");
        }
    }

    @Test
    void oneMoreThanTheLimitIsClosedAtOnceAndCounted() throws Exception {
        try (var log = new LogLines("toy");
                var server = started(2, Duration.ofMinutes(1), TcpServerTest::echo);
                var second = connect(server)) {
            var first = connect(server);
            counters.await(OPEN, 2);
            try (var third = connect(server)) {
                assertThat(read(third)).isEqualTo(-1);
            }
            counters.await(ended("limit"), 1);
            assertThat(counters.value(ACCEPTED)).isEqualTo(3);
            log.await("WARNING cannot serve 127.0.0.1: 2 connections are open, the most");
            first.close();
            counters.await(OPEN, 1);
            try (var fourth = connect(server)) {
                fourth.getOutputStream().write('x');
                assertThat(read(fourth)).isEqualTo('x');
            }
            assertThat(second.isClosed()).isFalse();
        }
    }

    @Test
    void silentPeerIsClosedAfterTheIdleTimeout() throws Exception {
        try (var server = started(2, Duration.ofMillis(50), TcpServerTest::echo);
                var socket = connect(server)) {
            assertThat(read(socket)).isEqualTo(-1);
            counters.await(ended("idle"), 1);
        }
    }

    @Test
    void brokenConnectionIsAnError() throws Exception {
        try (var server = started(2, Duration.ofMinutes(1), TcpServerTest::echo)) {
            var socket = connect(server);
            socket.getOutputStream().write('x');
            assertThat(read(socket)).isEqualTo('x');
            socket.setSoLinger(true, 0);
            socket.close();
            counters.await(ended("error"), 1);
        }
    }

    @Test
    void conversationThatThrowsIsLoggedAndEndsOnlyItself() throws Exception {
        try (var log = new LogLines("toy");
                var server =
                        started(
                                2,
                                Duration.ofMinutes(1),
                                connection -> {
                                    if (connection.in().read() == 'x') {
                                        throw new IllegalStateException("a bug");
                                    }
                                    connection.out().write('y');
                                })) {
            try (var socket = connect(server)) {
                socket.getOutputStream().write('x');
                assertThat(read(socket)).isEqualTo(-1);
            }
            counters.await(ended("error"), 1);
            log.await("SEVERE cannot serve 127.0.0.1:");
            try (var socket = connect(server)) {
                socket.getOutputStream().write('z');
                assertThat(read(socket)).isEqualTo('y');
            }
        }
    }

    @Test
    void closeLetsTheConversationReadWhatHasArrived() throws Exception {
        var mayRead = new CountDownLatch(1);
        var got = new LinkedBlockingQueue<String>();
        var server =
                started(
                        2,
                        Duration.ofMinutes(1),
                        connection -> {
                            connection.in().read();
                            mayRead.await();
                            got.add(new String(connection.in().readAllBytes(), UTF_8));
                        });
        try (var socket = connect(server)) {
            socket.getOutputStream().write("1".getBytes(UTF_8));
            socket.getOutputStream().write("23456\n".repeat(1000).getBytes(UTF_8));
            counters.await(OPEN, 1);
            Thread closer = Thread.ofPlatform().start(server::close);
            Await.until(
                    "close to wait",
                    () ->
                            closer.getState() == Thread.State.WAITING
                                    || closer.getState() == Thread.State.TIMED_WAITING);
            mayRead.countDown();
            assertThat(take(got)).isEqualTo("23456\n".repeat(1000));
            closer.join();
        }
        assertThat(counters.value(ended("closed"))).isEqualTo(1);
    }

    @Test
    void closeEndsConversationsThatWaitForInputAtOnce() throws Exception {
        var ends = new LinkedBlockingQueue<Integer>();
        var server =
                started(300, Duration.ofMinutes(1), connection -> ends.add(connection.in().read()));
        var sockets = new ArrayList<Socket>();
        for (int i = 0; i < 200; i++) {
            sockets.add(connect(server));
        }
        counters.await(OPEN, 200);
        server.close();
        assertThat(ends).hasSize(200).containsOnly(-1);
        assertThat(counters.value(ended("closed"))).isEqualTo(200);
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @Test
    void closeInterruptsAConversationThatWaitsForThePipeline() throws Exception {
        var waiting = new CountDownLatch(1);
        var threads = new LinkedBlockingQueue<Thread>();
        var server =
                new TcpServer(
                        counters.context("toy", Duration.ofMillis(400)),
                        "tcp",
                        new TcpServer.Options(ANY_PORT, Optional.empty(), 10, Duration.ZERO),
                        _ -> {
                            threads.add(Thread.currentThread());
                            waiting.countDown();
                            new Semaphore(0).acquire();
                        });
        server.start();
        try (var socket = connect(server)) {
            waiting.await();
            server.close();
            assertThat(read(socket)).isEqualTo(-1);
        }
        assertThat(take(threads).isAlive()).isFalse();
        assertThat(counters.value(ended("shutdown"))).isEqualTo(1);
        assertThat(counters.value(OPEN)).isZero();
    }

    @Test
    void closeEndsAPeerThatNeverStopsSending() throws Exception {
        var server =
                new TcpServer(
                        counters.context("toy", Duration.ofMillis(500)),
                        "tcp",
                        new TcpServer.Options(ANY_PORT, Optional.empty(), 10, Duration.ZERO),
                        connection -> connection.in().transferTo(OutputStream.nullOutputStream()));
        server.start();
        try (var socket = connect(server)) {
            Thread sender = Thread.ofPlatform().start(() -> sendForEver(socket));
            counters.await(OPEN, 1);
            server.close();
            sender.join();
        }
        assertThat(counters.value(ended("closed")) + counters.value(ended("shutdown")))
                .isEqualTo(1);
    }

    private static void sendForEver(Socket socket) {
        try {
            while (true) {
                socket.getOutputStream().write(new byte[10_000]);
            }
        } catch (IOException closed) {
            // The server went away; that is the point of the test.
        }
    }

    @Test
    void closeMayComeWithoutStartAndTwiceAndLeavesNoThread() throws Exception {
        var server = server(2, Duration.ZERO, TcpServerTest::echo);
        assertThatCode(server::close).doesNotThrowAnyException();
        var other = started(2, Duration.ZERO, TcpServerTest::echo);
        assertThat(threads()).containsExactly("toy-tcp-accept");
        other.close();
        other.close();
        assertThat(threads()).isEmpty();
        assertThatThrownBy(() -> connect(other)).isInstanceOf(IOException.class);
    }

    @Test
    void addressIsKnownOnceStarted() throws Exception {
        try (var server = server(2, Duration.ZERO, TcpServerTest::echo)) {
            assertThatThrownBy(server::address).isInstanceOf(IllegalStateException.class);
            server.start();
            assertThat(server.address().getPort()).isPositive();
        }
    }

    @Test
    void portThatIsTakenIsNamed() throws Exception {
        try (var first = started(2, Duration.ZERO, TcpServerTest::echo);
                var second =
                        new TcpServer(
                                counters.context("toy"),
                                "tcp",
                                new TcpServer.Options(
                                        first.address(), Optional.empty(), 2, Duration.ZERO),
                                TcpServerTest::echo)) {
            assertThatThrownBy(second::start)
                    .isInstanceOf(IOException.class)
                    .hasMessage(
                            "cannot listen on tcp 127.0.0.1:"
                                    + first.address().getPort()
                                    + ": Address already in use");
        }
    }

    @Test
    void hostThatIsUnknownIsNamed() {
        var nowhere = InetSocketAddress.createUnresolved("no.such.host", 2003);
        try (var server =
                new TcpServer(
                        counters.context("toy"),
                        "tcp",
                        new TcpServer.Options(nowhere, Optional.empty(), 2, Duration.ZERO),
                        TcpServerTest::echo)) {
            assertThatThrownBy(server::start)
                    .hasMessage("cannot listen on tcp no.such.host:2003: unknown host");
        }
    }

    @Test
    void aThousandIdleConnectionsTakeLittleMemoryAndNoThreads() throws Exception {
        var sockets = new ArrayList<Socket>();
        try (var server =
                started(
                        1000,
                        Duration.ofMinutes(1),
                        connection -> {
                            var lines = new LineReader(connection.in(), 1 << 20, () -> {});
                            while (lines.next()) {
                                connection.out().write('.');
                            }
                        })) {
            long before = usedMemory();
            int threadsBefore = Thread.getAllStackTraces().size();
            for (int i = 0; i < 1000; i++) {
                var socket = connect(server);
                sockets.add(socket);
                socket.getOutputStream().write("a line\nand a half".getBytes(UTF_8));
                assertThat(read(socket)).isEqualTo('.');
            }
            assertThat(counters.value(OPEN)).isEqualTo(1000);
            assertThat(usedMemory() - before).isLessThan(40L << 20);
            assertThat(Thread.getAllStackTraces().size()).isLessThan(threadsBefore + 20);
            sockets.getLast().getOutputStream().write("\n".getBytes(UTF_8));
            assertThat(read(sockets.getLast())).isEqualTo('.');
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private static long usedMemory() {
        System.gc();
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private TcpServer started(int most, Duration idle, TcpServer.Conversation conversation)
            throws IOException {
        var server = server(most, idle, conversation);
        server.start();
        return server;
    }

    private TcpServer server(int most, Duration idle, TcpServer.Conversation conversation) {
        return new TcpServer(
                counters.context("toy"),
                "tcp",
                new TcpServer.Options(ANY_PORT, Optional.empty(), most, idle),
                conversation);
    }

    private static void echo(Connection connection) throws IOException {
        connection.in().transferTo(connection.out());
    }

    private static Socket connect(TcpServer server) throws IOException {
        var socket = new Socket(server.address().getAddress(), server.address().getPort());
        socket.setSoTimeout(60_000);
        return socket;
    }

    /// A byte, or -1 where the server has closed, politely or not.
    private static int read(Socket socket) throws IOException {
        try {
            InputStream in = socket.getInputStream();
            return in.read();
        } catch (SocketException reset) {
            return -1;
        }
    }

    private static <T> T take(BlockingQueue<T> queue) throws InterruptedException {
        T taken = queue.poll(60, TimeUnit.SECONDS);
        assertThat(taken).isNotNull();
        return Objects.requireNonNull(taken);
    }

    private static String ended(String reason) {
        return "ingot_receiver_connections_ended_total{reason=" + reason + ", transport=tcp}";
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("toy"))
                .toList();
    }
}
