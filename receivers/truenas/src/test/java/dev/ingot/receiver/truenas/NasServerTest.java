package dev.ingot.receiver.truenas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ingot.testkit.Await;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// That the server of the tests keeps the rules of the real one. Without TLS it takes every peer
/// for a remote one.
class NasServerTest {
    /// What a client of another make hears.
    private static final class Client extends WebSocketListener implements AutoCloseable {
        private final OkHttpClient http = new OkHttpClient();
        private final ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();
        private final NasServer server;
        private final WebSocket socket;

        Client(NasServer server) {
            this.server = server;
            var request = new Request.Builder().url(server.url() + "/api/current").build();
            socket = http.newWebSocket(request, this);
        }

        @Override
        public void onMessage(WebSocket from, String text) {
            heard.add(text);
        }

        @Override
        public void onClosing(WebSocket from, int code, String reason) {
            heard.add(code + " " + reason);
            from.close(1000, null);
        }

        @Override
        public void onFailure(WebSocket from, Throwable cause, @Nullable Response response) {
            heard.add("failed: " + cause);
        }

        void call(String method, String params) {
            socket.send(
                    "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"%s\", \"params\": %s}"
                            .formatted(method, params));
        }

        /// Shows the key by REST.
        int get(String path) throws IOException {
            String url = server.url() + path;
            var request = new Request.Builder().url(url);
            request.header("Authorization", "Bearer " + NasServer.KEY);
            try (Response response = http.newCall(request.build()).execute()) {
                return response.code();
            }
        }

        String answer(String method, String params) {
            int before = heard.size();
            call(method, params);
            Await.until("an answer", () -> heard.size() > before);
            return List.copyOf(heard).getLast();
        }

        boolean heard(String part) {
            return heard.stream().anyMatch(text -> text.contains(part));
        }

        @Override
        public void close() {
            socket.cancel();
            http.dispatcher().executorService().shutdown();
        }
    }

    private static NasServer plain() throws Exception {
        return NasServer.unencrypted(NasServer.Release.V25_10).start();
    }

    private static String login(String key) {
        return "[{\"mechanism\": \"API_KEY_PLAIN\", \"username\": \"%s\", \"api_key\": \"%s\"}]"
                .formatted(NasServer.USER, key);
    }

    @Test
    void aKeyThatComesUnencryptedIsRevoked() throws Exception {
        try (NasServer server = plain();
                var client = new Client(server);
                var other = new Client(server)) {
            assertThat(client.answer("auth.login_ex", login(NasServer.KEY))).contains("EXPIRED");
            assertThat(other.answer("auth.login_ex", login(NasServer.KEY))).contains("AUTH_ERR");
            assertThat(other.answer("auth.login_ex", login(NasServer.KEY)))
                    .contains("unexpected authenticator run state");
        }
    }

    @Test
    void aKeyThatRestShowsUnencryptedIsRevokedToo() throws Exception {
        try (NasServer server = plain();
                var client = new Client(server)) {
            assertThat(client.get("/api/v2.0/replication")).isEqualTo(401);
            assertThat(client.answer("auth.login_ex", login(NasServer.KEY))).contains("AUTH_ERR");
            assertThat(server.refusedLogins).hasValue(2);
        }
    }

    @Test
    void whoIsNotLoggedInMayDoLittle() throws Exception {
        try (NasServer server = plain();
                var client = new Client(server)) {
            assertThat(client.answer("core.ping", "[]")).contains("pong");
            assertThat(client.answer("pool.query", "[]")).contains("ENOTAUTHENTICATED");
            for (int i = 0; i < 20; i++) {
                client.answer("core.ping", "[]");
            }
            assertThat(client.answer("core.ping", "[]")).contains("Rate Limit Exceeded");
            client.call("core.ping", "[\"" + "x".repeat(9 << 10) + "\"]");
            Await.until("a close", () -> client.heard("1007 Anonymous connection max message"));
        }
    }

    @Test
    void aCallerMustKeepToTheLimits() throws Exception {
        try (NasServer server = new NasServer(NasServer.Release.V25_10).start()) {
            var connector =
                    new Connector(Rig.target("a", server), "test", System.getLogger("test"));
            var link = (RpcLink) connector.open();
            assertThatThrownBy(() -> link.call("core.ping", List.of("x".repeat(65 << 10))))
                    .hasMessageContaining("1009 Max message length is 64 kB");
            assertThat(link.isOpen()).isFalse();
            connector.close();
        }
    }

    @Test
    void theTwentyFirstCallAtOnceIsRefusedAndOursAreEight() throws Exception {
        try (NasServer server = new NasServer(NasServer.Release.V25_10).start()) {
            var connector =
                    new Connector(Rig.target("a", server), "test", System.getLogger("test"));
            var link = (RpcLink) connector.open();
            var callers = new ArrayList<Thread>();
            for (int i = 0; i < 50; i++) {
                callers.add(
                        Thread.startVirtualThread(() -> {
                            try {
                                JsonNode answer = link.call("pool.query", List.of());
                                assertThat(answer.isArray()).isTrue();
                            } catch (ApiException | InterruptedException failed) {
                                throw new IllegalStateException(failed);
                            }
                        }));
            }
            for (Thread caller : callers) {
                caller.join();
            }
            assertThat(server.called("pool.query")).isEqualTo(50);
            assertThat(server.mostInFlight.get()).isLessThanOrEqualTo(8);
            link.close();
            connector.close();
        }
    }

    @Test
    void twentyCallsMayWaitAndTheNextOneMayNot() throws Exception {
        try (NasServer server = plain();
                var client = new Client(server)) {
            server.hang("core.ping");
            for (int i = 0; i < 20; i++) {
                client.call("core.ping", "[]");
            }
            assertThat(client.answer("core.ping", "[]")).contains("-32000");
        }
    }
}
