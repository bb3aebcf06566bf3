package dev.ingot.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingot.telemetry.Telemetry;
import dev.ingot.testkit.FreePorts;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SelfTelemetryTest {
    private static SelfTelemetry at(InetSocketAddress address) {
        var settings = new TelemetrySettings(LogLines.Threshold.INFO, Optional.of(address));
        return new SelfTelemetry(new Telemetry(), settings);
    }

    @Test
    void anIpv6AddressIsServed() throws IOException {
        int port = FreePorts.one();
        try (var telemetry = at(new InetSocketAddress("::1", port))) {
            telemetry.start();
            try (var answer =
                    URI.create("http://[::1]:" + port + "/metrics").toURL().openStream()) {
                assertThat(new String(answer.readAllBytes(), StandardCharsets.UTF_8))
                        .contains("otelcol_process_uptime ");
            }
        }
    }

    @Test
    void anUnknownHostIsNamed() {
        try (var telemetry = at(InetSocketAddress.createUnresolved("nowhere.invalid", 8888))) {
            assertThatThrownBy(telemetry::start)
                    .hasMessage("cannot listen on tcp nowhere.invalid:8888: unknown host");
        }
    }
}
