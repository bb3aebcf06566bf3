package dev.ingot.receiver.interfaces;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// TrueNAS's middleware on its unix socket, played by a web server behind a relay.
class MiddlewareTest {
    @TempDir Path root;
    private final MockWebServer middleware = new MockWebServer();
    private Host host;
    private ServerSocketChannel relay;

    MiddlewareTest() throws IOException {
        host = new Host(Path.of(""));
        relay = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    }

    @BeforeEach
    void layOut() throws IOException {
        host = new Host(root);
        host.write("proc/1/net/dev", "vnet7: 1 2 3 4 0 0 0 0 5 6 7 8 0 0 0 0\n");
        host.write("sys/class/net/vnet7/ifindex", "7\n");
        host.write("sys/class/net/vnet7/operstate", "unknown\n");
        host.link("proc/300/fd/30", "/dev/net/tun");
        host.write("proc/300/fdinfo/30", "pos:\t0\niff:\tvnet7\n");
        Path socket = root.resolve("run/middleware/middlewared.sock");
        Files.createDirectories(root.resolve("run/middleware"));
        middleware.start();
        relay.bind(UnixDomainSocketAddress.of(socket));
        Thread.ofVirtual().start(this::relay);
    }

    @AfterEach
    void close() throws IOException {
        relay.close();
        middleware.close();
    }

    private void relay() {
        try {
            while (true) {
                SocketChannel from = relay.accept();
                var to = new Socket(InetAddress.getLoopbackAddress(), middleware.getPort());
                Thread.ofVirtual()
                        .start(() ->
                                copy(
                                        from,
                                        () -> Channels.newInputStream(from),
                                        to::getOutputStream));
                Thread.ofVirtual()
                        .start(() ->
                                copy(
                                        from,
                                        to::getInputStream,
                                        () -> Channels.newOutputStream(from)));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private interface Opening<T> {
        T open() throws IOException;
    }

    private static void copy(
            SocketChannel channel, Opening<InputStream> from, Opening<OutputStream> to) {
        try (channel) {
            from.open().transferTo(to.open());
        } catch (IOException ended) {
            // One side has closed; so does the other.
        }
    }

    private void answers(String message) {
        middleware.enqueue(
                new MockResponse.Builder()
                        .webSocketUpgrade(
                                new WebSocketListener() {
                                    @Override
                                    public void onMessage(WebSocket connection, String question) {
                                        assertThat(question).contains("\"method\":\"vm.query\"");
                                        connection.send(
                                                "{\"jsonrpc\":\"2.0\",\"method\":\"notify\"}");
                                        connection.send(message);
                                    }

                                    @Override
                                    public void onOpen(WebSocket connection, Response response) {}
                                })
                        .build());
    }

    private Station station() {
        return new Station(
                "vms: [middleware]\nlookup_timeout: 1s\nrootfs: %s\nprocfs: %s\ndocker_socket: ''\n"
                        .formatted(root, host.procfs()));
    }

    @Test
    void machinesAreAskedForOverTheSocket() throws Exception {
        answers(
                """
                {"jsonrpc": "2.0", "id": 1,
                 "result": [{"name": "vyos", "status": {"state": "RUNNING", "pid": 300}}]}
                """);
        try (var station = station()) {
            assertThat(station.labels("vnet7")).contains("instance=vyos, instance_type=vm");
            assertThat(middleware.takeRequest().getTarget()).isEqualTo("/api/current");
        }
    }

    @Test
    void anErrorIsAPlainNameAndAFailure() throws Exception {
        answers(
                """
                {"jsonrpc": "2.0", "id": 1, "error": {"code": -32601, "message": "Not found"}}
                """);
        try (var station = station()) {
            String round = station.round();
            assertThat(Station.labelsIn(round, "vnet7")).contains("instance=vnet7,");
            assertThat(round).contains(Station.failure("vms"));
        }
    }

    @Test
    void anOlderMiddlewareWithoutThatPathIsAPlainName() throws Exception {
        middleware.enqueue(new MockResponse.Builder().code(404).build());
        try (var station = station()) {
            assertThat(station.labels("vnet7")).contains("instance=vnet7,");
        }
    }

    @Test
    void aMiddlewareThatNeverAnswersIsLeftAfterItsTime() throws Exception {
        answers("{\"jsonrpc\":\"2.0\",\"method\":\"still busy\"}");
        try (var station = station()) {
            assertThat(station.round()).contains(Station.failure("vms"));
        }
    }
}
