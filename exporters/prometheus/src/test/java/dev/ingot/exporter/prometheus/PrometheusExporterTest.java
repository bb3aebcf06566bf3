package dev.ingot.exporter.prometheus;

import static dev.ingot.exporter.prometheus.Bridges.SIZE;
import static dev.ingot.exporter.prometheus.Bridges.series;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdInputStream;
import dev.ingot.component.Context;
import dev.ingot.component.Verdict;
import dev.ingot.component.WhenFull;
import dev.ingot.record.Logs;
import dev.ingot.record.Points;
import dev.ingot.record.Series;
import dev.ingot.telemetry.Tally;
import dev.ingot.testkit.Await;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;

class PrometheusExporterTest {
    private static final Series TANK = series(SIZE, "pool", "tank");

    @Test
    void metricsAreServed() throws Exception {
        try (var served = new Served("")) {
            served.put(TANK, 5);
            var response = served.get("/metrics");
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("content-type"))
                    .hasValue("text/plain; version=0.0.4; charset=utf-8; escaping=underscores");
            assertThat(Served.text(response))
                    .isEqualTo(
                            """
                            # HELP pool_size_bytes Capacity of the pool.
                            # TYPE pool_size_bytes gauge
                            pool_size_bytes{pool="tank"} 5
                            """);
        }
    }

    @Test
    void metricsAreCompressedForThoseWhoAsk() throws Exception {
        try (var served = new Served("")) {
            served.put(TANK, 5);
            byte[] plain = served.get("/metrics").body();
            var gzip = served.get("/metrics", "Accept-Encoding", "gzip");
            assertThat(gzip.headers().firstValue("content-encoding")).hasValue("gzip");
            assertThat(Served.gunzip(gzip.body())).isEqualTo(plain);
            var zstd = served.get("/metrics", "Accept-Encoding", "gzip, zstd");
            assertThat(zstd.headers().firstValue("content-encoding")).hasValue("zstd");
            try (var in = new ZstdInputStream(new ByteArrayInputStream(zstd.body()))) {
                assertThat(in.readAllBytes()).isEqualTo(plain);
            }
        }
    }

    @Test
    void scraperGetsTheFormatItAsksFor() throws Exception {
        try (var served = new Served("")) {
            served.put(TANK, 5);
            var response = served.get("/metrics", "Accept", "application/openmetrics-text");
            assertThat(response.headers().firstValue("content-type"))
                    .hasValue(
                            "application/openmetrics-text; version=1.0.0; charset=utf-8;"
                                    + " escaping=underscores");
            assertThat(Served.text(response)).endsWith("# EOF\n");
        }
    }

    @Test
    void headHasNoBodyAndOtherMethodsAreRefused() throws Exception {
        try (var served = new Served("")) {
            served.put(TANK, 5);
            var head = served.send("HEAD", "/metrics");
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
            for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH")) {
                var refused = served.send(method, "/metrics");
                assertThat(refused.statusCode()).as(method).isEqualTo(405);
                assertThat(refused.headers().firstValue("allow")).hasValue("GET, HEAD");
            }
            assertThat(served.get("/other").statusCode()).isEqualTo(404);
            assertThat(served.text("/other")).isEqualTo("not found; / says what is where\n");
        }
    }

    @Test
    void pointsAreCountedAsSentAndThoseWithoutRoomAsDropped() throws Exception {
        try (var served = new Served("max_series: 1")) {
            served.put(TANK, 1).put(series(SIZE, "pool", "boot"), 1).put(TANK, 2);
            assertThat(served.telemetry.text())
                    .isEqualTo(
                            """
                            otelcol_exporter_enqueue_failed_metric_points{exporter=prometheus, \
                            reason=max_series} 1
                            otelcol_exporter_sent_metric_points{exporter=prometheus} 2
                            """);
            var gauges = new Points();
            served.telemetry.collect(gauges, 0);
            assertThat(gauges.value(gauges.size() - 1)).isEqualTo(1);
            assertThat(gauges.series(gauges.size() - 1).metric().name())
                    .isEqualTo("ingot_exporter_series");
        }
    }

    @Test
    void logsAreRefused() throws Exception {
        try (var served = new Served("")) {
            assertThat(served.exporter.accept(new Logs(), WhenFull.MAKE_ROOM))
                    .isInstanceOf(Verdict.Refused.class);
        }
    }

    @Test
    void closesWithoutStartAndTwiceAndLeavesNoThread() throws Exception {
        var served = new Served("");
        served.text("/metrics");
        served.close();
        served.close();
        Await.until(
                "no thread of the exporter",
                () ->
                        Thread.getAllStackTraces().keySet().stream()
                                .noneMatch(thread -> thread.getName().startsWith("prometheus")));
    }

    @Test
    void portThatIsTakenIsSaid() throws Exception {
        try (var served = new Served("")) {
            assertThatThrownBy(() -> new Served("", served.port()).close())
                    .isInstanceOf(IOException.class)
                    .hasMessage(
                            "cannot listen on tcp 127.0.0.1:%d: Address already in use"
                                    .formatted(served.port()));
        }
    }

    /// What an exporter at an address says when it starts.
    private static List<String> said(String endpoint, String more) throws IOException {
        var said = new ArrayList<String>();
        var handler =
                new Handler() {
                    @Override
                    public void publish(LogRecord line) {
                        said.add(new SimpleFormatter().formatMessage(line));
                    }

                    @Override
                    public void flush() {}

                    @Override
                    public void close() {}
                };
        var logger = Logger.getLogger("prometheus/hint");
        logger.addHandler(handler);
        var context =
                new Context(
                        "prometheus/hint",
                        InstantSource.system(),
                        Tally.standalone(),
                        Duration.ofSeconds(2));
        var config = new Written("endpoint: " + endpoint + "\n" + more).config();
        var exporter = new PrometheusExporter(config, context);
        try {
            exporter.start();
        } finally {
            exporter.close();
            logger.removeHandler(handler);
        }
        return said;
    }

    @Test
    void whoServesEverybodyIsToldHowNotTo() throws IOException {
        assertThat(said("0.0.0.0:0", ""))
                .singleElement()
                .asString()
                .matches(
                        "everyone who reaches port \\d+ may read the metrics; `web` asks for a"
                                + " password, `endpoint: localhost:\\d+` serves this machine only");
        assertThat(said("127.0.0.1:0", "")).isEmpty();
        assertThat(said("0.0.0.0:0", "web: {bearer_token: 0123456789abcdef}")).isEmpty();
    }
}
