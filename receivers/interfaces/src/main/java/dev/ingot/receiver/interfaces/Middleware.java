package dev.ingot.receiver.interfaces;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;

/// The virtual machines of TrueNAS by its middleware's own socket: JSON-RPC 2.0 over a WebSocket
/// (25.04 and later), where root is trusted. Costs no process, where `midclt` starts a Python one.
final class Middleware implements MachineSource {
    private static final String SOCKET = "/run/middleware/middlewared.sock";
    private static final String QUESTION =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"vm.query\",\"params\":[]}";

    private final HostFiles files;
    private final Duration timeout;

    Middleware(HostFiles files, Duration timeout) {
        this.files = files;
        this.timeout = timeout;
    }

    @Override
    public boolean isHere() {
        return Files.exists(files.inRoot(SOCKET));
    }

    @Override
    public Map<Integer, String> machines() throws IOException, InterruptedException {
        JsonNode answer = Json.read("middlewared", ask(files.inRoot(SOCKET)));
        if (!answer.path("result").isArray()) {
            throw new IOException(
                    "cannot ask middlewared for vm.query: " + answer.path("error").path("message"));
        }
        return Midclt.machines(files, answer.path("result"));
    }

    private String ask(Path socket) throws IOException, InterruptedException {
        var client =
                new OkHttpClient.Builder()
                        .socketFactory(new UnixSockets(socket))
                        .dns(_ -> List.of(InetAddress.getLoopbackAddress()))
                        .connectTimeout(timeout)
                        .readTimeout(timeout)
                        .build();
        var answer = new CompletableFuture<String>();
        var request = new Request.Builder().url("http://middleware/api/current").build();
        WebSocket connection = client.newWebSocket(request, new Answer(answer));
        try {
            return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            throw new IOException(
                    "cannot ask middlewared at "
                            + socket
                            + ": "
                            + Objects.requireNonNullElse(failed.getCause(), failed).getMessage());
        } catch (TimeoutException late) {
            throw new IOException(
                    "cannot ask middlewared at "
                            + socket
                            + ": no answer within "
                            + timeout.toMillis()
                            + " ms");
        } finally {
            connection.cancel();
            client.dispatcher().executorService().shutdown();
            client.connectionPool().evictAll();
        }
    }

    /// Asks once the connection is open and keeps the first message that answers.
    private static final class Answer extends WebSocketListener {
        private final CompletableFuture<String> answer;

        Answer(CompletableFuture<String> answer) {
            this.answer = answer;
        }

        @Override
        public void onOpen(WebSocket connection, Response response) {
            connection.send(QUESTION);
        }

        @Override
        public void onMessage(WebSocket connection, String text) {
            if (text.contains("\"id\"")) {
                answer.complete(text);
            }
        }

        @Override
        public void onClosing(WebSocket connection, int code, String reason) {
            answer.completeExceptionally(new IOException("it closed: " + code + " " + reason));
        }

        @Override
        public void onFailure(
                WebSocket connection, Throwable failure, @Nullable Response response) {
            answer.completeExceptionally(
                    new IOException(
                            response == null ? failure.getMessage() : "HTTP " + response.code()));
        }
    }
}
