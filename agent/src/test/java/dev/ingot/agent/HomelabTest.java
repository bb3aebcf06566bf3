package dev.ingot.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.agent.Homelab.Port;
import dev.ingot.testkit.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the other tests take for granted: every receiver's series are on the bridge, at the backend
/// and on the port of the exporter that they come from, and nothing fails.
class HomelabTest {
    private static final Duration LONG = Duration.ofSeconds(90);

    @TempDir Path directory;

    private static Set<String> names(String exposition) {
        return exposition
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]", 2)[0])
                .collect(Collectors.toSet());
    }

    private static List<String> troubles(String own) {
        return own.lines()
                .filter(line -> line.matches("otelcol_\\w+_(errors|refused|dropped|failed)_.*"))
                .filter(line -> !line.endsWith(" 0"))
                .toList();
    }

    @Test
    void everyReceiverIsServedAndPushed() throws IOException {
        try (var backend = new OtlpBackend();
                var lab = new Homelab(directory, backend.endpoint())) {
            lab.awaitEverything();
            Await.until("300 names", LONG, () -> names(lab.metrics(Port.BRIDGE)).size() > 300);
            assertThat(names(lab.metrics(Port.TRUENAS)))
                    .isNotEmpty()
                    .allMatch(name -> name.startsWith("truenas_"));
            assertThat(names(lab.metrics(Port.PVE)))
                    .isNotEmpty()
                    .allMatch(name -> name.startsWith("pve_") || name.startsWith("proxmox_"));
            assertThat(names(lab.metrics(Port.NET)))
                    .isNotEmpty()
                    .allMatch(name -> name.startsWith("net_interface_"));
            assertThat(names(lab.metrics(Port.GRAPHITE_BRIDGE))).contains("system_load");
            Await.until("a message", LONG, () -> !backend.logs().isEmpty());
            Await.until("points at the backend", LONG, () -> backend.newest().size() > 1000);
            assertThat(troubles(lab.metrics(Port.OWN))).isEmpty();
        }
    }
}
