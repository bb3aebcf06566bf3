package dev.ingot.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingot.net.WebServer.Reply;
import dev.ingot.testkit.Await;
import dev.ingot.testkit.LogLines;
import dev.ingot.testkit.RealProgram;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebServerTest {
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress("127.0.0.1", 0);

    private final Counters counters = new Counters();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void closeClient() {
        client.close();
    }

    @Test
    void pathIsAnswered() throws Exception {
        try (var server = started(Map.of("/a", _ -> Reply.text(200, "hello")))) {
            var reply = get(server, "/a");
            assertThat(reply.statusCode()).isEqualTo(200);
            assertThat(reply.body()).isEqualTo("hello\n");
            assertThat(reply.headers().map())
                    .containsEntry("content-type", List.of("text/plain; charset=utf-8"))
                    .containsEntry("content-length", List.of("6"))
                    .containsEntry("x-content-type-options", List.of("nosniff"));
        }
    }

    @Test
    void handlerSeesQueryAndHeaders() throws Exception {
        WebHandler show =
                request ->
                        Reply.text(
                                200,
                                request.method()
                                        + " "
                                        + request.path()
                                        + " "
                                        + request.query()
                                        + " "
                                        + request.header("x-THING").orElse("-")
                                        + " "
                                        + request.parameter("b").orElse("-")
                                        + " "
                                        + request.peer().getHostString());
        try (var server = started(Map.of("/a b", show))) {
            var request =
                    HttpRequest.newBuilder(uri(server, "/a%20b?a=1&b=%C3%BC+x&a=2&c"))
                            .header("X-Thing", "yes")
                            .build();
            assertThat(client.send(request, BodyHandlers.ofString()).body())
                    .isEqualTo("GET /a b {a=[1, 2], b=[ü x], c=[]} yes ü x 127.0.0.1\n");
        }
    }

    @Test
    void otherPathsAreNotFound() throws Exception {
        try (var server = started(Map.of("/a", _ -> Reply.text(200, "hello")))) {
            for (String path : new String[] {"/", "/a/", "/ab", "/a/../b"}) {
                var reply = get(server, path);
                assertThat(reply.statusCode()).as(path).isEqualTo(404);
                assertThat(reply.body()).isEqualTo("not found\n");
            }
        }
        try (var server = started(Map.of("/", _ -> Reply.text(200, "/a: this and that")))) {
            assertThat(get(server, "/b").body()).isEqualTo("not found; / says what is where\n");
        }
    }

    @Test
    void headHasTheHeadersAndNoBody() throws Exception {
        try (var server = started(Map.of("/a", _ -> Reply.text(200, "hello")))) {
            var request = HttpRequest.newBuilder(uri(server, "/a")).HEAD().build();
            var reply = client.send(request, BodyHandlers.ofString());
            assertThat(reply.statusCode()).isEqualTo(200);
            assertThat(reply.body()).isEmpty();
            assertThat(reply.headers().firstValue("content-length")).hasValue("6");
        }
    }

    @Test
    void otherMethodsAreRefusedUnlessTheHandlerKnowsThem() throws Exception {
        var reload =
                new WebHandler() {
                    @Override
                    public Reply handle(WebServer.Request request) {
                        return Reply.of(202, "text/plain", new byte[0]);
                    }

                    @Override
                    public Set<String> methods() {
                        return Set.of("POST");
                    }
                };
        Map<String, WebHandler> paths = Map.of("/a", _ -> Reply.text(200, "a"), "/reload", reload);
        try (var server = started(paths)) {
            var refused = post(server, "/a");
            assertThat(refused.statusCode()).isEqualTo(405);
            assertThat(refused.headers().firstValue("allow")).hasValue("GET, HEAD");
            assertThat(post(server, "/reload").statusCode()).isEqualTo(202);
            assertThat(get(server, "/reload").statusCode()).isEqualTo(405);
        }
    }

    @Test
    void queryThatIsNotEncodedIsABadRequestAndDoesNotDelayTheClosing() throws Exception {
        var server = started(Map.of("/a", _ -> Reply.text(200, "a")));
        assertThat(raw(server, "GET /a?x=%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
        server.close();
    }

    @Test
    void handlerThatThrowsAnswersWithoutDetailsAndIsLogged() throws Exception {
        WebHandler io =
                _ -> {
                    throw new IOException("cannot read /secret/place: no");
                };
        WebHandler bug =
                _ -> {
                    throw new IllegalStateException("a bug");
                };
        try (var log = new LogLines("toy");
                var server = started(Map.of("/io", io, "/bug", bug))) {
            for (String path : new String[] {"/io", "/bug"}) {
                var reply = get(server, path);
                assertThat(reply.statusCode()).isEqualTo(500);
                assertThat(reply.body()).isEqualTo("internal error\n");
            }
            assertThat(log.lines())
                    .containsExactly(
                            "WARNING cannot answer GET /io: cannot read /secret/place: no",
                            "WARNING cannot answer GET /bug: a bug");
        }
    }

    @Test
    void largeBodyOfAReusedBufferIsSentToItsLength() throws Exception {
        byte[] bytes = "0123456789".repeat(100_000).getBytes(UTF_8);
        WebHandler large =
                _ ->
                        new Reply(
                                200,
                                "text/plain",
                                999_999,
                                out -> out.write(bytes, 0, 999_999),
                                Map.of());
        try (var server = started(Map.of("/a", large))) {
            for (int i = 0; i < 3; i++) {
                assertThat(get(server, "/a").body()).hasSize(999_999).endsWith("678");
            }
        }
    }

    @Test
    void connectionIsKeptForTheNextRequest() throws Exception {
        WebHandler peer = request -> Reply.text(200, Listening.text(request.peer()));
        try (var server = started(Map.of("/a", peer))) {
            assertThat(get(server, "/a").body()).isEqualTo(get(server, "/a").body());
        }
    }

    @Test
    void requestThatTakesTooLongLosesItsConnection() throws Exception {
        try (var server =
                new WebServer(
                        counters.context("toy"),
                        ANY_PORT,
                        Optional.empty(),
                        Map.of(),
                        Duration.ofMillis(100))) {
            server.start();
            assertThat(raw(server, "GET /a HTTP/1.1\r\nHost: ")).isEmpty();
        }
    }

    @Test
    void clientsThatDawdleOverTheirRequestsDoNotKeepOthersOut() throws Exception {
        try (var server = started(Map.of("/a", _ -> Reply.text(200, "hello")))) {
            var dawdling = new ArrayList<Socket>();
            for (int i = 0; i < 64; i++) {
                var socket = new Socket("127.0.0.1", server.address().getPort());
                socket.getOutputStream().write("GET /a HT".getBytes(UTF_8));
                dawdling.add(socket);
            }
            assertThat(get(server, "/a").body()).isEqualTo("hello\n");
            // And not because their time was over.
            assertThat(counters.text())
                    .contains("ingot_server_cut_requests_total{reason=too_slow}")
                    .doesNotContain("reason=timeout");
            for (Socket socket : dawdling) {
                socket.close();
            }
        }
    }

    @Test
    void answersOverTlsAndFollowsTheFiles(@TempDir Path folder) throws Exception {
        var ca = new Certificates(folder, "ca").sign("live", "127.0.0.1").sign("b", "ingot.test");
        var tls =
                new TlsServerConfig(
                        PemSource.ofFile("cert", ca.path("live.pem")),
                        PemSource.ofFile("key", ca.path("live.key")),
                        PemSource.ofFile("client_ca", ""),
                        TlsVersions.DEFAULT,
                        Duration.ofMillis(1));
        Map<String, WebHandler> paths = Map.of("/a", _ -> Reply.text(200, "over TLS"));
        try (var server =
                new WebServer(counters.context("toy"), ANY_PORT, Optional.of(tls), paths)) {
            server.start();
            assertThat(overTls(ca, folder, server)).contains("CN = 127.0.0.1", "over TLS");
            Files.copy(folder.resolve("b.pem"), folder.resolve("live.pem"), REPLACE_EXISTING);
            Files.copy(folder.resolve("b.key"), folder.resolve("live.key"), REPLACE_EXISTING);
            assertThat(overTls(ca, folder, server)).contains("CN = ingot.test", "over TLS");
        }
    }

    /// What OpenSSL says of the server and hears from it.
    private static String overTls(Certificates ca, Path folder, WebServer server) {
        String arguments =
                "openssl s_client -ign_eof -verify_return_error -nameopt space_eq -CAfile "
                        + ca.ca()
                        + " -connect 127.0.0.1:"
                        + server.address().getPort();
        String request = "GET /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
        return RealProgram.run("openssl", folder, request, arguments.split(" ", -1));
    }

    @Test
    void requestBeingServedIsFinishedBeforeTheServerIsClosed() throws Exception {
        var asked = new CountDownLatch(1);
        var mayAnswer = new CountDownLatch(1);
        WebHandler slow =
                _ -> {
                    asked.countDown();
                    try {
                        mayAnswer.await();
                    } catch (InterruptedException closing) {
                        return Reply.text(503, "closing");
                    }
                    return Reply.text(200, "done");
                };
        var server = started(Map.of("/a", slow));
        var reply =
                client.sendAsync(
                        HttpRequest.newBuilder(uri(server, "/a")).build(), BodyHandlers.ofString());
        asked.await();
        Thread closer = Thread.ofPlatform().start(server::close);
        Await.until("close to wait", () -> closer.getState() == Thread.State.TIMED_WAITING);
        mayAnswer.countDown();
        assertThat(reply.get().body()).isEqualTo("done\n");
        closer.join();
    }

    @Test
    void closeMayComeWithoutStartAndTwiceAndLeavesNoThread() throws Exception {
        var server = new WebServer(counters.context("toy"), ANY_PORT, Optional.empty(), Map.of());
        assertThatThrownBy(server::address).isInstanceOf(IllegalStateException.class);
        assertThatCode(server::close).doesNotThrowAnyException();
        var other = started(Map.of());
        get(other, "/");
        other.close();
        other.close();
        Await.until(
                "no thread of the server",
                () ->
                        Thread.getAllStackTraces().keySet().stream()
                                .map(Thread::getName)
                                .noneMatch(name ->
                                        name.startsWith("toy")
                                                || name.equals("HTTP-Dispatcher")
                                                || name.equals("idle-timeout-task")));
    }

    @Test
    void portThatIsTakenIsNamed() throws Exception {
        try (var first = started(Map.of());
                var second =
                        new WebServer(
                                counters.context("toy"),
                                first.address(),
                                Optional.empty(),
                                Map.of())) {
            assertThatThrownBy(second::start)
                    .hasMessage(
                            "cannot listen on tcp 127.0.0.1:"
                                    + first.address().getPort()
                                    + ": Address already in use");
        }
    }

    private WebServer started(Map<String, WebHandler> paths) throws IOException {
        var server = new WebServer(counters.context("toy"), ANY_PORT, Optional.empty(), paths);
        server.start();
        return server;
    }

    private HttpResponse<String> get(WebServer server, String path) throws Exception {
        var request = HttpRequest.newBuilder(uri(server, path)).build();
        return client.send(request, BodyHandlers.ofString());
    }

    private HttpResponse<String> post(WebServer server, String path) throws Exception {
        var request =
                HttpRequest.newBuilder(uri(server, path))
                        .POST(BodyPublishers.ofString("x"))
                        .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private static URI uri(WebServer server, String path) {
        return URI.create("http://127.0.0.1:" + server.address().getPort() + path);
    }

    /// Sends bytes and reads until the server closes.
    private static String raw(WebServer server, String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", server.address().getPort())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
