package dev.ingot.receiver.truenas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.config.ManualSection;
import dev.ingot.poll.Catalogue;
import dev.ingot.poll.Poller;
import dev.ingot.record.Metric;
import dev.ingot.testkit.Golden;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TrueNasConfigTest {
    private static final Path README = Path.of("README.md");
    private static final String TARGET = "targets: [{name: a, url: 'https://a', api_key: k, %s}]";

    private static TargetConfig target(String more) {
        return new Written(TARGET.formatted(more)).config().targets().getFirst();
    }

    private static void complains(String more, String what) {
        assertThat(new Written(TARGET.formatted(more)).problems()).contains(what);
    }

    @Test
    void theReadmeHasTheOptions() throws IOException {
        var manual = new ManualSection();
        TrueNasConfig.read(manual);
        Golden.checkBetweenMarkers(README, "options", manual.markdown() + "\n");
    }

    @Test
    void theReadmeHasTheMetrics() throws IOException {
        List<Catalogue<?>> all = new ArrayList<>();
        Collector.ALL.forEach(collector -> all.addAll(collector.metrics()));
        Golden.checkBetweenMarkers(README, "metrics", Catalogue.markdown(all));
        List<Metric> own = new ArrayList<>(Poller.metrics(TrueNasReceiver.PREFIX));
        own.add(Replications.UP);
        Golden.checkBetweenMarkers(README, "poller", Catalogue.markdownOf(own));
    }

    @Test
    void theReadmeHasTheCollectors() throws IOException {
        Golden.checkBetweenMarkers(
                README, "collectors", "`" + String.join("`, `", Collector.NAMES) + "`.\n");
    }

    @Test
    void theExampleOfTheReadmeIsValid() throws IOException {
        String readme = Files.readString(README);
        int from = readme.indexOf("```yaml\n") + "```yaml\n".length();
        String yaml = readme.substring(from, readme.indexOf("```", from));
        TrueNasConfig config =
                new Written(yaml)
                        .yaml()
                        .read(root ->
                                root.section(
                                        "receivers",
                                        "",
                                        in -> in.section("truenas", "", TrueNasConfig::read)));
        assertThat(config.targets()).hasSize(2);
        assertThat(config.targets().getFirst().key().text().reveal()).isEqualTo(NasServer.KEY);
        assertThat(config.targets().getLast().collectors())
                .containsExactly("replication", "apps", "pools", "alerts");
    }

    @Test
    void aTargetHasWhatTheReceiverHasUnlessItSaysOtherwise() {
        TrueNasConfig config =
                new Written(
                                """
                                collection_interval: 30s
                                initial_delay: 2s
                                timeout: 5s
                                max_reply_size: 1MiB
                                reconnect: {initial_interval: 2s, max_interval: 1m}
                                targets:
                                  - {name: a, url: "https://a", api_key: k}
                                  - name: b
                                    url: https://b:8443/nas
                                    api_key: k
                                    username: u
                                    transport: rest
                                    api_version: v25.10.0
                                    collection_interval: 1m
                                    timeout: 20s
                                    tls: {insecure_skip_verify: true}
                                """)
                        .config();
        TargetConfig a = config.targets().getFirst();
        assertThat(a.schedule().interval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(a.schedule().initialDelay()).isEqualTo(Duration.ofSeconds(2));
        assertThat(a.schedule().timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(a.maxReply()).isEqualTo(1 << 20);
        assertThat(a.reconnect().first()).isEqualTo(Duration.ofSeconds(2));
        assertThat(a.reconnect().longest()).isEqualTo(Duration.ofMinutes(1));
        assertThat(a.collectors()).isEqualTo(Collector.NAMES);
        assertThat(a.transport()).isEqualTo(TargetConfig.Transport.AUTO);
        assertThat(a.apiVersion()).isEqualTo("current");
        TargetConfig b = config.targets().getLast();
        assertThat(b.url()).isEqualTo(URI.create("https://b:8443/nas"));
        assertThat(b.username()).isEqualTo("u");
        assertThat(b.transport()).isEqualTo(TargetConfig.Transport.REST);
        assertThat(b.apiVersion()).isEqualTo("v25.10.0");
        assertThat(b.schedule().interval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(b.schedule().timeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(b.tls().insecureSkipVerify()).isTrue();
    }

    @Test
    void aFingerprintMayHaveColons() {
        String plain = "5e".repeat(32);
        assertThat(target("fingerprint: " + plain).fingerprint().hex()).isEqualTo(plain);
        String colons = "5E" + ":5E".repeat(31);
        assertThat(target("fingerprint: '" + colons + "'").fingerprint().hex()).isEqualTo(plain);
        complains("fingerprint: 5e5e", "must be 64 hexadecimal digits");
    }

    @Test
    void aKeyIsNeverSentUnencrypted() {
        String unsafe = "must begin with https://: TrueNAS revokes a key that comes unencrypted";
        assertThat(new Written("targets: [{name: a, url: 'http://nas', api_key: k}]").problems())
                .isEqualTo("1:26: targets[0].url: " + unsafe + "\n");
        assertThat(TargetConfig.isSafe(URI.create("http://127.0.0.1.example.org"))).isFalse();
        for (String own : List.of("http://localhost", "http://127.0.0.1:80", "http://[::1]/")) {
            assertThat(TargetConfig.isSafe(URI.create(own))).as(own).isTrue();
        }
    }

    @Test
    void everyMistakeIsNamed() {
        assertThat(new Written("collection_interval: 15s").problems())
                .contains("targets: must name at least one NAS");
        assertThat(new Written("targets: [{name: a, api_key: k}]").problems())
                .contains("targets[0].url: must be set, such as https://nas01.local");
        assertThat(new Written("targets: [{name: a, url: 'https://a'}]").problems())
                .contains("api_key: must be set, or `api_key_file`");
        assertThat(
                        new Written(
                                        """
                                        targets:
                                          - {name: a, url: "https://a", api_key: k}
                                          - {name: a, url: "https://b", api_key: k}
                                        """)
                                .problems())
                .contains("targets: must have names that differ");
        complains("api_key_file: /x", "api_key_file: must not be set beside `api_key`");
        complains("collectors: [pools, pols]", "collectors: must be some of replication, apps,");
        complains("transport: grpc", "transport");
        complains("insecure: true", "no such option");
        assertThat(
                        new Written("{max_reply_size: 0, reconnect: {initial_interval: 10ms}}")
                                .problems())
                .contains("max_reply_size: must be more than 0")
                .contains("initial_interval: must be at least 1s");
        assertThat(new Written("reconnect: {initial_interval: 10s, max_interval: 5s}").problems())
                .contains("max_interval: must not be shorter");
    }

    @Test
    void namesFollowTheRule() {
        var names = new HashSet<String>();
        for (Collector collector : Collector.ALL) {
            for (Catalogue<?> catalogue : collector.metrics()) {
                for (Metric metric : catalogue.metrics()) {
                    assertThat(metric.name())
                            .matches(Pattern.compile("truenas(_[a-z0-9]+)+"))
                            .satisfies(name -> assertThat(names.add(name)).isTrue());
                    boolean total = metric.name().endsWith("_total");
                    boolean counter = metric.kind() == dev.ingot.record.Kind.COUNTER;
                    assertThat(total).as(metric.name()).isEqualTo(counter);
                    assertThat(metric.unit().equals("1"))
                            .as(metric.name())
                            .isEqualTo(metric.name().endsWith("_ratio"));
                }
            }
        }
    }
}
