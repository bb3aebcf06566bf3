package dev.ingot.exporter.otlp;

import dev.ingot.config.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import okhttp3.Call;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/// OTLP over HTTP: binary protobuf by POST (https://opentelemetry.io/docs/specs/otlp/#otlphttp).
final class HttpDestination implements Destination {
    /// Prometheus wants exactly this, without a charset.
    private static final MediaType PROTOBUF = MediaType.get("application/x-protobuf");

    private static final long LONGEST_ANSWER = 64 << 10;
    private static final Set<Integer> TOO_LARGE = Set.of(413);

    private final OkHttpClient client;
    private final URI url;
    private final Map<String, Secret> headers;
    private final Authorization authorization;
    private final Set<Integer> retryOn;
    private final Duration timeout;
    private final InstantSource clock;
    private final ServerWords words;
    private volatile @Nullable Call going;

    HttpDestination(OkHttpClient client, URI url, OtlpConfig config, InstantSource clock) {
        this.client = client;
        this.url = url;
        this.headers = config.headers();
        this.authorization = new Authorization(config.auth());
        this.retryOn = config.retry().statuses();
        this.timeout = config.timeout();
        this.clock = clock;
        this.words = new ServerWords(config.headers().values());
    }

    @Override
    public String url() {
        return Urls.shown(url);
    }

    @Override
    public void cancel() {
        Call call = going;
        if (call != null) {
            call.cancel();
        }
    }

    @Override
    public Answer send(ExportRequest request) {
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
            return answer(response);
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
                        .post(RequestBody.create(request.body(), PROTOBUF));
        if (request.compression() != Compression.NONE) {
            post.header("Content-Encoding", request.compression().encoding());
        }
        String authorized = authorization.header();
        if (!authorized.isEmpty()) {
            post.header("Authorization", authorized);
        }
        headers.forEach((name, value) -> post.header(name, value.reveal()));
        return post.build();
    }

    private Answer answer(Response response) throws IOException {
        int status = response.code();
        String contentType = String.valueOf(response.header("Content-Type", ""));
        byte[] body = body(response);
        if (response.isSuccessful()) {
            return taken(body, contentType);
        }
        String message = words.of(body, contentType);
        String why = "it answers " + status + (message.isEmpty() ? "" : ": " + message);
        String reason = "http_" + status;
        if (retryOn.contains(status)) {
            var after = RetryAfter.parse(response.header("Retry-After"), clock.instant());
            return new Answer.Later(after, reason, why);
        }
        if (TOO_LARGE.contains(status) || (status == 400 && TooLargeWords.in(message))) {
            return new Answer.TooLarge(why);
        }
        return new Answer.Refused(reason, why + advice(status, response));
    }

    private Answer taken(byte[] body, String contentType) {
        boolean page = contentType.contains("html") || (body.length > 0 && body[0] == '<');
        if (page) {
            return new Answer.Refused(
                    "not_otlp", "it answers with a web page; is that an OTLP endpoint?");
        }
        var partial =
                contentType.contains("json") ? PartialSuccess.NONE : PartialSuccess.read(body);
        return new Answer.Delivered(partial.rejected(), words.clean(partial.message()));
    }

    private static String advice(int status, Response response) {
        return switch (status) {
            case 301, 302, 303, 307, 308 ->
                    "; it redirects to `" + response.header("Location") + "`, set that as endpoint";
            case 401 -> "; check `auth` and `headers`";
            case 403 -> "; check the rights of the user in `auth` and the tenant in `headers`";
            case 404 ->
                    "; check the path of the endpoint, and that the backend has OTLP switched on";
            case 415 -> "; the backend does not take protobuf or this `compression`";
            default -> "";
        };
    }

    private static byte[] body(Response response) throws IOException {
        BufferedSource source = response.body().source();
        source.request(LONGEST_ANSWER);
        return source.getBuffer()
                .readByteArray(Math.min(LONGEST_ANSWER, source.getBuffer().size()));
    }
}
