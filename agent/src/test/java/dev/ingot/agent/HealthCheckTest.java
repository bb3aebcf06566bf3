package dev.ingot.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ingot.component.Context;
import dev.ingot.config.ManualSection;
import dev.ingot.telemetry.Tally;
import dev.ingot.testkit.ManualClock;
import dev.ingot.testkit.RealProgram;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthCheckTest {
    private static final Pattern COMMAND =
            Pattern.compile("^HEALTHCHECK [^\\[]*CMD (\\[.*\\])$", Pattern.MULTILINE);
    @TempDir Path directory;
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

    @Test
    void theImagesHealthCheckTellsReadyFromNotReady() throws IOException {
        try (var check = started("/", "", "")) {
            int port = check.address().getPort();
            assertThatThrownBy(() -> imageAsks(port)).hasMessageContaining("ended with 1");
            check.ready(true);
            imageAsks(port);
        }
    }

    /// Runs the command of the Dockerfile's HEALTHCHECK against another port.
    private void imageAsks(int port) throws IOException {
        String dockerfile = Files.readString(Path.of("../Dockerfile"));
        Matcher command = COMMAND.matcher(dockerfile);
        assertThat(command.find()).as(dockerfile).isTrue();
        String json = command.group(1).replace("/13133", "/" + port);
        assertThat(json).isNotEqualTo(command.group(1));
        RealProgram.run("bash", directory, new ObjectMapper().readValue(json, String[].class));
    }
}
