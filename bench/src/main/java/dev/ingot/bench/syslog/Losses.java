package dev.ingot.bench.syslog;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What the agent says that it lost, by its own metrics.
final class Losses {
    private static final Pattern LOSS =
            Pattern.compile(
                    "(\\w*(?:kernel_drops|rejected|left_out|dropped|refused|failed)\\w*)"
                            + "(?:\\{.*})? (\\S+)");
    private static final Pattern SENT =
            Pattern.compile("otelcol_exporter_sent_log_records(?:\\{.*})? (\\S+)");
    private static final Duration UP_TO_DATE = Duration.ofSeconds(10);

    private final URI metrics;

    /// @param port where the agent serves its metrics
    Losses(int port) {
        metrics = URI.create("http://127.0.0.1:" + port + "/metrics");
    }

    /// One line for people: every loss counter that is not 0, or that there is none. The metrics
    /// are a little late, so this waits until they know of all that came out.
    String since(long sentRecords) throws IOException, InterruptedException {
        long end = System.nanoTime() + UP_TO_DATE.toNanos();
        String text = fetch();
        while (sum(text) < sentRecords && System.nanoTime() < end) {
            Thread.sleep(200);
            text = fetch();
        }
        var losses = new TreeMap<String, Double>();
        text.lines()
                .map(LOSS::matcher)
                .filter(line -> line.matches() && Double.parseDouble(line.group(2)) > 0)
                .forEach(line ->
                        losses.merge(
                                line.group(1), Double.parseDouble(line.group(2)), Double::sum));
        return losses.isEmpty() ? "every loss counter is 0" : "losses " + losses;
    }

    private static double sum(String text) {
        return text.lines()
                .map(SENT::matcher)
                .filter(java.util.regex.Matcher::matches)
                .mapToDouble(line -> Double.parseDouble(line.group(1)))
                .sum();
    }

    private String fetch() throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(metrics).build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }
}
