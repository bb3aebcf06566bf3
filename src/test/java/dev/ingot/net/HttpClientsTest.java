package dev.ingot.net;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.Test;

class HttpClientsTest {
    @Test
    void redirectsAreHandedBackAndRequestsSentAtOnce() throws IOException {
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    exchange.getResponseHeaders().add("Location", "http://elsewhere.test/");
                    exchange.sendResponseHeaders(307, -1);
                    exchange.close();
                });
        server.start();
        OkHttpClient client = HttpClients.prompt(Duration.ofSeconds(30)).build();
        var request =
                new Request.Builder()
                        .url("http://127.0.0.1:" + server.getAddress().getPort() + "/")
                        .build();
        try (var answer = client.newCall(request).execute();
                Socket socket = client.socketFactory().createSocket()) {
            assertThat(answer.code()).isEqualTo(307);
            assertThat(socket.getTcpNoDelay()).isTrue();
        } finally {
            client.connectionPool().evictAll();
            server.stop(0);
        }
    }
}
