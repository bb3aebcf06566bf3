package dev.ingot.receiver.truenas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExporterImportTest {
    @TempDir Path directory;

    private String imported(String text) throws IOException {
        Path file = directory.resolve("config.yaml");
        Files.writeString(file, text);
        var bytes = new ByteArrayOutputStream();
        TrueNasReceiver.importConfig(file, new PrintStream(bytes, true, UTF_8));
        return bytes.toString(UTF_8).replace(directory.toString(), "…");
    }

    private static TrueNasConfig read(String yaml) {
        return new Written(yaml.substring(0, yaml.indexOf("exporters:")))
                .yaml()
                .read(root ->
                        root.section(
                                "receivers",
                                "",
                                in -> in.section("truenas", "", TrueNasConfig::read)));
    }

    @Test
    void aConfigurationBecomesOneOfOurs() throws Exception {
        String yaml =
                imported(
                        """
                        # comment
                        listen_port: 9999

                        targets:
                          - name: "nas-primary"
                            api_url: "https://truenas.local/"
                            api_token: "1-abc$def"
                            verify_ssl: false
                          - name: backup
                            api_url: 'https://10.0.0.2:8443'
                            api_token: 2-x'y
                            verify_ssl: True
                        """);
        assertThat(yaml)
                .isEqualTo(
                        """
                        # The configuration of truenas-exporter in …/config.yaml.
                        # It holds API keys: keep it readable for the agent's user only (chmod 600).
                        receivers:
                          truenas:
                            collection_interval: 15s
                            targets:
                              - name: 'nas-primary'
                                url: 'https://truenas.local'
                                # 25.04 and later want to know whose key it is:
                                # username: root
                                api_key: '1-abc$$def'
                                # Safer: `fingerprint`, see the README of the receiver.
                                tls:
                                  insecure_skip_verify: true
                                # What the exporter read; without this line, everything.
                                collectors: [replication, apps, vms, virt]
                              - name: 'backup'
                                url: 'https://10.0.0.2:8443'
                                # 25.04 and later want to know whose key it is:
                                # username: root
                                api_key: '2-x''y'
                                # What the exporter read; without this line, everything.
                                collectors: [replication, apps, vms, virt]

                        exporters:
                          # Scrape http://…:9999/metrics as before, with honor_labels: true.
                          prometheus:
                            endpoint: 0.0.0.0:9999

                        service:
                          pipelines:
                            metrics:
                              receivers: [truenas]
                              exporters: [prometheus]
                        """);
        TrueNasConfig config = read(yaml);
        assertThat(config.targets()).hasSize(2);
        assertThat(config.targets().getFirst().key().text().reveal()).isEqualTo("1-abc$def");
        assertThat(config.targets().getLast().key().text().reveal()).isEqualTo("2-x'y");
        assertThat(config.targets().getLast().tls().insecureSkipVerify()).isFalse();
    }

    @Test
    void thePortIsTheExportersOwnWhereNoneIsSet() throws Exception {
        assertThat(imported("targets:\n- name: a\n  api_url: https://a\n  api_token: k\n"))
                .contains("endpoint: 0.0.0.0:9814");
    }

    @Test
    void anInlineCommentIsPartOfTheValueAsThere() throws Exception {
        String yaml =
                imported("targets:\n  - name: a # b\n    api_url: https://a\n    api_token: k\n");
        assertThat(read(yaml).targets().getFirst().name()).isEqualTo("a # b");
    }

    @Test
    void anUnencryptedAddressBecomesAnEncryptedOne() throws Exception {
        String yaml =
                imported(
                        "targets:\n  - name: a\n    api_url: http://a:80\n    api_token: k\n    x: y\n");
        assertThat(yaml)
                .contains("# It was http://;", "url: 'https://a:80'", "# `x` means nothing here.");
        assertThat(read(yaml).targets()).hasSize(1);
    }

    @Test
    void mistakesAreNamed() {
        wrong("", "it has no targets");
        wrong("listen_port: 9814\n", "it has no targets");
        wrong("targets:\n  - name: a\n    api_url: https://a\n", "target 1: it has no `api_token`");
        wrong(
                "targets:\n  - name: a\n    api_url: http://a b\n    api_token: k\n",
                "target 1: its `api_url` is `http://a b`, which is no URL");
        wrong("targets:\n  - name: a\n    nonsense\n", "line 3: expected `key: value`");
        wrong("listen_port: many\ntargets:\n  - name: a\n", "listen_port: `many` is not a port");
        assertThatThrownBy(
                        () -> TrueNasReceiver.importConfig(directory.resolve("none"), System.out))
                .hasMessageEndingWith("none: no such file");
    }

    private void wrong(String text, String message) {
        assertThatThrownBy(() -> imported(text))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot import ")
                .hasMessageEndingWith(message);
    }
}
