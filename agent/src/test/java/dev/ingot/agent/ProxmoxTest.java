package dev.ingot.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.receiver.proxmox.PveModel;
import dev.ingot.receiver.proxmox.PveServer;
import dev.ingot.testkit.Await;
import dev.ingot.testkit.FreePorts;
import dev.ingot.testkit.Promtool;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole agent before a cluster of Proxmox VE, scraped as prometheus-pve-exporter was.
class ProxmoxTest {
    private static final Path README = Path.of("../receivers/proxmox/README.md");

    @TempDir Path directory;
    private final int bridge;

    ProxmoxTest() throws IOException {
        bridge = FreePorts.one();
    }

    private AgentProcess run(String config, Map<String, String> environment, String... set)
            throws IOException {
        String[] all = new String[set.length + 4];
        all[0] = "run";
        all[1] = "--config=" + config;
        all[2] = "--set=service.telemetry.metrics.level=none";
        all[3] = "--set=receivers.proxmox.initial_delay=0s";
        System.arraycopy(set, 0, all, 4, set.length);
        return AgentProcess.start(directory, environment, all).awaitErr("started");
    }

    private HttpResponse<String> scrape(String target) throws IOException {
        return get("module=default&cluster=1&node=1&target=" + target);
    }

    private HttpResponse<String> get(String query) throws IOException {
        return Http.get("http://127.0.0.1:%d/pve?%s".formatted(bridge, query));
    }

    private String awaited(String target, String text) {
        Await.until(text + " at the bridge", () -> scrape(target).body().contains(text));
        try {
            return scrape(target).body();
        } catch (IOException gone) {
            throw new AssertionError(gone);
        }
    }

    /// What promtool says of names that were inherited.
    private List<String> complaints(String exposition) {
        List<String> complaints =
                Promtool.complaints(directory, exposition)
                        .lines()
                        .filter(line -> !line.isBlank())
                        .toList();
        assertThat(complaints).isNotEmpty();
        return complaints;
    }

    @Test
    void theExampleAnswersAsPrometheusPveExporterDid() throws Exception {
        try (var server = new PveServer(PveModel.three(true))) {
            server.down("pve2");
            var environment =
                    Map.of("PVE_URL", server.url(), "INGOT_BRIDGE", "127.0.0.1:" + bridge);
            try (var _ = run("../examples/proxmox/ingot.yaml", environment)) {
                assertThat(awaited("pve1", "pve_qdevice_up{"))
                        .contains(
                                "# TYPE pve_up gauge\n",
                                "pve_up{id=\"node/pve1\"} 1\n",
                                "pve_up{id=\"node/pve2\"} 0\n",
                                "pve_up{id=\"cluster/home\"} 1\n",
                                "pve_guest_info{id=\"qemu/100\",name=\"web\",node=\"pve1\","
                                        + "tags=\"prod;web\",template=\"0\",type=\"qemu\"} 1\n",
                                "# TYPE pve_network_receive_bytes_total counter\n",
                                "pve_not_backed_up_total{id=\"cluster/home\"} 1\n");
                assertThat(scrape("pve9").statusCode()).as("no such target").isEqualTo(404);
                assertThat(get("module=other&target=pve1").statusCode())
                        .as("no such module")
                        .isEqualTo(400);
                assertThat(server.calls().paths())
                        .as("a scrape asks the cluster for nothing")
                        .noneMatch(path -> path.contains("pve9"));
                assertThat(complaints(scrape("pve1").body()))
                        .isNotEmpty()
                        .allMatch(Files.readString(README)::contains, "is in the README");
            }
        }
    }

    @Test
    void anImportedConfigurationAnswersForItsTargets() throws Exception {
        try (var server = new PveServer(PveModel.three(false))) {
            Path theirs =
                    Files.writeString(
                            directory.resolve("pve.yml"),
                            """
                            default:
                              user: monitor@pve
                              token_name: agent
                              token_value: secret
                              verify_ssl: false
                            """);
            String target = server.url().replace("http://", "");
            Path ours = directory.resolve("imported.yaml");
            try (var ingot =
                    AgentProcess.start(
                            directory,
                            Map.of(),
                            "import",
                            "prometheus-pve-exporter",
                            theirs.toString(),
                            "--target",
                            target)) {
                assertThat(ingot.exit()).as(ingot.err()).isZero();
                Files.writeString(
                        ours,
                        ingot.out()
                                .replace("https://", "http://")
                                .replace("0.0.0.0:9221", "127.0.0.1:" + bridge));
            }
            try (var _ = run(ours.toString(), Map.of())) {
                assertThat(awaited(target, "pve_not_backed_up_total{"))
                        .contains(
                                "pve_version_info{release=\"8.4\",repoid=\"2a5fa54a8503f96d\","
                                        + "version=\"8.4.1\"} 1\n",
                                "pve_up{id=\"storage/pve1/nas\"} 1\n")
                        .doesNotContain("pve_node_up", "pve_vm_status");
                assertThat(awaited(target, "pve_subscription_info{")).contains("pve_up{");
                assertThat(get("node=0&target=" + target).body())
                        .contains("pve_up{")
                        .doesNotContain("pve_subscription_info{", "pve_onboot_status{");
                assertThat(get("cluster=0&target=" + target).body())
                        .contains("pve_subscription_info{")
                        .doesNotContain("pve_up{", "pve_guest_info{");
            }
        }
    }
}
