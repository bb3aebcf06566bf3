package dev.ingot.exporter.prometheus;

import static dev.ingot.exporter.prometheus.Bridges.READS;
import static dev.ingot.exporter.prometheus.Bridges.SIZE;
import static dev.ingot.exporter.prometheus.Bridges.origin;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.record.Labels;
import dev.ingot.record.Series;
import java.util.List;
import org.junit.jupiter.api.Test;

class PagesTest {
    private static final Series ONE =
            Series.of(origin("pve", "pve1:8006"), SIZE, Labels.of("pool", "tank"));
    private static final Series TWO =
            Series.of(origin("pve", "pve2"), SIZE, Labels.of("pool", "tank"));
    private static final Series TWO_READS = Series.of(origin("pve", "pve2"), READS, Labels.EMPTY);

    private static Served pve() throws Exception {
        return new Served("paths: [/metrics, /pve]").put(ONE, 1).put(TWO, 2).put(TWO_READS, 3);
    }

    @Test
    void everyPathOfTheListServesMetrics() throws Exception {
        try (var served = pve()) {
            assertThat(served.text("/pve")).isEqualTo(served.text("/metrics"));
        }
    }

    @Test
    void targetChoosesByInstanceWithOrWithoutItsPort() throws Exception {
        try (var served = pve()) {
            String one = "pool_size_bytes{instance=\"pve1:8006\",job=\"pve\",pool=\"tank\"} 1\n";
            assertThat(served.text("/pve?target=pve1:8006")).endsWith("gauge\n" + one);
            assertThat(served.text("/pve?module=default&cluster=1&node=1&target=pve1"))
                    .endsWith(one);
            assertThat(Parsed.text(served.text("/pve?target=pve2")).samples).hasSize(2);
            assertThat(Parsed.text(served.text("/pve?target=")).samples).hasSize(3);
            assertThat(served.get("/pve?target=pve").statusCode()).isEqualTo(404);
            assertThat(served.get("/pve?target=pve1:9").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void parametersOfTheReplacedExporterAreHeeded() throws Exception {
        String options =
                """
                paths: [/metrics, /pve]
                parameters:
                  - {name: module, values: [default, other]}
                  - {name: node, leaves_out: 'pool_(reads|writes)_total'}
                """;
        try (var served = new Served(options)) {
            served.put(ONE, 1).put(TWO, 2).put(TWO_READS, 3);
            assertThat(served.get("/pve?module=other").statusCode()).isEqualTo(200);
            assertThat(served.get("/pve?module=none").statusCode()).isEqualTo(400);
            assertThat(served.get("/pve?module=none").body())
                    .asString(UTF_8)
                    .startsWith("no such module");
            assertThat(served.get("/pve?target=none&module=default").statusCode()).isEqualTo(404);
            for (String on : List.of("", "?node=1", "?node=true", "?cluster=0")) {
                assertThat(Parsed.text(served.text("/pve" + on)).samples).as(on).hasSize(3);
            }
            for (String off : List.of("0", "false", "False", "")) {
                assertThat(served.text("/pve?target=pve2&node=" + off))
                        .contains("pool_size_bytes")
                        .doesNotContain("pool_reads_total");
            }
        }
    }

    @Test
    void seriesOfSeveralTargetsThatAreOtherwiseEqualAreServedToEach() throws Exception {
        try (var served = new Served("identity: none\npaths: [/pve]")) {
            served.put(ONE, 1).put(TWO, 2);
            assertThat(served.text("/pve?target=pve1")).endsWith("{pool=\"tank\"} 1\n");
            assertThat(served.text("/pve?target=pve2")).endsWith("{pool=\"tank\"} 2\n");
            assertThat(served.text("/pve")).endsWith("{pool=\"tank\"} 2\n");
        }
    }

    @Test
    void namesChooseMetrics() throws Exception {
        try (var served = pve()) {
            assertThat(Parsed.text(served.text("/metrics?name[]=pool_reads_total")).samples)
                    .hasSize(1);
            assertThat(
                            Parsed.text(
                                            served.text(
                                                    "/metrics?name%5B%5D=pool_reads_total"
                                                            + "&name%5B%5D=pool_size_bytes"
                                                            + "&target=pve2"))
                                    .samples)
                    .hasSize(2);
            assertThat(served.text("/metrics?name[]=other")).isEmpty();
        }
    }

    @Test
    void healthAnswersAsTheReplacedExportersDid() throws Exception {
        try (var served = pve()) {
            assertThat(served.text("/health")).isEqualTo("{\"status\": \"ok\"}\n");
            assertThat(served.text("/healthz")).isEqualTo("{\"status\": \"ok\"}\n");
            assertThat(served.text("/-/healthy")).isEqualTo("ok\n");
            assertThat(served.text("/-/ready")).isEqualTo("ok\n");
        }
    }

    @Test
    void listenerIsReadyAndEmptyBeforeAnythingArrived() throws Exception {
        try (var served = new Served("")) {
            assertThat(served.text("/-/ready")).isEqualTo("ok\n");
            assertThat(served.get("/metrics").statusCode()).isEqualTo(200);
            assertThat(served.text("/metrics")).isEmpty();
            assertThat(served.text("/metrics", "Accept", "application/openmetrics-text"))
                    .isEqualTo("# EOF\n");
            assertThat(served.text("/")).contains("0 series");
            assertThat(served.get("/metrics?target=nas01").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void headAnswersLikeGetOnEveryPath() throws Exception {
        try (var served = pve()) {
            for (String path :
                    List.of(
                            "/",
                            "/metrics",
                            "/pve?target=pve1",
                            "/pve?target=no",
                            "/health",
                            "/healthz",
                            "/-/healthy",
                            "/-/ready",
                            "/api/targets",
                            "/no")) {
                var head = served.send("HEAD", path);
                assertThat(head.body()).as(path).isEmpty();
                var get = served.get(path);
                assertThat(head.statusCode()).as(path).isEqualTo(get.statusCode());
                assertThat(head.headers().firstValue("content-type"))
                        .isEqualTo(get.headers().firstValue("content-type"));
            }
        }
    }

    @Test
    void targetsAreListedForServiceDiscovery() throws Exception {
        try (var served = pve()) {
            String host = "127.0.0.1:" + served.port();
            assertThat(served.text("/api/targets"))
                    .isEqualTo(
                            """
                            [
                             {"targets": ["HOST"], "labels": {"__scheme__": "http", \
                            "__metrics_path__": "/metrics", "__param_target": "pve1:8006", \
                            "instance": "pve1:8006", "job": "pve"}},
                             {"targets": ["HOST"], "labels": {"__scheme__": "http", \
                            "__metrics_path__": "/metrics", "__param_target": "pve2", \
                            "instance": "pve2", "job": "pve"}}
                            ]
                            """
                                    .replace("HOST", host));
        }
        try (var served = new Served("")) {
            assertThat(served.text("/api/targets")).isEqualTo("[]\n");
        }
    }

    @Test
    void landingPageSaysWhatIsWhereAndEscapesIt() throws Exception {
        try (var served = pve()) {
            served.put(Series.of(origin("x", "<b>&\""), SIZE, Labels.EMPTY), 1);
            assertThat(served.text("/"))
                    .contains("<a href=\"/metrics\">", "<a href=\"/pve\">", "4 series")
                    .contains("<a href=\"/metrics?target=pve1%3A8006\">", "&lt;b&gt;&amp;&quot;")
                    .doesNotContain("<b>");
        }
    }

    @Test
    void answersKeepBrowsersSafe() throws Exception {
        try (var served = new Served("web: {http_server_config: {headers: {X-Own: mine}}}")) {
            for (String path : new String[] {"/", "/metrics", "/health", "/api/targets"}) {
                var headers = served.get(path).headers();
                assertThat(headers.firstValue("x-content-type-options")).hasValue("nosniff");
                assertThat(headers.firstValue("x-frame-options")).hasValue("DENY");
                assertThat(headers.firstValue("content-security-policy")).isPresent();
                assertThat(headers.firstValue("x-own")).hasValue("mine");
            }
        }
    }

    @Test
    void pathsThatServeSomethingElseAreRefused() {
        assertThat(new Written("paths: [/health]").problems())
                .contains("paths: must be paths such as");
        assertThat(new Written("paths: [metrics]").problems())
                .contains("paths: must be paths such as");
        assertThat(new Written("paths: []").problems()).contains("paths: must be paths such as");
    }
}
