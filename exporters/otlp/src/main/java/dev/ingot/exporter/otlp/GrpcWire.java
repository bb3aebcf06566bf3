package dev.ingot.exporter.otlp;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/// OTLP over gRPC: unary calls over HTTP/2
/// (https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md), which takes no more than a
/// frame around the message and a status behind the answer.
final class GrpcWire implements Wire {
    private static final MediaType GRPC = MediaType.get("application/grpc");
    private static final int FRAME_HEAD = 5;

    private final Duration timeout;
    private final ServerWords words;

    GrpcWire(EndpointConfig endpoint) {
        this.timeout = endpoint.timeout();
        this.words = new ServerWords(endpoint.headers());
    }

    @Override
    public RequestBody body(ExportRequest request) {
        return new Frame(request);
    }

    @Override
    public void head(ExportRequest request, Request.Builder post) {
        post.header("te", "trailers").header("grpc-timeout", timeout.toMillis() + "m");
        if (request.compression() != Compression.NONE) {
            post.header("grpc-encoding", request.compression().encoding());
        }
    }

    @Override
    public Answer answer(Response response, byte[] body) throws IOException {
        if (response.code() != 200) {
            return httpStatus(response.code());
        }
        Headers trailers = response.trailers();
        String status = trailers.get("grpc-status");
        if (status == null) {
            status = response.header("grpc-status");
            trailers = response.headers();
        }
        if (status == null || !status.matches("[0-9]{1,2}")) {
            return new Answer.Refused(
                    "not_otlp", "it does not answer as a gRPC server; is the port right?");
        }
        if (status.equals("0")) {
            return taken(body);
        }
        return GrpcStatus.answer(
                Integer.parseInt(status),
                words.clean(decoded(String.valueOf(trailers.get("grpc-message")))),
                details(trailers.get("grpc-status-details-bin")));
    }

    /// An answer from something before the gRPC server, such as a proxy.
    private static Answer httpStatus(int status) {
        String why = "it answers HTTP " + status;
        return switch (status) {
            case 429, 502, 503, 504 -> new Answer.Later(Duration.ZERO, "http_" + status, why);
            default -> new Answer.Refused("http_" + status, why + "; is that a gRPC server?");
        };
    }

    private Answer taken(byte[] body) {
        if (body.length <= FRAME_HEAD || body[0] != 0) {
            return Answer.Delivered.ALL;
        }
        byte[] message = Arrays.copyOfRange(body, FRAME_HEAD, body.length);
        var partial = PartialSuccess.read(message);
        return new Answer.Delivered(partial.rejected(), words.clean(partial.message()));
    }

    private static byte[] details(@Nullable String header) {
        try {
            return header == null ? new byte[0] : Base64.getMimeDecoder().decode(header);
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }

    private static String decoded(String percentEncoded) {
        try {
            return percentEncoded.equals("null")
                    ? ""
                    : URLDecoder.decode(percentEncoded.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return percentEncoded;
        }
    }

    /// The request behind its head: whether it is compressed, and its length.
    private static final class Frame extends RequestBody {
        private final ExportRequest request;

        Frame(ExportRequest request) {
            this.request = request;
        }

        @Override
        public MediaType contentType() {
            return GRPC;
        }

        @Override
        public long contentLength() {
            return FRAME_HEAD + (long) request.body().length;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            sink.writeByte(request.compression() == Compression.NONE ? 0 : 1);
            sink.writeInt(request.body().length);
            Pieces.write(request.body(), sink);
        }
    }
}
