package dev.ingot.receiver.graphite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ingot.record.Points;
import dev.ingot.testkit.Await;
import dev.ingot.testkit.Collectd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real collectd writes to the receiver, and the values agree with the kernel's own files.
class CollectdTest {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    @TempDir Path directory;

    @Test
    void theCoreMappingGivesItTheNamesOfTheDashboard() throws Exception {
        try (var listening = Listening.on("{endpoint: '127.0.0.1:0', mapping: truenas-core}")) {
            int port = listening.receiver.tcpAddress().getPort();
            try (var collectd = Collectd.pushingTo(directory, port)) {
                Await.until(
                        "load, memory, uptime and rates; collectd said\n" + collectd.output(),
                        DEADLINE,
                        () -> {
                            String all = bySeries(listening).keySet().toString();
                            return all.contains("kind=load15")
                                    && all.contains("type=free")
                                    && all.contains("uptime{")
                                    && all.contains("processes{")
                                    && all.contains("interface_octets{direction=rx");
                        });
            }
            check(bySeries(listening));
            // A rate has no value yet at first, which collectd writes as nan.
            assertThat(listening.telemetry.text())
                    .doesNotContain("reason=fields", "reason=path", "reason=value")
                    .doesNotContain("reason=timestamp", "reason=clash");
        }
    }

    private static void check(Map<String, Double> values) throws IOException {
        String host = "host=nas_lan, job=truenas";
        String[] load = Files.readString(Path.of("/proc/loadavg")).split(" ", -1);
        assertThat(values.get("system_load{" + host + ", kind=load15}"))
                .isCloseTo(Double.parseDouble(load[2]), within(0.5));
        String[] uptime = Files.readString(Path.of("/proc/uptime")).split(" ", -1);
        assertThat(values.get("uptime{" + host + "}"))
                .isCloseTo(Double.parseDouble(uptime[0]), within(60.0));
        assertThat(values.get("memory{" + host + ", type=free}")).isPositive();
        assertThat(
                        values.get(
                                "interface_octets{direction=rx, host=nas_lan, interface=lo, job=truenas}"))
                .isNotNegative();
    }

    private static Map<String, Double> bySeries(Listening listening) {
        Points points = listening.recorder.points();
        Map<String, Double> values = new HashMap<>();
        for (int i = 0; i < points.size(); i++) {
            values.put(points.series(i).toString(), points.value(i));
        }
        return values;
    }
}
