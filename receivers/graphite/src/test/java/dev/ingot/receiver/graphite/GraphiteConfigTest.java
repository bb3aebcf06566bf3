package dev.ingot.receiver.graphite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.config.ManualSection;
import dev.ingot.testkit.Golden;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GraphiteConfigTest {
    private static final Path README = Path.of("README.md");

    private static String claims(String yaml) {
        return new Written(yaml).config().claims().toString();
    }

    @Test
    void nothingSetListensOnBothOfLocalhost() {
        assertThat(claims("{}")).isEqualTo("[tcp localhost:2003, udp localhost:2003]");
    }

    @Test
    void theCollectorsFormListensOnOne() {
        assertThat(claims("{endpoint: '127.0.0.1:2103', transport: tcp}"))
                .isEqualTo("[tcp 127.0.0.1:2103]");
        assertThat(claims("endpoint: 127.0.0.1:2103")).isEqualTo("[tcp 127.0.0.1:2103]");
        assertThat(claims("{endpoint: '127.0.0.1:2103', transport: udp}"))
                .isEqualTo("[udp 127.0.0.1:2103]");
        assertThat(claims("transport: udp")).isEqualTo("[udp localhost:2003]");
        var config =
                new Written(
                                """
                                endpoint: 127.0.0.1:2103
                                transport: tcp
                                tcp_idle_timeout: 30s
                                parser:
                                  type: plaintext
                                """)
                        .config();
        assertThat(config.tcp().orElseThrow().idleTimeout()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void sectionsListenOnEach() {
        assertThat(claims("tcp:")).isEqualTo("[tcp localhost:2003]");
        assertThat(claims("udp: {endpoint: '127.0.0.1:9109'}")).isEqualTo("[udp 127.0.0.1:9109]");
        var config =
                new Written(
                                """
                                tcp: {endpoint: "127.0.0.1:1", max_connections: 5, idle_timeout: 1m}
                                udp: {endpoint: "127.0.0.1:2", receive_buffer: 1MiB, readers: 2}
                                max_line_length: 1KiB
                                max_series: 10
                                """)
                        .config();
        assertThat(config.tcp().orElseThrow().maxConnections()).isEqualTo(5);
        assertThat(config.tcp().orElseThrow().idleTimeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.udp().orElseThrow().receiveBuffer()).isEqualTo(1 << 20);
        assertThat(config.udp().orElseThrow().readers()).isEqualTo(2);
        assertThat(config.maxLine()).isEqualTo(1024);
        assertThat(config.maxSeries()).isEqualTo(10);
    }

    @Test
    void pickleIsHadBesidesTheLines() {
        assertThat(claims("pickle:"))
                .isEqualTo("[tcp localhost:2003, udp localhost:2003, tcp localhost:2004]");
        assertThat(claims("{tcp: , pickle: {endpoint: '127.0.0.1:1'}}"))
                .isEqualTo("[tcp localhost:2003, tcp 127.0.0.1:1]");
    }

    @Test
    void whatIsMappedAndWhoMaySendCanBeSaid() {
        var usual = new Written("{}").config();
        assertThat(usual.mappings().files()).hasSize(2);
        assertThat(usual.mappings().strict()).isFalse();
        assertThat(usual.sampleExpiry()).isEqualTo(Duration.ofMinutes(5));
        var other =
                new Written(
                                "{mapping: supporterino, strict_match: true, sample_expiry: 1h,"
                                        + " allow: [10.0.0.0/8]}")
                        .config();
        assertThat(other.mappings().files()).hasSize(1);
        assertThat(other.mappings().strict()).isTrue();
        assertThat(other.sampleExpiry()).isEqualTo(Duration.ofHours(1));
        assertThat(other.allow().networks()).hasSize(1);
        assertThat(new Written("mapping: []").config().mappings().files()).isEmpty();
    }

    @Test
    void theResourceHoldsTheServicesNameAndMore() {
        var origin =
                new Written("{service_name: nas, resource: {host.name: nas01}}").config().origin();
        assertThat(origin.job()).isEqualTo("nas");
        assertThat(origin.toString()).contains("host.name=\"nas01\"");
        assertThat(new Written("{}").config().origin().job()).isEqualTo("graphite");
    }

    @Test
    void problemsNameTheirPlace() {
        assertThat(new Written("{endpoint: '127.0.0.1:1', tcp: {}}").problems())
                .contains("1:12: endpoint: stands alone; with `tcp` or `udp`");
        assertThat(new Written("max_line_length: 8").problems())
                .contains("max_line_length: is 64 bytes to 16MiB");
        assertThat(new Written("max_serie: 8").problems()).contains("did you mean `max_series`");
    }

    @Test
    void theReadmeShowsEveryOption() throws IOException {
        var manual = new ManualSection();
        GraphiteConfig.read(manual);
        Golden.checkBetweenMarkers(README, "options", manual.markdown() + "\n");
    }

    @Test
    void theReadmeShowsEveryReason() throws IOException {
        String rows =
                Arrays.stream(Rejection.values())
                        .map(why -> "| `%s` | %s |\n".formatted(why.reason(), why.meaning()))
                        .collect(Collectors.joining());
        Golden.checkBetweenMarkers(
                README, "reasons", "| Reason | What it was |\n| --- | --- |\n" + rows);
    }
}
