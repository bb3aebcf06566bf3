package dev.ingot.exporter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.component.Context;
import dev.ingot.component.Verdict;
import dev.ingot.component.WhenFull;
import dev.ingot.record.Points;
import dev.ingot.record.Series;
import dev.ingot.record.Signal;
import dev.ingot.telemetry.Telemetry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.zip.GZIPInputStream;

/// A started exporter on a port that the system picked, and a client for it.
final class Served implements AutoCloseable {
    final Telemetry telemetry = new Telemetry();
    final PrometheusExporter exporter;
    final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(60)).build();

    Served(String yaml) throws IOException {
        this(yaml, 0);
    }

    Served(String yaml, int port) throws IOException {
        var config = new Written("endpoint: 127.0.0.1:" + port + "\n" + yaml).config();
        exporter = new PrometheusExporter(config, context());
        exporter.start();
    }

    private Context context() {
        return new Context(
                "prometheus",
                InstantSource.system(),
                telemetry.tally("exporter", "prometheus"),
                Duration.ofSeconds(2));
    }

    int port() {
        return exporter.address().getPort();
    }

    Served put(Series series, double value) {
        var points = new Points();
        points.add(series, nowNanos(), value);
        return accept(points);
    }

    Served accept(Signal signal) {
        assertThat(exporter.accept(signal, WhenFull.PUSH_BACK)).isEqualTo(Verdict.ACCEPTED);
        return this;
    }

    static long nowNanos() {
        var now = InstantSource.system().instant();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    /// The answer to a request with headers, names and values in turn.
    HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        return send("GET", path, headers);
    }

    HttpResponse<byte[]> send(String method, String path, String... headers) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .timeout(Duration.ofSeconds(60));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    String text(String path, String... headers) throws Exception {
        return text(get(path, headers));
    }

    static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    static byte[] gunzip(byte[] packed) throws IOException {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return in.readAllBytes();
        }
    }

    @Override
    public void close() {
        client.close();
        exporter.close();
    }
}
