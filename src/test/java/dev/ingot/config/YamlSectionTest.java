package dev.ingot.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlSectionTest {
    @TempDir Path folder;

    private record Read(Toy toy, String problems) {}

    private Read read(String yaml) {
        var written = new Written(folder).file("a.yaml", yaml);
        Configuration configuration = written.load();
        Toy toy = configuration.root().section("toy", "", Toy::read);
        configuration.root().finish();
        return new Read(toy, written.problems(configuration));
    }

    private static final Toy DEFAULTS =
            new Toy(
                    "word",
                    "",
                    "",
                    true,
                    512,
                    0.5,
                    Duration.ofSeconds(5),
                    4 << 20,
                    new InetSocketAddress("127.0.0.1", 2003),
                    Optional.empty(),
                    Toy.Mode.BOTH,
                    List.of("x"),
                    Map.of(),
                    Map.of(),
                    Duration.ofSeconds(1),
                    Optional.empty(),
                    List.of());

    @Test
    void whatIsNotSetHasItsFallback() {
        assertThat(read("").problems()).isEqualTo("a.yaml:1:1: toy.need: is required\n");
        assertThat(read("").toy()).isEqualTo(DEFAULTS);
        assertThat(
                        read("""
                        toy:
                          need:
                          text:
                          password:
                          flag: ~
                          number: null
                          decimal:
                          delay:
                          size:
                          endpoint:
                          url:
                          mode:
                          hosts:
                          labels:
                          headers:
                          retry:
                          targets:
                        """)
                                .toy())
                .isEqualTo(DEFAULTS);
    }

    @Test
    void everyOptionIsRead() {
        Read read =
                read(
                        """
                        toy:
                          text: "a text"
                          need: n
                          password: 0123
                          flag: false
                          number: 0x10
                          decimal: .25
                          delay: 1h30m
                          size: 4KiB
                          endpoint: "[::1]:514"
                          url: https://host/x
                          mode: UDP
                          hosts: one
                          labels: {a: b, c: 1, d: }
                          headers: {X: y}
                          retry: {wait: 2s}
                          tcp:
                          targets:
                            - name: p
                            - name: q
                        """);
        assertThat(read.problems()).isEmpty();
        assertThat(read.toy())
                .isEqualTo(
                        new Toy(
                                "a text",
                                "n",
                                "0123",
                                false,
                                16,
                                0.25,
                                Duration.ofMinutes(90),
                                4096,
                                new InetSocketAddress("::1", 514),
                                Optional.of(URI.create("https://host/x")),
                                Toy.Mode.UDP,
                                List.of("one"),
                                Map.of("a", "b", "c", "1", "d", ""),
                                Map.of("X", "y"),
                                Duration.ofSeconds(2),
                                Optional.of(7L),
                                List.of("p", "q")));
    }

    @Test
    void everyProblemIsSaidAtOnce() {
        assertThat(
                        read("""
                        toy:
                          need: ''
                          text: [a]
                          password: {a: b}
                          flag: yes
                          number: 70000
                          decimal: half
                          delay: soon
                          size: 4M
                          endpoint: 0.0.0.0
                          url: localhost:4318
                          mode: tpc
                          hosts: {a: b}
                          labels: [a]
                          headers: x
                          retry: {wiat: 1s}
                          tcp: {port: 0}
                          targets:
                            - nmae: x
                            - name: {}
                            - x
                          colour: red
                        tow: {}
                        """)
                                .problems())
                .isEqualTo(
                        """
                        a.yaml:2:9: toy.need: is required, but empty
                        a.yaml:3:9: toy.text: a list is not a text
                        a.yaml:4:13: toy.password: a mapping is not a text
                        a.yaml:5:9: toy.flag: `yes` is not true or false
                        a.yaml:6:11: toy.number: `70000` is out of range; it must be between 1 and 65535
                        a.yaml:7:12: toy.decimal: `half` is not a number such as 0.5
                        a.yaml:8:10: toy.delay: `soon` is not a duration such as 30s
                        a.yaml:9:9: toy.size: `4M` is not a size such as 4MiB, 64KB or 1048576
                        a.yaml:10:13: toy.endpoint: `0.0.0.0` has no port; write a host and port such as localhost:2003
                        a.yaml:11:8: toy.url: `localhost:4318` is not a URL such as http://localhost:4318
                        a.yaml:12:9: toy.mode: `tpc` is not one of `tcp`, `udp`, `both`; did you mean `tcp`?
                        a.yaml:13:10: toy.hosts: a mapping is not a list
                        a.yaml:14:11: toy.labels: a list is not a mapping from names to texts
                        a.yaml:15:12: toy.headers: a text is not a mapping from names to texts
                        a.yaml:16:11: toy.retry.wiat: no such option; did you mean `wait`?
                        a.yaml:17:15: toy.tcp.port: `0` is out of range; it must be between 1 and 65535
                        a.yaml:19:7: toy.targets[0].name: is required
                        a.yaml:19:7: toy.targets[0].nmae: no such option; did you mean `name`?
                        a.yaml:20:13: toy.targets[1].name: a mapping is not a text
                        a.yaml:21:7: toy.targets[2]: a text is not a mapping of options
                        a.yaml:22:3: toy.colour: no such option
                        a.yaml:23:1: tow: no such option
                        """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "retry:1s | 1:6: toy: a text is not a mapping of options; is a space missing after"
                        + " its colon?",
                "{need: n, retry: true} | 1:23: toy.retry: a text is not a mapping of options",
                "{need: n, targets: {name: a}} | 1:25: toy.targets: a mapping is not a list of"
                        + " mappings; each starts with `- `",
                "{need: n, hosts: [a, ~]} | 1:27: toy.hosts[1]: is empty; write a text",
                "{need: n, hosts: [[a]]} | 1:24: toy.hosts[0]: a list is not a text",
                "{need: n, labels: {a: [b]}} | 1:28: toy.labels.a: a list is not a text",
                "{need: n, size: 60} | 1:22: toy.size: must be at least 64 bytes",
                "{need: n, retry: {wait: 0}} | 1:30: toy.retry.wait: must not be 0",
                "{need: n, old: 1} | 1:16: warning: toy.old: has no effect: there is no such pool",
                "{need: n, delay: 2h} | 1:23: warning: toy.delay: is longer than most wait",
                "{need: n, endpoint: 'no-such-host.invalid:1'} | 1:26: toy.endpoint:"
                        + " `no-such-host.invalid:1` names a host that cannot be resolved",
            })
    void problemIsSaidOnceWithItsPlace(String toy, String problem) {
        assertThat(read("toy: " + toy).problems()).isEqualTo("a.yaml:" + problem + "\n");
    }

    @Test
    void valueInAProblemIsOneShortLineWithoutPasswords() {
        assertThat(
                        read("""
                        toy:
                          need: n
                          delay: "a\\nb\\e[31m"
                          mode: %s
                          url: "me:hunter2@host:80"
                          number: http://me:hunter2@host
                        """
                                        .formatted("x".repeat(200)))
                                .problems())
                .isEqualTo(
                        """
                        a.yaml:3:10: toy.delay: `a?b?[31m` is not a duration such as 30s
                        a.yaml:4:9: toy.mode: `%s…` is not one of `tcp`, `udp`, `both`
                        a.yaml:5:8: toy.url: `[REDACTED]@host:80` is not a URL such as http://localhost:4318
                        a.yaml:6:11: toy.number: `http://[REDACTED]@host` is not a whole number such as 512
                        """
                                .formatted("x".repeat(80)));
    }

    @Test
    void sectionIsThereOnlyWhereItIsWritten() {
        assertThat(read("toy: {need: n}").toy().tcpPort()).isEmpty();
        assertThat(read("toy: {need: n, tcp: }").toy().tcpPort()).hasValue(7L);
        assertThat(read("toy: {need: n, tcp: {}}").toy().tcpPort()).hasValue(7L);
        assertThat(read("toy: {need: n, tcp: {port: 8}}").toy().tcpPort()).hasValue(8L);
    }

    @Test
    void keyIsThereEvenWithoutAValue() {
        YamlSection root = new Written(folder).file("a.yaml", "a:\nb: 1").load().root();
        assertThat(root.has("a")).isTrue();
        assertThat(root.has("b")).isTrue();
        assertThat(root.has("c")).isFalse();
    }
}
