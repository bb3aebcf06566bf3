package dev.ingot.receiver.graphite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ingot.record.Points;
import dev.ingot.testkit.Await;
import dev.ingot.testkit.Netdata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real netdata pushes to the receiver, as it does on TrueNAS SCALE; what arrives agrees with the
/// kernel's own files.
class NetdataTest {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final String CPU = "truenas_nas01_system_cpu_";
    private static final Set<String> CPU_PARTS =
            Stream.of(
                            "user",
                            "nice",
                            "system",
                            "idle",
                            "iowait",
                            "irq",
                            "softirq",
                            "steal",
                            "guest",
                            "guest_nice")
                    .map(CPU::concat)
                    .collect(Collectors.toSet());
    private static final String RAM = "truenas_nas01_system_ram_";
    private static final String LOAD = "truenas_nas01_system_load_load15";
    private static final String LOAD15 = "system_load{host=nas01, job=truenas, kind=load15}";
    private static final String FREE = "memory{host=nas01, job=truenas, type=free}";
    private static final String UPTIME = "uptime{host=nas01, job=truenas}";

    @TempDir Path directory;

    @Test
    void systemChartsArriveWithTheirNamesAndValues() throws Exception {
        try (var raw = Listening.on("{endpoint: '127.0.0.1:0', mapping: []}");
                var scale = Listening.on("{endpoint: '127.0.0.1:0', mapping: truenas-scale}");
                var netdata =
                        Netdata.pushingTo(
                                directory,
                                raw.receiver.tcpAddress().getPort(),
                                scale.receiver.tcpAddress().getPort())) {
            Await.until(
                    "cpu, memory, load and network; netdata said\n" + netdata.output(),
                    DEADLINE,
                    () ->
                            latest(raw)
                                            .keySet()
                                            .containsAll(List.of(CPU + "user", RAM + "free", LOAD))
                                    && bySeries(scale)
                                            .keySet()
                                            .containsAll(List.of(LOAD15, FREE, UPTIME)));
            theyAreThoseOfTheKernel(raw);
            theScaleMappingGivesThemTheNamesOfTheDashboard(scale);
        }
    }

    private static void theyAreThoseOfTheKernel(Listening raw) throws IOException {
        Map<String, Double> values = latest(raw);
        cpuAddsUpToAllOfIt(raw.recorder.points());
        memoryAddsUpToTheMachines(values);
        assertThat(values.get(LOAD)).isCloseTo(loadOf15Minutes(), within(0.5));
        assertThat(values.get("truenas_nas01_system_net_sent")).isLessThanOrEqualTo(0);
        assertThat(values.keySet()).anyMatch(name -> name.startsWith("truenas_nas01_net_eth"));
        timesAreRecent(raw.recorder.points());
        assertThat(raw.telemetry.text()).doesNotContain("rejected");
    }

    private static void theScaleMappingGivesThemTheNamesOfTheDashboard(Listening scale)
            throws IOException {
        Map<String, Double> values = bySeries(scale);
        assertThat(values.get(LOAD15)).isCloseTo(loadOf15Minutes(), within(0.5));
        assertThat(values.get(FREE))
                .isCloseTo(memInfoMebibytes("MemFree") * (1 << 20), within(0x1p31));
        assertThat(values.get(UPTIME)).isCloseTo(uptimeSeconds(), within(60.0));
        assertThat(values)
                .anySatisfy((series, value) -> {
                    assertThat(series).startsWith("interface_octets{direction=tx");
                    assertThat(value).isNotNegative();
                });
        assertThat(scale.telemetry.text()).doesNotContain("rejected");
    }

    private static Map<String, Double> bySeries(Listening listening) {
        Points points = listening.recorder.points();
        Map<String, Double> values = new HashMap<>();
        for (int i = 0; i < points.size(); i++) {
            values.put(points.series(i).toString(), points.value(i));
        }
        return values;
    }

    private static double uptimeSeconds() throws IOException {
        String text = Files.readString(Path.of("/proc/uptime"));
        return Double.parseDouble(text.substring(0, text.indexOf(' ')));
    }

    private static Map<String, Double> latest(Listening listening) {
        Points points = listening.recorder.points();
        Map<String, Double> values = new HashMap<>();
        for (int i = 0; i < points.size(); i++) {
            values.put(points.series(i).metric().name(), points.value(i));
        }
        return values;
    }

    /// The parts of one second, since a batch may be on its way.
    private static void cpuAddsUpToAllOfIt(Points points) {
        Map<Long, Double> sums = new TreeMap<>();
        for (int i = 0; i < points.size(); i++) {
            if (CPU_PARTS.contains(points.series(i).metric().name())) {
                sums.merge(points.timeNanos(i), points.value(i), Double::sum);
            }
        }
        assertThat(sums.values().iterator().next())
                .as("percent of all processors")
                .isCloseTo(100, within(1.0));
    }

    private static void memoryAddsUpToTheMachines(Map<String, Double> values) throws IOException {
        double sum =
                values.entrySet().stream()
                        .filter(entry -> entry.getKey().startsWith(RAM))
                        .mapToDouble(Map.Entry::getValue)
                        .sum();
        assertThat(sum).as("MiB").isCloseTo(memInfoMebibytes("MemTotal"), within(1.0));
        assertThat(values.get(RAM + "free")).isCloseTo(memInfoMebibytes("MemFree"), within(2048.0));
    }

    private static double memInfoMebibytes(String key) throws IOException {
        return Files.readAllLines(Path.of("/proc/meminfo")).stream()
                .filter(line -> line.startsWith(key + ":"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    /// The kernel's, which hardly moves in the seconds that lie between.
    private static double loadOf15Minutes() throws IOException {
        return Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ", -1)[2]);
    }

    private static void timesAreRecent(Points points) {
        long now = Instant.now().getEpochSecond();
        for (int i = 0; i < points.size(); i++) {
            assertThat(points.timeNanos(i) / 1_000_000_000).isBetween(now - 120, now + 5);
        }
    }
}
