package dev.ingot.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
    private static final long SEED = 8888;

    @TempDir Path folder;
    private Written written;

    @BeforeEach
    void start() {
        written = new Written(folder);
    }

    /// Reads the texts below `keys`, so that printing shows them.
    private String printed(Configuration configuration) {
        YamlSection root = configuration.root();
        for (YamlSection kind : root.children("receivers")) {
            kind.text("endpoint", "", "");
            kind.text("size", "", "");
            kind.items("hosts");
            kind.map("labels", "");
        }
        return configuration.print();
    }

    @Test
    void laterFilesAreLaidOverEarlierOnes() {
        written.file(
                "a.yaml",
                """
                receivers:
                  one:
                    endpoint: a
                    size: 1
                    hosts: [x, y]
                    labels: {k: v, l: w}
                  two:
                    size: 2
                """);
        written.file(
                "b.yaml",
                """
                receivers:
                  one:
                    size: 3
                    hosts: [z]
                    labels: {l: b}
                  two:
                  three: {endpoint: c}
                """);
        Configuration configuration = written.load();
        assertThat(printed(configuration))
                .isEqualTo(
                        """
                        receivers:
                          one:
                            endpoint: a
                            size: 3
                            hosts:
                              - z
                            labels:
                              k: v
                              l: b
                          two:
                          three:
                            endpoint: c
                        """);
        assertThat(written.problems(configuration)).isEmpty();
    }

    @Test
    void nothingInALaterFileTakesAwayAndAnEmptyMappingDoesNot() {
        written.file("a.yaml", "receivers: {one: {size: 1}}\nprocessors: {two: {size: 2}}");
        written.file("b.yaml", "receivers:\nprocessors: {}");
        YamlSection root = written.load().root();
        assertThat(root.children("receivers")).isEmpty();
        assertThat(root.children("processors")).hasSize(1);
    }

    @Test
    void problemNamesTheFileThatTheValueCameFrom() {
        written.file("a.yaml", "receivers:\n  one:\n    delay: soon\n    wait: never\n");
        written.file("b.yaml", "receivers:\n  one:\n    delay: later\n");
        written.variable("MORE", "receivers: {one: {size: big}}").source("env:MORE");
        written.source("yaml:receivers::one::limit: high");
        written.set("receivers.one.age=old");
        Configuration configuration = written.load();
        YamlSection one = configuration.root().children("receivers").getFirst();
        one.duration("delay", "1s", "");
        one.duration("wait", "1s", "");
        one.bytes("size", "1", "");
        one.number("limit", 1, 0, 9, "");
        one.duration("age", "1s", "");
        assertThat(written.problems(configuration))
                .isEqualTo(
                        """
                        a.yaml:4:11: receivers.one.wait: `never` is not a duration such as 30s
                        b.yaml:3:12: receivers.one.delay: `later` is not a duration such as 30s
                        env:MORE:1:25: receivers.one.size: `big` is not a size such as 4MiB, 64KB or 1048576
                        yaml:1:24: receivers.one.limit: `high` is not a whole number such as 1
                        --set receivers.one.age: `old` is not a duration such as 30s
                        """);
    }

    @Test
    void overridesAreYamlAndComeLast() {
        written.set("receivers.otlp_http/a.hosts=[p, q]");
        written.set("receivers.otlp_http/a.size=");
        written.set("receivers.otlp_http/a.labels={a.b: c}");
        written.set("receivers::otlp_http/a::labels::d.e=f=g");
        written.set("receivers.otlp_http/a.endpoint=${env:HOST}:1");
        written.file("a.yaml", "receivers: {otlp_http/a: {size: 1, hosts: [o]}}");
        written.variable("HOST", "here");
        Configuration configuration = written.load();
        assertThat(printed(configuration))
                .isEqualTo(
                        """
                        receivers:
                          otlp_http/a:
                            size:
                            hosts:
                              - p
                              - q
                            labels:
                              a.b: c
                              d.e: "f=g"
                            endpoint: here:1
                        """);
        assertThat(written.problems(configuration)).isEmpty();
    }

    @Test
    void overrideThatIsNoneIsAProblemThatDoesNotRepeatIt() {
        written.set("password:hunter2").set("=x").set("a..b=c").set("a.b=[").set("a.c={d: *e}");
        assertThat(written.problems(written.load()))
                .isEqualTo(
                        """
                        --set: an option and a value are expected, such as --set extensions.health_check.endpoint=:13133
                        --set a.b: the closing bracket is missing
                        --set a.c: no such anchor stands before; a text that starts with * needs quotes
                        """);
    }

    @Test
    void everySourceThatCannotBeReadIsAProblem() {
        written.source(written.path("none.yaml"))
                .source("file:" + folder)
                .source("env:NONE")
                .source("https://user:hunter2@host/config.yaml")
                .file("list.yaml", "- a")
                .file("text.yaml", "endpoint:0.0.0.0")
                .file("broken.yaml", "a: [")
                .file("good.yaml", "receivers: {one: }");
        Configuration configuration = written.load();
        assertThat(written.problems(configuration).replace(folder.toString(), "folder"))
                .isEqualTo(
                        """
                        broken.yaml:1:5: the closing bracket is missing
                        list.yaml:1:1: a list is not a configuration; keys such as `receivers:` are expected
                        text.yaml:1:1: a text is not a configuration; keys such as `receivers:` are expected
                        --config: `https` is no source; write a path, file:, env: or yaml:
                        folder: cannot read this file: it is a directory
                        none.yaml: cannot read this file: no such file
                        env:NONE: this environment variable is not set
                        """);
        assertThat(configuration.root().children("receivers")).hasSize(1);
    }

    @Test
    void fileThatIsNotTextOrTooLargeIsAProblem() throws Exception {
        Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xC3, 0x28});
        Files.write(folder.resolve("huge.yaml"), new byte[ConfigSource.MAX_BYTES + 1]);
        written.source(written.path("binary.yaml")).source(written.path("huge.yaml"));
        assertThat(written.problems(written.load()))
                .isEqualTo(
                        """
                        binary.yaml: cannot read this file: it is not UTF-8 text
                        huge.yaml: cannot read this file: it is larger than 4096KiB
                        """);
    }

    @Test
    void emptyFilesAreAnEmptyConfiguration() {
        Configuration configuration =
                written.file("a.yaml", "").file("b.yaml", "\uFEFF# b\n").load();
        configuration.root().finish();
        assertThat(configuration.problems().hasErrors()).isFalse();
        assertThat(configuration.print()).isEqualTo("{}\n");
        assertThat(Configuration.load(List.of(), List.of(), _ -> null).print()).isEqualTo("{}\n");
    }

    @Test
    void problemsBeyondTheLimitAreCounted() {
        var text = new StringBuilder();
        for (int i = 0; i < Problems.MAX_PROBLEMS + 7; i++) {
            text.append("k").append(i).append(": 1\n");
        }
        Configuration configuration = written.file("a.yaml", text.toString()).load();
        configuration.root().finish();
        configuration.root().finish();
        assertThat(configuration.problems().errors()).hasSize(Problems.MAX_PROBLEMS);
        assertThat(configuration.problems().toString()).contains("\nand 14 more\n");
    }

    @Test
    void sectionsKnowTheirNamesAndPlaces() {
        written.file(
                "a.yaml",
                "exporters:\n  otlp_http/mimir:\n    endpoint: x\nservice:\n  b: [p, q]\n");
        Configuration configuration = written.load();
        YamlSection section = configuration.root().children("exporters").getFirst();
        assertThat(section.name()).isEqualTo("otlp_http/mimir");
        assertThat(section.path()).isEqualTo("exporters.otlp_http/mimir");
        assertThat(section.place().line()).isEqualTo(2);
        section.problem("is not wanted");
        section.warning("is old");
        Item item = configuration.root().child("service").items("b").get(1);
        assertThat(item.text()).isEqualTo("q");
        assertThat(item.path()).isEqualTo("service.b[1]");
        configuration.problems().error(item.place(), item.path(), "is not there");
        assertThat(written.problems(configuration))
                .isEqualTo(
                        """
                        a.yaml:2:3: exporters.otlp_http/mimir: is not wanted
                        a.yaml:2:3: warning: exporters.otlp_http/mimir: is old
                        a.yaml:5:10: service.b[1]: is not there
                        """);
    }

    @Test
    void keysBelowKeysAreBounded() {
        String deep = "a" + "::a".repeat(200);
        written.source("yaml:? " + deep + "\n: b").set(deep + "=b").file("a.yaml", "a: b");
        Configuration configuration = written.load();
        assertThat(written.problems(configuration))
                .isEqualTo(
                        """
                        yaml:1:3: more than 100 levels are nested here
                        --set: an option and a value are expected, such as --set extensions.health_check.endpoint=:13133
                        """);
    }

    /// Whatever a file holds, reading it says what is wrong and printing it reads back.
    @Test
    void brokenFileNeverThrows() {
        String whole =
                """
                toy: {need: n, text: "${env:A}", password: 'p', flag: true, retry: {wait: 1s}}
                two:
                  - &x {a: b}
                  - *x
                  - <<: *x
                    c: |
                      d
                """;
        String characters = "{}[]:-*&!'\"#$ \n\t,|>?a~";
        var random = new Random(SEED);
        for (int round = 0; round < 3000; round++) {
            var text = new StringBuilder(whole);
            for (int i = random.nextInt(4); i >= 0; i--) {
                int at = random.nextInt(text.length());
                char other = characters.charAt(random.nextInt(characters.length()));
                switch (random.nextInt(3)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, other);
                    default -> text.setCharAt(at, other);
                }
            }
            Configuration configuration = load(text.toString());
            configuration.root().section("toy", "", Toy::read);
            configuration.root().finish();
            Configuration again = load(configuration.print());
            assertThat(again.problems().toString()).as(text.toString()).isEmpty();
        }
    }

    private static Configuration load(String text) {
        return Configuration.load(List.of("env:T"), List.of(), Map.of("T", text, "A", "x")::get);
    }
}
