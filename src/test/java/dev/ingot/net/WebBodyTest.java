package dev.ingot.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingot.component.Context;
import dev.ingot.net.WebServer.Reply;
import dev.ingot.telemetry.Tally;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WebBodyTest {
    private static final byte[] PIECE = new byte[100_000];
    private static final WebServer.Body LONG =
            out -> {
                for (int i = 0; i < 50; i++) {
                    out.write(PIECE);
                }
            };

    private static HttpResponse<byte[]> answer(String method, WebServer.Body body)
            throws Exception {
        var context =
                new Context(
                        "web", InstantSource.system(), Tally.standalone(), Duration.ofSeconds(5));
        var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        WebHandler handler = _ -> Reply.of(200, "text/plain", body);
        try (var server = new WebServer(context, loopback, Optional.empty(), Map.of("/", handler));
                var client = HttpClient.newHttpClient()) {
            server.start();
            var uri = URI.create("http://127.0.0.1:" + server.address().getPort() + "/");
            var request =
                    HttpRequest.newBuilder(uri)
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .timeout(Duration.ofSeconds(60))
                            .build();
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    @Test
    void bodyIsMadeWhileItIsSent() throws Exception {
        assertThat(answer("GET", LONG).body()).hasSize(50 * PIECE.length);
    }

    @Test
    void headHasNoBody() throws Exception {
        assertThat(answer("HEAD", LONG).body()).isEmpty();
    }

    @Test
    void bodyThatBreaksOffDoesNotLookWhole() {
        assertThatThrownBy(() ->
                        answer(
                                "GET",
                                out -> {
                                    out.write(PIECE);
                                    throw new IllegalStateException("broken");
                                }))
                .isInstanceOf(IOException.class);
    }
}
