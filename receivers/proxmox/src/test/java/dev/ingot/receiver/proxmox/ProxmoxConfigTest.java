package dev.ingot.receiver.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.config.ManualSection;
import dev.ingot.poll.Catalogue;
import dev.ingot.poll.Poller;
import dev.ingot.record.Signal;
import dev.ingot.testkit.Golden;
import dev.ingot.testkit.Yaml;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProxmoxConfigTest {
    private static final Path README = Path.of("README.md");
    private static final String TOKEN = "token_id: a@pve!b, token_secret: c";

    private static String problems(String cluster) {
        return new Written("clusters: [{name: x, " + cluster + "}]").problems();
    }

    @Test
    void everyOptionCanBeSet() {
        ProxmoxConfig config =
                new Written(
                                """
                                collection_interval: 30s
                                initial_delay: 2s
                                timeout: 3s
                                slow_every_rounds: 8
                                dialects: [ingot]
                                node_network: false
                                guest_details: false
                                onboot: false
                                disk_health: true
                                task_logs: true
                                job: pve
                                max_concurrent_requests: 3
                                max_requests_per_second: 4
                                max_reply: 1MiB
                                clusters:
                                  - name: home
                                    endpoints: [pve1, "https://pve2:443"]
                                    user: a@pam
                                    password: b
                                    guest_agent: true
                                    tls: {insecure_skip_verify: true}
                                """)
                        .config();
        assertThat(config.schedule().interval()).hasSeconds(30);
        assertThat(config.schedule().initialDelay()).hasSeconds(2);
        assertThat(config.schedule().timeout()).hasSeconds(3);
        assertThat(config.slowEveryRounds()).isEqualTo(8);
        assertThat(config.dialects()).containsOnly(Dialect.INGOT);
        assertThat(config.nodeNetwork()).isFalse();
        assertThat(config.guestDetails()).isFalse();
        assertThat(config.onboot()).isFalse();
        assertThat(config.diskHealth()).isTrue();
        assertThat(config.taskLogs()).isTrue();
        assertThat(config.job()).isEqualTo("pve");
        ClusterConfig cluster = config.clusters().getFirst();
        assertThat(cluster.endpoints())
                .containsExactly(URI.create("https://pve1:8006"), URI.create("https://pve2:443"));
        assertThat(cluster.guestAgent()).isTrue();
        assertThat(cluster.limits()).isEqualTo(new ClusterConfig.Limits(3, 4, 1 << 20));
        assertThat(cluster.login()).isInstanceOf(Login.Password.class);
        assertThat(cluster.toString()).doesNotContain("=b");
    }

    @Test
    void whatIsWrongIsSaid() {
        assertThat(new Written("job: x").problems()).contains("clusters: must name at least one");
        assertThat(new Written("dialects: [influx]").problems()).contains("dialects: must be of");
        assertThat(new Written("dialects: [pve-exporter-1, prometheus-pve-exporter]").problems())
                .contains("dialects: can't be `pve-exporter-1` beside");
        assertThat(new Written("dialects: [pve-exporter-1, ingot]").problems())
                .doesNotContain("dialects");
        assertThat(problems("endpoints: 'http://pve1:8006', " + TOKEN))
                .contains("http is for localhost only");
        assertThat(problems("endpoints: x")).contains("token_id: must be set, or else `user`");
        assertThat(problems("token_id: a@pve!b")).contains("token_secret: must be set");
        assertThat(problems("token_id: b, token_secret: c")).contains("such as monitor@pve!agent");
        assertThat(problems("user: root, password: x")).contains("must be such as monitor@pve");
        assertThat(problems("user: root@pam")).contains("password: must be set");
        assertThat(problems("user: root@pam, password: x, " + TOKEN)).contains("must not be set");
        assertThat(problems("fingerprint: 'AB:CD', " + TOKEN)).contains("64 hexadecimal digits");
        assertThat(
                        new Written(
                                        "clusters: [{name: a, %s}, {name: a, %s}]"
                                                .formatted(TOKEN, TOKEN))
                                .problems())
                .contains("must have a name of its own each");
    }

    @Test
    void theReadmeNamesEveryOption() throws IOException {
        var manual = new ManualSection();
        ProxmoxConfig.read(manual);
        Golden.checkBetweenMarkers(README, "options", manual.markdown() + "\n");
    }

    @Test
    void theReadmeNamesEveryMetric() throws IOException {
        Golden.checkBetweenMarkers(
                README, "metrics prometheus-pve-exporter", PveMetrics.markdown());
        Golden.checkBetweenMarkers(
                README, "metrics pve-exporter", Catalogue.markdown(SeedMetrics.ALL));
        Golden.checkBetweenMarkers(README, "metrics pve-exporter-1", SuccessorMetrics.markdown());
        Golden.checkBetweenMarkers(README, "metrics ingot", OwnMetrics.markdown());
        Golden.checkBetweenMarkers(
                README,
                "metrics scraping",
                Catalogue.markdownOf(Poller.metrics(ProxmoxReceiver.PREFIX)));
    }

    @Test
    void theReadmesExamplesAreRead() throws IOException {
        var examples = Yaml.examples(README, "receivers:\n  proxmox");
        assertThat(examples).hasSizeGreaterThan(1);
        for (Yaml example : examples) {
            assertThat(new Written(example.text()).problems()).as(example.text()).isEmpty();
        }
    }

    @Test
    void theTypeSaysWhatItMakes() {
        assertThat(ProxmoxReceiver.TYPE.isCalled("proxmox")).isTrue();
        assertThat(ProxmoxReceiver.TYPE.isCalled("pve")).isTrue();
        assertThat(ProxmoxReceiver.TYPE.signals())
                .isEqualTo(Set.of(Signal.Type.METRICS, Signal.Type.LOGS));
    }
}
