package dev.ingot.receiver.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingot.record.Metric;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PveYmlImportTest {
    @TempDir Path folder;

    private String imported(String yaml, String... targets) throws IOException {
        Path file = Files.writeString(folder.resolve("pve.yml"), yaml);
        var out = new ByteArrayOutputStream();
        ProxmoxReceiver.importConfig(
                file, List.of(targets), new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }

    private static ProxmoxConfig read(String configuration) {
        String receiver =
                configuration.replaceFirst("(?s).*  proxmox:\n", "").replaceFirst("(?s)\n\n.*", "");
        return new Written(receiver.replaceAll("(?m)^    ", "")).config();
    }

    @Test
    void modulesBecomeClusters() throws IOException {
        String configuration =
                imported(
                        """
                        default:
                            user: prometheus@pve
                            password: s3cr$t'!
                            verify_ssl: false
                        other:
                            user: mon@pam
                            token_name: "mytoken"
                            token_value: "0815"
                            timeout: 7
                        """,
                        "pve1.example.org",
                        "other=192.0.2.7:443");
        List<ClusterConfig> clusters = read(configuration).clusters();
        assertThat(clusters)
                .extracting(ClusterConfig::name)
                .containsExactly("pve1.example.org", "192.0.2.7:443");
        assertThat(clusters)
                .as("the exporter asked no node but its target")
                .extracting(ClusterConfig::nodes)
                .containsOnly(Reach.LOCAL);
        assertThat(clusters.getFirst().endpoints())
                .containsExactly(URI.create("https://pve1.example.org:8006"));
        assertThat(clusters.getFirst().tls().insecureSkipVerify()).isTrue();
        assertThat(clusters.getFirst().login())
                .isInstanceOfSatisfying(
                        Login.Password.class,
                        login -> {
                            assertThat(login.user()).isEqualTo("prometheus@pve");
                            assertThat(login.secret().reveal()).isEqualTo("s3cr$t'!");
                        });
        assertThat(clusters.getLast().login())
                .isInstanceOfSatisfying(
                        Login.Token.class,
                        login -> {
                            assertThat(login.id()).isEqualTo("mon@pam!mytoken");
                            assertThat(login.secret().reveal()).isEqualTo("0815");
                        });
        assertThat(clusters.getLast().endpoints())
                .containsExactly(URI.create("https://192.0.2.7:443"));
        assertThat(configuration)
                .contains(
                        "endpoint: 0.0.0.0:9221",
                        "paths: [/pve, /metrics]",
                        "`timeout` means",
                        "{name: module, values: ['default', 'other']}");
    }

    @Test
    void everyMetricIsEitherTheClustersOrTheNodes() {
        assertThat(PveMetrics.metrics())
                .extracting(Metric::name)
                .allMatch(name ->
                        name.matches(PveMetrics.OF_CLUSTER) != name.matches(PveMetrics.OF_NODE));
    }

    @Test
    void withoutATargetItIsThisMachineAsThere() throws IOException {
        assertThat(
                        read(imported("default: {user: a@pve, password: b}"))
                                .clusters()
                                .getFirst()
                                .name())
                .isEqualTo("localhost");
    }

    @Test
    void whatIsWrongIsSaid() {
        assertThatThrownBy(() -> imported("x: {user: a@pve}", "host"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("it has no module `default`, only `x`");
        assertThatThrownBy(() -> imported("- a"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("it has no module, such as `default:`");
        assertThatThrownBy(() -> imported("default: {password: a}"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a module has no `user`");
        assertThatThrownBy(() -> imported("a: [1"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("it is not YAML");
        assertThatThrownBy(() ->
                        ProxmoxReceiver.importConfig(
                                folder.resolve("none.yml"), List.of(), System.out))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("none.yml: no such file");
    }
}
