package dev.ingot.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingot.testkit.Await;
import dev.ingot.testkit.LogLines;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class UdpServerTest {
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress("127.0.0.1", 0);
    private static final String DATAGRAMS = "ingot_receiver_datagrams_total{transport=udp}";
    private static final String DROPS = "ingot_receiver_kernel_drops_total{transport=udp}";

    private final Counters counters = new Counters();

    @Test
    void datagramsArriveWithTheirPeer() throws Exception {
        var got = new LinkedBlockingQueue<String>();
        UdpServer.Datagrams show =
                (bytes, length, peer) ->
                        got.add(new String(bytes, 0, length, UTF_8) + " " + Listening.text(peer));
        try (var server = started(options(100, 0, 1), show);
                var socket = new DatagramSocket(ANY_PORT)) {
            send(socket, server, "hello");
            assertThat(take(got)).isEqualTo("hello 127.0.0.1:" + socket.getLocalPort());
            send(socket, server, "");
            assertThat(take(got)).isEqualTo(" 127.0.0.1:" + socket.getLocalPort());
            counters.await(DATAGRAMS, 2);
        }
    }

    @Test
    void pauseComesWhenNothingMoreHasArrivedAndNotBefore() throws Exception {
        var mayGoOn = new CountDownLatch(1);
        var got = new LinkedBlockingQueue<Integer>();
        var gathering =
                new UdpServer.Datagrams() {
                    private int gathered;

                    @Override
                    public void receive(byte[] bytes, int length, InetSocketAddress peer) {
                        UdpServerTest.await(mayGoOn);
                        gathered++;
                    }

                    @Override
                    public void pause() {
                        if (gathered > 0) {
                            got.add(gathered);
                            gathered = 0;
                        }
                    }
                };
        try (var server = started(options(10, 1 << 20, 1), gathering);
                var socket = new DatagramSocket()) {
            for (int i = 0; i < 50; i++) {
                send(socket, server, "x");
            }
            mayGoOn.countDown();
            assertThat(take(got)).isEqualTo(50);
            send(socket, server, "x");
            assertThat(take(got)).isEqualTo(1);
        }
    }

    @Test
    void exceptionWhileHandingOnIsCountedAndDoesNotEndTheReader() throws Exception {
        var got = new LinkedBlockingQueue<Integer>();
        var fussy =
                new UdpServer.Datagrams() {
                    @Override
                    public void receive(byte[] bytes, int length, InetSocketAddress peer) {
                        got.add(length);
                    }

                    @Override
                    public void pause() {
                        if (!got.isEmpty()) {
                            throw new IllegalStateException("a bug");
                        }
                    }
                };
        try (var log = new LogLines("toy");
                var server = started(options(10, 0, 1), fussy);
                var socket = new DatagramSocket()) {
            send(socket, server, "one");
            log.await("SEVERE cannot hand on the datagrams of udp 127.0.0.1:0");
            send(socket, server, "next");
            Await.until("both", () -> got.size() == 2);
        }
        assertThat(counters.value("ingot_receiver_rejected_total{reason=error, transport=udp}"))
                .isPositive();
    }

    @Test
    void datagramThatIsTooLongIsCountedAndNotHandedOn() throws Exception {
        var got = new LinkedBlockingQueue<Integer>();
        try (var server = started(options(10, 0, 1), (_, length, _) -> got.add(length));
                var socket = new DatagramSocket()) {
            send(socket, server, "x".repeat(11));
            send(socket, server, "x".repeat(1000));
            send(socket, server, "x".repeat(10));
            assertThat(take(got)).isEqualTo(10);
            assertThat(got).isEmpty();
        }
        assertThat(counters.text())
                .isEqualTo(
                        """
                        ingot_receiver_datagrams_total{transport=udp} 3
                        ingot_receiver_rejected_total{reason=too_long, transport=udp} 2
                        """);
    }

    @Test
    void exceptionOfTheHandlerIsCountedAndDoesNotEndTheReader() throws Exception {
        var got = new LinkedBlockingQueue<Integer>();
        UdpServer.Datagrams fussy =
                (_, length, _) -> {
                    if (length == 3) {
                        throw new IllegalStateException("a bug");
                    }
                    got.add(length);
                };
        try (var log = new LogLines("toy");
                var server = started(options(10, 0, 1), fussy);
                var socket = new DatagramSocket()) {
            send(socket, server, "bad");
            send(socket, server, "good");
            assertThat(take(got)).isEqualTo(4);
            log.await("SEVERE cannot take a datagram of 127.0.0.1:");
        }
        assertThat(counters.value("ingot_receiver_rejected_total{reason=error, transport=udp}"))
                .isEqualTo(1);
    }

    @Test
    void whatTheKernelDropsIsCounted() throws Exception {
        var mayGoOn = new CountDownLatch(1);
        var handed = new AtomicInteger();
        UdpServer.Datagrams slow =
                (_, _, _) -> {
                    await(mayGoOn);
                    handed.incrementAndGet();
                };
        int sent = 500;
        try (var server = started(options(1000, 4096, 1), slow);
                var socket = new DatagramSocket()) {
            for (int i = 0; i < sent; i++) {
                send(socket, server, "x".repeat(1000));
            }
            Await.until("the kernel to say that it dropped", () -> counters.value(DROPS) > 400);
            mayGoOn.countDown();
            Await.until("all that was kept", () -> handed.get() + counters.value(DROPS) == sent);
        }
        assertThat(counters.value(DATAGRAMS) + counters.value(DROPS)).isEqualTo(sent);
        assertThat(handed).hasValueLessThan(100);
    }

    @Test
    void bufferThatTheKernelMakesSmallerIsSaidOnce() throws Exception {
        try (var log = new LogLines("toy");
                var _ = started(options(1000, 1L << 30, 2), (_, _, _) -> {})) {
            assertThat(log.lines())
                    .hasSize(1)
                    .first()
                    .asString()
                    .startsWith("INFO receive buffer of udp 127.0.0.1:0 is ")
                    .endsWith(" bytes instead of 1073741824; raise net.core.rmem_max");
        }
    }

    @Test
    void severalReadersShareAPortAndHaveAHandlerEach() throws Exception {
        var handlers = new AtomicInteger();
        Set<String> threads = ConcurrentHashMap.newKeySet();
        var received = new AtomicLong();
        var server =
                new UdpServer(
                        counters.context("toy"),
                        options(100, 0, 4),
                        () -> {
                            handlers.incrementAndGet();
                            return (_, _, _) -> {
                                threads.add(Thread.currentThread().getName());
                                received.incrementAndGet();
                            };
                        });
        server.start();
        var sockets = new ArrayList<DatagramSocket>();
        for (int i = 0; i < 100; i++) {
            var socket = new DatagramSocket();
            sockets.add(socket);
            send(socket, server, "x");
        }
        Await.until("all datagrams", () -> received.get() == 100);
        server.close();
        sockets.forEach(DatagramSocket::close);
        assertThat(handlers).hasValue(4);
        assertThat(threads)
                .containsExactlyInAnyOrder("toy-udp-1", "toy-udp-2", "toy-udp-3", "toy-udp-4");
    }

    @Test
    void closeHandsOnWhatTheKernelHolds() throws Exception {
        var first = new CountDownLatch(1);
        var mayGoOn = new CountDownLatch(1);
        var handed = new AtomicInteger();
        UdpServer.Datagrams slow =
                (_, _, _) -> {
                    first.countDown();
                    await(mayGoOn);
                    handed.incrementAndGet();
                };
        var server = started(options(100, 1 << 20, 1), slow);
        try (var socket = new DatagramSocket()) {
            for (int i = 0; i < 200; i++) {
                send(socket, server, "x");
            }
        }
        first.await();
        Thread closer = Thread.ofPlatform().start(server::close);
        Await.until("close to wait", () -> closer.getState() == Thread.State.TIMED_WAITING);
        mayGoOn.countDown();
        closer.join();
        assertThat(handed).hasValue(200);
    }

    @Test
    void closeEndsAHandlerThatNeverReturns() throws Exception {
        var first = new CountDownLatch(1);
        UdpServer.Datagrams stuck =
                (_, _, _) -> {
                    first.countDown();
                    await(new CountDownLatch(1));
                };
        var server =
                new UdpServer(
                        counters.context("toy", Duration.ofMillis(400)),
                        options(100, 0, 1),
                        () -> stuck);
        server.start();
        try (var socket = new DatagramSocket()) {
            send(socket, server, "x");
        }
        first.await();
        server.close();
        assertThat(threads()).isEmpty();
    }

    @Test
    void closeMayComeWithoutStartAndTwiceAndLeavesNoThread() throws Exception {
        var server = server(options(100, 0, 2));
        assertThatCode(server::close).doesNotThrowAnyException();
        var other = server(options(100, 0, 2));
        other.start();
        assertThat(threads()).containsExactlyInAnyOrder("toy-udp-1", "toy-udp-2");
        other.close();
        other.close();
        assertThat(threads()).isEmpty();
    }

    @Test
    void portThatIsTakenIsNamed() throws Exception {
        try (var first = server(options(100, 0, 1))) {
            assertThatThrownBy(first::address).isInstanceOf(IllegalStateException.class);
            first.start();
            try (var second = server(new UdpServer.Options(first.address(), 100, 0, 1))) {
                assertThatThrownBy(second::start)
                        .isInstanceOf(IOException.class)
                        .hasMessage(
                                "cannot listen on udp 127.0.0.1:"
                                        + first.address().getPort()
                                        + ": Address already in use");
            }
        }
    }

    @Test
    void wildcardAddressTakesDatagramsAndItsDropsAreFound() throws Exception {
        var got = new LinkedBlockingQueue<Integer>();
        var mayGoOn = new CountDownLatch(1);
        UdpServer.Datagrams slow =
                (_, length, _) -> {
                    await(mayGoOn);
                    got.add(length);
                };
        var wildcard = new UdpServer.Options(new InetSocketAddress(0), 1000, 4096, 1);
        try (var server = started(wildcard, slow);
                var socket = new DatagramSocket()) {
            for (int i = 0; i < 100; i++) {
                send(socket, server, "x".repeat(1000));
            }
            Await.until("drops", () -> counters.value(DROPS) > 50);
            mayGoOn.countDown();
            assertThat(take(got)).isEqualTo(1000);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private static UdpServer.Options options(int maxDatagram, long buffer, int readers) {
        return new UdpServer.Options(ANY_PORT, maxDatagram, buffer, readers);
    }

    private UdpServer server(UdpServer.Options options) {
        return new UdpServer(counters.context("toy"), options, () -> (_, _, _) -> {});
    }

    private UdpServer started(UdpServer.Options options, UdpServer.Datagrams datagrams)
            throws IOException {
        var server = new UdpServer(counters.context("toy"), options, () -> datagrams);
        server.start();
        return server;
    }

    private static void send(DatagramSocket from, UdpServer to, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        var loopback = InetAddress.ofLiteral("127.0.0.1");
        from.send(new DatagramPacket(bytes, bytes.length, loopback, to.address().getPort()));
    }

    private static <T> T take(BlockingQueue<T> queue) throws InterruptedException {
        T taken = queue.poll(60, TimeUnit.SECONDS);
        if (taken == null) {
            throw new AssertionError("nothing arrived");
        }
        return taken;
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("toy"))
                .toList();
    }
}
