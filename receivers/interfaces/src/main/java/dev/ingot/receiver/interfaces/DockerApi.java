package dev.ingot.receiver.interfaces;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/// The Docker Engine API on its unix socket; Podman speaks it too. Used by several threads at once.
///
/// The version asked for is the one this was written against, or the nearest that the engine
/// accepts.
final class DockerApi implements AutoCloseable {
    private static final Version WRITTEN_AGAINST = new Version(1, 44);
    private static final long LONGEST_ANSWER = 32 << 20;
    private static final long LONGEST_EVENT = 1 << 20;

    private record Version(int major, int minor) implements Comparable<Version> {
        static @Nullable Version parse(String text) {
            int dot = text.indexOf('.');
            try {
                return dot < 0
                        ? null
                        : new Version(
                                Integer.parseInt(text, 0, dot, 10),
                                Integer.parseInt(text, dot + 1, text.length(), 10));
            } catch (NumberFormatException unknown) {
                return null;
            }
        }

        @Override
        public int compareTo(Version other) {
            return major != other.major ? major - other.major : minor - other.minor;
        }

        @Override
        public String toString() {
            return "v" + major + "." + minor;
        }
    }

    private final Path socket;
    private final OkHttpClient http;
    private final OkHttpClient streaming;
    private @Nullable Version version;

    /// @param timeout for a whole answer, the stream of events excepted
    DockerApi(Path socket, Duration timeout) {
        this.socket = socket;
        this.http =
                new OkHttpClient.Builder()
                        .socketFactory(new UnixSockets(socket))
                        .dns(_ -> List.of(InetAddress.getLoopbackAddress()))
                        .connectionPool(new ConnectionPool(1, 1, TimeUnit.MINUTES))
                        .callTimeout(timeout)
                        .followRedirects(false)
                        .build();
        this.streaming =
                http.newBuilder().callTimeout(Duration.ZERO).readTimeout(Duration.ZERO).build();
    }

    /// `GET` of a path such as `/containers/json`.
    ///
    /// @throws IOException `cannot ask docker <path>: <cause>`
    JsonNode get(String path) throws IOException {
        try (Response response = http.newCall(request(path)).execute()) {
            return Json.read("docker " + path, body(response));
        } catch (IOException failed) {
            throw explained(path, failed);
        }
    }

    /// Follows the events of containers and networks until the engine ends the stream.
    ///
    /// Interrupting the thread ends it.
    ///
    /// @param opened called once the engine has accepted; every later event reaches `event`
    void events(Runnable opened, Consumer<JsonNode> event) throws IOException {
        String path = "/events?filters=%7B%22type%22%3A%5B%22container%22%2C%22network%22%5D%7D";
        try (Response response = streaming.newCall(request(path)).execute()) {
            if (!response.isSuccessful()) {
                throw new IOException(body(response));
            }
            opened.run();
            BufferedSource lines = response.body().source();
            while (!lines.exhausted()) {
                event.accept(Json.read("docker /events", lines.readUtf8LineStrict(LONGEST_EVENT)));
            }
        } catch (IOException failed) {
            throw explained("/events", failed);
        }
    }

    private Request request(String path) throws IOException {
        return new Request.Builder().url("http://docker/" + version() + path).build();
    }

    private synchronized Version version() throws IOException {
        Version known = version;
        if (known == null) {
            known = negotiate();
            version = known;
        }
        return known;
    }

    /// Forgets the version, since the engine that answers next may be another.
    synchronized void renegotiate() {
        version = null;
    }

    private Version negotiate() throws IOException {
        var request = new Request.Builder().url("http://docker/version").build();
        try (Response response = http.newCall(request).execute()) {
            JsonNode answer = Json.read("docker /version", body(response));
            Version newest = Version.parse(answer.path("ApiVersion").asText());
            Version oldest = Version.parse(answer.path("MinAPIVersion").asText());
            if (newest == null) {
                throw new IOException("its version has no ApiVersion");
            }
            Version wanted = newest.compareTo(WRITTEN_AGAINST) < 0 ? newest : WRITTEN_AGAINST;
            return oldest != null && oldest.compareTo(wanted) > 0 ? oldest : wanted;
        } catch (IOException failed) {
            throw explained("/version", failed);
        }
    }

    private static String body(Response response) throws IOException {
        BufferedSource source = response.body().source();
        if (source.request(LONGEST_ANSWER + 1)) {
            throw new IOException("the answer is longer than " + LONGEST_ANSWER + " bytes");
        }
        String text = source.readString(StandardCharsets.UTF_8);
        if (!response.isSuccessful()) {
            String says = text.length() > 200 ? text.substring(0, 200) : text;
            throw new HttpStatus(response.code(), response.code() + " " + says.strip());
        }
        return text;
    }

    private IOException explained(String path, IOException failed) {
        if (failed instanceof Explained || failed instanceof HttpStatus) {
            return failed;
        }
        return new Explained(
                "cannot ask docker at " + socket + " for " + path + ": " + failed.getMessage(),
                failed);
    }

    @Override
    public void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }

    /// The engine answered, but not with what was asked for: 404 says that a container is gone.
    static final class HttpStatus extends IOException {
        private static final long serialVersionUID = 1;
        private final int code;

        HttpStatus(int code, String message) {
            super("docker answers " + message);
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    private static final class Explained extends IOException {
        private static final long serialVersionUID = 1;

        Explained(String message, IOException cause) {
            super(message, cause);
        }
    }
}
