package dev.ingot.exporter.otlp;

import dev.ingot.config.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/// Where requests of one kind of signal go. Used by one sending thread; `cancel` by any.
final class Destination {
    private static final long LONGEST_ANSWER = 64 << 10;

    private final OkHttpClient client;
    private final URI url;
    private final Wire wire;
    private final Map<String, Secret> headers;
    private final Authorization authorization;
    private final Compression compression;
    private final Duration timeout;
    private volatile @Nullable Call going;

    Destination(OkHttpClient client, EndpointConfig endpoint, Wire wire, AuthConfig auth) {
        this.client = client;
        this.url = endpoint.url();
        this.wire = wire;
        this.compression = endpoint.compression();
        this.headers = endpoint.headers();
        this.authorization = new Authorization(auth);
        this.timeout = endpoint.timeout();
    }

    /// The address as people know it, without secrets.
    String url() {
        return Urls.shown(url);
    }

    /// What requests for it are compressed with.
    Compression compression() {
        return compression;
    }

    /// Sends a request and waits for the answer, no longer than the configured timeout. Does not
    /// throw for what the network or the backend does.
    Answer send(ExportRequest request) {
        Request post;
        try {
            post = post(request);
        } catch (IOException noToken) {
            return new Answer.Later(
                    Duration.ZERO, "token", "cannot read the token: " + noToken.getMessage());
        }
        Call call = client.newCall(post);
        going = call;
        try (Response response = call.execute()) {
            return wire.answer(response, body(response));
        } catch (IOException unreachable) {
            return new Answer.Later(
                    Duration.ZERO, "connection", Causes.words(unreachable, timeout));
        } finally {
            going = null;
        }
    }

    private Request post(ExportRequest request) throws IOException {
        var post =
                new Request.Builder()
                        .url(url.toString())
                        .header("User-Agent", Urls.USER_AGENT)
                        .post(wire.body(request));
        wire.head(request, post);
        String authorized = authorization.header();
        if (!authorized.isEmpty()) {
            post.header("Authorization", authorized);
        }
        headers.forEach((name, value) -> post.header(name, value.reveal()));
        return post.build();
    }

    private static byte[] body(Response response) throws IOException {
        BufferedSource source = response.body().source();
        source.request(LONGEST_ANSWER);
        long length = Math.min(LONGEST_ANSWER, source.getBuffer().size());
        byte[] body = source.getBuffer().readByteArray(length);
        source.skip(source.getBuffer().size());
        return body;
    }

    /// Ends the attempt that is going on, if there is one.
    void cancel() {
        Call call = going;
        if (call != null) {
            call.cancel();
        }
    }
}
