package dev.ingot.bench.graphite;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.wire.ProtoWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraphiteLoadTest {
    private static final int GAUGE = 5;
    private static final int SUM = 7;

    /// A request with one metric for every kind, each of as many points.
    private static byte[] request(int points, int... kinds) {
        var out = new ProtoWriter(256);
        int resourceMetrics = out.begin(1);
        int scopeMetrics = out.begin(2);
        for (int kind : kinds) {
            int metric = out.begin(2);
            out.string(1, "name");
            int data = out.begin(kind);
            for (int i = 0; i < points; i++) {
                int point = out.begin(1);
                out.string(7, "not looked at");
                out.end(point);
            }
            out.end(data);
            out.end(metric);
        }
        out.end(scopeMetrics);
        out.end(resourceMetrics);
        return out.toByteArray();
    }

    @Test
    void theSinkCountsThePointsOfGaugesAndSums() throws Exception {
        try (var sink = new OtlpSink(0);
                var client = HttpClient.newHttpClient()) {
            var uri = URI.create("http://127.0.0.1:" + sink.port() + "/v1/metrics");
            byte[] body = request(300, GAUGE, SUM);
            var request =
                    HttpRequest.newBuilder(uri)
                            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                            .build();
            var answer = client.send(request, HttpResponse.BodyHandlers.discarding());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(sink.points()).isEqualTo(600);
            assertThat(sink.bytes()).isEqualTo(body.length);
        }
    }

    @Test
    void roundsDifferInTimeAndValueOnly() {
        Lines lines = Lines.of(100, 200);
        String first = new String(lines.at(1_700_000_000, 1), US_ASCII);
        String second = new String(lines.at(1_700_000_001, 2), US_ASCII);
        assertThat(first.lines()).hasSize(100).allMatch(line -> line.endsWith("1 1700000000"));
        assertThat(second.lines()).allMatch(line -> line.endsWith("2 1700000001"));
        assertThat(paths(second)).isEqualTo(paths(first)).doesNotHaveDuplicates();
    }

    private static List<String> paths(String text) {
        return text.lines().map(line -> line.substring(0, line.indexOf(' '))).toList();
    }

    @Test
    void optionsHaveDefaults() {
        var options = GraphiteLoad.Options.parse(List.of("--rounds", "3", "--peer", "x y"));
        assertThat(options.rounds()).isEqualTo(3);
        assertThat(options.peer()).isEqualTo("x y");
        assertThat(options.series()).isEqualTo(100_000);
    }
}
