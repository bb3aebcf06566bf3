package dev.ingot.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.wire.ProtoWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class OtlpSinkTest {
    private static final int GAUGE = 5;
    private static final int SUM = 7;

    /// A request with one metric for every kind, each of as many points.
    private static byte[] metrics(int points, int... kinds) {
        var out = new ProtoWriter(256);
        int resourceMetrics = out.begin(1);
        int scopeMetrics = out.begin(2);
        for (int kind : kinds) {
            int metric = out.begin(2);
            out.string(1, "name");
            int data = out.begin(kind);
            items(out, 1, points);
            out.end(data);
            out.end(metric);
        }
        out.end(scopeMetrics);
        out.end(resourceMetrics);
        return out.toByteArray();
    }

    private static byte[] logs(int records) {
        var out = new ProtoWriter(256);
        int resourceLogs = out.begin(1);
        int scopeLogs = out.begin(2);
        items(out, 2, records);
        out.end(scopeLogs);
        out.end(resourceLogs);
        return out.toByteArray();
    }

    private static void items(ProtoWriter out, int field, int count) {
        for (int i = 0; i < count; i++) {
            int item = out.begin(field);
            out.string(7, "not looked at");
            out.end(item);
        }
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    @Test
    void pointsOfGaugesAndSumsAreCounted() throws Exception {
        try (var sink = new OtlpSink(0)) {
            byte[] body = metrics(300, GAUGE, SUM);
            post(sink, "/v1/metrics", body, "identity");
            assertThat(sink.items()).isEqualTo(600);
            assertThat(sink.bytes()).isEqualTo(body.length);
        }
    }

    @Test
    void logRecordsAreCountedCompressedOrNot() throws Exception {
        try (var sink = new OtlpSink(0)) {
            byte[] body = logs(200);
            post(sink, "/v1/logs", body, "identity");
            post(sink, "/v1/logs", gzip(body), "gzip");
            assertThat(sink.items()).isEqualTo(400);
            assertThat(sink.bytes()).isEqualTo(2L * body.length);
        }
    }

    private static void post(OtlpSink sink, String path, byte[] body, String encoding)
            throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(URI.create(sink.endpoint() + path))
                            .header("Content-Encoding", encoding)
                            .POST(BodyPublishers.ofByteArray(body))
                            .build();
            assertThat(client.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
        }
    }
}
