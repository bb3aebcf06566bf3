package dev.ingot.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.component.Context;
import dev.ingot.config.ManualSection;
import dev.ingot.telemetry.Tally;
import dev.ingot.testkit.ManualClock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HealthCheckTest {
    private final ManualClock clock = new ManualClock("2026-11-21T12:00:00Z");

    private HealthCheck started(String path, String healthy, String unhealthy) throws IOException {
        var config =
                new HealthCheck.Config(
                        new InetSocketAddress("127.0.0.1", 0), path, healthy, unhealthy);
        var check =
                new HealthCheck(
                        config,
                        new Context(
                                "health_check", clock, Tally.standalone(), Duration.ofSeconds(1)));
        check.start();
        return check;
    }

    private static String url(HealthCheck check, String path) {
        return "http://127.0.0.1:" + check.address().getPort() + path;
    }

    @Test
    void answersAsTheCollectorDoes() throws IOException {
        try (var check = started("/", "", "")) {
            assertThat(Http.get(url(check, "/")).statusCode()).isEqualTo(503);
            assertThat(Http.get(url(check, "/")).body())
                    .isEqualTo("{\"status\":\"Server not available\"}\n");
            check.ready(true);
            clock.advance(Duration.ofSeconds(90));
            assertThat(Http.get(url(check, "/")).statusCode()).isEqualTo(200);
            assertThat(Http.get(url(check, "/")).body())
                    .isEqualTo(
                            "{\"status\":\"Server available\",\"upSince\":\"2026-11-21T12:00:00Z\",\"uptime\":\"90.0s\"}\n");
            check.ready(false);
            assertThat(Http.get(url(check, "/")).statusCode()).isEqualTo(503);
        }
    }

    @Test
    void pathAndTextsCanBeSet() throws IOException {
        try (var check = started("/healthz", "good", "bad")) {
            assertThat(Http.get(url(check, "/healthz")).body()).isEqualTo("bad");
            check.ready(true);
            assertThat(Http.get(url(check, "/healthz")).body()).isEqualTo("good");
            assertThat(Http.get(url(check, "/")).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void itsDefaultsAreTheCollectors() {
        var config = HealthCheck.Config.read(new ManualSection());
        assertThat(config.endpoint().getPort()).isEqualTo(13133);
        assertThat(config.path()).isEqualTo("/");
    }
}
