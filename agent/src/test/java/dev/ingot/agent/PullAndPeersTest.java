package dev.ingot.agent;

import dev.ingot.testkit.Await;
import dev.ingot.testkit.FreePorts;
import dev.ingot.testkit.RealProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// As [HomelabBridgeTest], asking a current VictoriaMetrics and a current Prometheus what they have
/// stored.
@Tag("go")
class PullAndPeersTest {
    /// An answer has all samples of all series, and reading it takes seconds on a busy machine.
    private static final Duration DEADLINE = Duration.ofMinutes(2);

    private static final String SENT = "[otlp_http, otlp_http/vm, otlp_http/prometheus, ";

    /// VictoriaMetrics keeps a value as a decimal that shares its exponent with its neighbours in
    /// time, whoever brought it.
    private static final double ROUNDING = 1e-12;

    @TempDir Path directory;

    private RealProgram victoriaMetrics(int port) throws IOException {
        return RealProgram.start(
                        "golang",
                        directory,
                        PeersTest.peer("victoria-metrics"),
                        "-storageDataPath=" + directory.resolve("vm"),
                        "-httpListenAddr=127.0.0.1:" + port,
                        "-search.latencyOffset=0s")
                .awaitTcp(port);
    }

    private RealPrometheus prometheus() throws IOException {
        // Requests that are on their way together may arrive in any order.
        String config = "storage: {tsdb: {out_of_order_time_window: 12h}}\n";
        return RealPrometheus.current(directory, config, "--web.enable-otlp-receiver");
    }

    @Test
    void bothHaveEverySampleOfAWholeHomelab() throws IOException {
        int metricsPort = FreePorts.one();
        String metrics = "http://127.0.0.1:" + metricsPort;
        try (var _ = victoriaMetrics(metricsPort);
                var prometheus = prometheus();
                var backend = new OtlpBackend();
                var lab =
                        new Homelab(
                                directory,
                                backend.endpoint(),
                                "exporters.otlp_http/vm.metrics_endpoint="
                                        + metrics
                                        + "/opentelemetry/v1/metrics",
                                "exporters.otlp_http/prometheus.metrics_endpoint="
                                        + prometheus.url()
                                        + "/api/v1/otlp/v1/metrics",
                                "service.pipelines.metrics.exporters="
                                        + SENT
                                        + "prometheus, prometheus/timed]",
                                "service.pipelines.metrics/others.exporters="
                                        + SENT
                                        + "prometheus/others]")) {
            lab.awaitEverything();
            Pulled pulled = Pulled.whole(lab);
            awaitAll(pulled, metrics, ROUNDING);
            awaitAll(pulled, prometheus.url(), 0);
        }
    }

    private static void awaitAll(Pulled pulled, String peer, double tolerance) {
        Await.none(
                "every sample at " + peer,
                DEADLINE,
                () -> pulled.missingFrom(Stored.histories(peer), tolerance));
    }
}
