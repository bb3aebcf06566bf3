package dev.ingot.exporter.otlp;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Set;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;

/// OTLP over HTTP: binary protobuf by POST (https://opentelemetry.io/docs/specs/otlp/#otlphttp).
final class HttpWire implements Wire {
    /// Prometheus wants exactly this, without a charset.
    private static final MediaType PROTOBUF = MediaType.get("application/x-protobuf");

    private static final Set<Integer> TOO_LARGE = Set.of(413);
    private static final String CHECK_PATH = "; check the path of the endpoint";

    private final Set<Integer> retryOn;
    private final InstantSource clock;
    private final ServerWords words;

    HttpWire(EndpointConfig endpoint, RetryConfig retry, InstantSource clock) {
        this.retryOn = retry.statuses();
        this.clock = clock;
        this.words = new ServerWords(endpoint.headers());
    }

    @Override
    public RequestBody body(ExportRequest request) {
        return new Body(request.body());
    }

    @Override
    public void head(ExportRequest request, Request.Builder post) {
        if (request.compression() != Compression.NONE) {
            post.header("Content-Encoding", request.compression().encoding());
        }
    }

    @Override
    public Answer answer(Response response, byte[] body) {
        int status = response.code();
        String contentType = String.valueOf(response.header("Content-Type", ""));
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
        return new Answer.Refused(reason, why + advice(status, message, response));
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

    private static String advice(int status, String message, Response response) {
        return switch (status) {
            // VictoriaMetrics and VictoriaLogs have no 404.
            case 400 -> message.startsWith("unsupported path") ? CHECK_PATH : "";
            case 301, 302, 303, 307, 308 ->
                    "; it redirects to `" + response.header("Location") + "`, set that as endpoint";
            // Mimir and Loki with tenants, asked without one.
            case 401 ->
                    message.equals("no org id")
                            ? "; name a tenant: `headers: {X-Scope-OrgID: home}`"
                            : "; check `auth` and `headers`";
            case 403 -> "; check the rights of the user in `auth` and the tenant in `headers`";
            case 404 -> CHECK_PATH + ", and that the backend has OTLP switched on";
            case 415 -> "; the backend does not take protobuf or this `compression`";
            default -> "";
        };
    }

    private static final class Body extends RequestBody {
        private final byte[] bytes;

        Body(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public MediaType contentType() {
            return PROTOBUF;
        }

        @Override
        public long contentLength() {
            return bytes.length;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            Pieces.write(bytes, sink);
        }
    }
}
