package dev.ingot.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.receiver.truenas.NasServer;
import dev.ingot.testkit.Await;
import dev.ingot.testkit.Promtool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the agent serves of a NAS, in the eyes of Prometheus's own tool: five of them, one of each
/// release, read by one agent.
class TrueNasExpositionTest {
    private static final Duration DEADLINE = Duration.ofMinutes(2);

    /// The only name that other exporters have too and that promtool would have otherwise: disks
    /// count hours. Releases from 25.10 on have no SMART tests.
    private static final String INHERITED =
            "truenas_smart_test_lifetime_hours use base unit \"seconds\" instead of \"hours\"\n";

    private static final Map<NasServer.Release, String> COMPLAINTS =
            Map.of(
                    NasServer.Release.CORE, INHERITED,
                    NasServer.Release.V24_10, INHERITED,
                    NasServer.Release.V25_04, INHERITED,
                    NasServer.Release.V25_10, "",
                    NasServer.Release.V26, "");

    @TempDir Path directory;

    @Test
    void promtoolComplainsOfOneInheritedNameInWhateverRelease() throws IOException {
        Map<NasServer.Release, NasServer> servers = new EnumMap<>(NasServer.Release.class);
        List<String> targets = new ArrayList<>();
        try (var backend = new OtlpBackend()) {
            for (NasServer.Release release : NasServer.Release.values()) {
                NasServer nas = new NasServer(release).start();
                servers.put(release, nas);
                targets.add(target(release, nas));
            }
            try (var agent =
                    new RunningAgent(
                            backend.endpoint(),
                            "receivers.truenas.targets=" + targets,
                            "receivers.truenas.collection_interval=1s",
                            "service.pipelines.metrics.receivers=[truenas]")) {
                for (NasServer.Release release : servers.keySet()) {
                    String up = "truenas_up{host=\"" + release + "\"";
                    Await.until(up, DEADLINE, () -> valueOf(up, agent.bridge()).equals("1"));
                    String page = of(release, agent.bridge());
                    assertThat(page).contains("truenas_pool_healthy{", "truenas_dataset_used_");
                    assertThat(Promtool.complaints(directory, page))
                            .as(release.name())
                            .isEqualTo(COMPLAINTS.get(release));
                }
                assertThat(Promtool.complaints(directory, agent.bridge())).isEqualTo(INHERITED);
            }
        } finally {
            servers.values().forEach(NasServer::close);
        }
    }

    private static String target(NasServer.Release release, NasServer nas) {
        return "{name: %s, url: '%s', username: %s, api_key: %s, fingerprint: '%s'}"
                .formatted(release, nas.url(), NasServer.USER, NasServer.KEY, nas.fingerprint());
    }

    /// The value of the first series that begins so; empty where there is none.
    private static String valueOf(String start, String page) {
        return page.lines()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElse("");
    }

    /// What a page says of one of the NAS, with all its comments.
    private static String of(NasServer.Release release, String page) {
        String host = "host=\"" + release + "\"";
        return page.lines()
                .filter(line -> line.startsWith("#") || line.contains(host))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
