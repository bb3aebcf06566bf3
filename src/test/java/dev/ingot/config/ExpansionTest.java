package dev.ingot.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpansionTest {
    private static final long SEED = 4318;
    private static final Map<String, String> VARIABLES =
            Map.of("A", "a", "N", "5", "EMPTY", "", "ODD", "a$$b${env:A}", "NAME", "A", "_x1", "u");

    @TempDir Path folder;
    private Written written;

    @BeforeEach
    void start() {
        written = new Written(folder);
        VARIABLES.forEach(written::variable);
    }

    private static Expansion expand(String text) {
        return new Expander(VARIABLES::get).expand(text);
    }

    private static String failure(String text) {
        return expand(text).failures().getFirst().what();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain | plain",
                "${env:A} | a",
                "${A} | a",
                "${_x1} | u",
                "${env: A } | a",
                "x${env:A}y${A}z | xayaz",
                "$A | $A",
                "$ | $",
                "a$ | a$",
                "$$ | $",
                "$$$$ | $$",
                "$${env:A} | ${env:A}",
                "$$${env:A} | $a",
                "${env:B:-b} | b",
                "${B:-b} | b",
                "${env:A:-b} | a",
                "${env:EMPTY:-b} | ''",
                "${env:B:-} | ''",
                "${env:B:-b:-c} | b:-c",
                "${env:B:-http://localhost:4318} | http://localhost:4318",
                "${env:B:-${env:A}} | a",
                "${env:B:-x${env:C:-$$}y} | x$y",
                "${env:B:-{a: b}} | {a: b}",
                "${env:B:-{} | {",
                "${env:${env:NAME}} | a",
                "${env:ODD} | a$$b${env:A}",
                "} | }",
            })
    void referencesAreFilledIn(String text, String expanded) {
        Expansion expansion = expand(text);
        assertThat(expansion.failures()).isEmpty();
        assertThat(expansion.unset()).isEmpty();
        assertThat(expansion.text()).isEqualTo(expanded);
    }

    @ParameterizedTest
    @CsvSource({"${env:B}, true", "x${env:B}, false", "${env:A}${env:B}, false", "${B}, true"})
    void variableThatIsNotSetIsNamed(String text, boolean whole) {
        assertThat(expand(text).unset()).containsExactly("B");
        assertThat(expand(text).whole()).isEqualTo(whole);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "${ | a `${` has no closing brace; a dollar itself is `$$`",
                "x${env:A | a `${` has no closing brace; a dollar itself is `$$`",
                "${env:B:-${env:A} | a `${` has no closing brace; a dollar itself is `$$`",
                "${http://x} | `http` is no source; write ${env:NAME} or ${file:/path}, and $$ for"
                        + " a dollar",
                "${} | `` is not a name; a variable such as ${env:NAME} is expected, and $$ for a"
                        + " dollar",
                "${env:a b} | `a b` is not a name; a variable such as ${env:NAME} is expected, and"
                        + " $$ for a dollar",
                "${1A} | `1A` is not a name; a variable such as ${env:NAME} is expected, and $$"
                        + " for a dollar",
                "${file:/no/such/file} | cannot read `/no/such/file`: no such file",
                "${file:/dev} | cannot read `/dev`: it is a directory",
                "${file:/dev/zero} | cannot read `/dev/zero`: it is not an ordinary file",
            })
    void whatCannotBeFilledInSaysWhy(String text, String why) {
        assertThat(failure(text)).isEqualTo(why);
    }

    @Test
    void fileLosesOneNewline() {
        written.write("a", "x\n", "rw-------").write("b", "x\n\n", "rw-------");
        written.write("c", "x\r\n", "rw-------").write("d", "x", "rw-------");
        assertThat(expand("${file:" + written.path("a") + "}").text()).isEqualTo("x");
        assertThat(expand("${file:" + written.path("b") + "}").text()).isEqualTo("x\n");
        assertThat(expand("${file:" + written.path("c") + "}").text()).isEqualTo("x");
        assertThat(expand("<${file:" + written.path("d") + "}>").text()).isEqualTo("<x>");
    }

    @Test
    void expansionIsBounded() throws Exception {
        assertThat(failure("${env:B:-".repeat(30) + "}".repeat(30)))
                .isEqualTo("more than 20 `${` stand in one another");
        assertThat(failure("${A}".repeat(2000))).isEqualTo("more than 1000 `${` in one text");
        Path large = Files.write(folder.resolve("large"), new byte[Expander.MAX_FILE]);
        assertThat(failure(("${file:" + large + "}").repeat(17)))
                .isEqualTo("variables and files expand to more than 16MiB");
        Files.write(large, new byte[Expander.MAX_FILE + 1]);
        assertThat(failure("${file:" + large + "}")).endsWith(": it is larger than 1024KiB");
    }

    @Test
    void garbageNeverThrows() {
        var random = new Random(SEED);
        String[] parts = {
            "$", "{", "}", "env:", "file:", ":-", "A", "B", "x", "/", " ", "${", "$$"
        };
        for (int round = 0; round < 20_000; round++) {
            var text = new StringBuilder();
            for (int i = random.nextInt(20); i >= 0; i--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            assertThat(expand(text.toString())).isNotNull();
        }
    }

    @Property
    void everyTextCanBeWrittenWithDollarsDoubled(@ForAll String text) {
        assertThat(expand(text.replace("$", "$$")).text()).isEqualTo(text);
    }

    /// The rule of the two values: what a variable holds is a text where a text is wanted, and YAML
    /// where something else is.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0123", "true", "null", "~", "", " ", "1e3", "[x", "{a: b}", "a: b", "#", "'q'",
                "$$"
            })
    void variableIsATextWhereATextIsWanted(String value) {
        written.variable("P", value)
                .file("a.yaml", "a: ${env:P}\nb: ${env:P}\nc: {d: \"${env:P}\"}");
        Configuration configuration = written.load();
        assertThat(configuration.root().secret("a", "").reveal()).isEqualTo(value);
        assertThat(configuration.root().text("b", "other", "")).isEqualTo(value);
        assertThat(configuration.root().map("c", "")).containsEntry("d", value);
        assertThat(written.problems(configuration)).isEmpty();
    }

    @Test
    void variableIsYamlWhereSomethingElseIsWanted() {
        written.variable("FLAG", "true # always").variable("QUOTED", "\"7\"");
        written.variable("LIST", "[x, '${env:A}']").variable("MAP", "k: ${env:A}\nl: \"$$\"");
        written.file(
                "a.yaml",
                """
                flag: ${env:FLAG}
                number: ${env:N}
                quoted: ${env:QUOTED}
                none: ${env:EMPTY}
                delay: ${env:EMPTY}
                url: ${env:EMPTY}
                hosts: ${env:LIST}
                one: ${env:MAP}
                labels: ${env:MAP}
                port: 127.0.0.1:${env:N}
                more: {inner: "${env:M:-{k: ${env:A}}}"}
                """);
        Configuration configuration = written.load();
        YamlSection root = configuration.root();
        assertThat(root.flag("flag", false, "")).isTrue();
        assertThat(root.number("number", 1, 0, 9, "")).isEqualTo(5);
        assertThat(root.number("quoted", 1, 0, 9, "")).isEqualTo(7);
        assertThat(root.number("none", 1, 0, 9, "")).isEqualTo(1);
        assertThat(root.duration("delay", "3s", "")).hasSeconds(3);
        assertThat(root.url("url", "", "")).isEmpty();
        assertThat(root.texts("hosts", List.of(), "")).containsExactly("x", "a");
        assertThat(root.texts("one", List.of(), "")).containsExactly("k: ${env:A}\nl: \"$$\"");
        assertThat(root.map("labels", "")).isEqualTo(Map.of("k", "a", "l", "$"));
        assertThat(root.address("port", ":1", "").getPort()).isEqualTo(5);
        assertThat(root.child("more").map("inner", "")).isEqualTo(Map.of("k", "a"));
        assertThat(written.problems(configuration)).isEmpty();
    }

    @Test
    void fileMayHoldAPartOfTheConfiguration() {
        written.write("part.yaml", "toy:\n  need: ${env:A}\n  delay: soon\n", "rw-r--r--");
        written.file("a.yaml", "receivers: ${file:" + written.path("part.yaml") + "}");
        Configuration configuration = written.load();
        Toy.read(configuration.root().children("receivers").getFirst());
        assertThat(written.problems(configuration))
                .isEqualTo(
                        "part.yaml:3:10: receivers.toy.delay: `soon` is not a duration such as"
                                + " 30s\n");
    }

    @Test
    void variableThatHoldsNoYamlIsAProblemOnlyWhereYamlIsWanted() {
        written.variable("M", "{a").file("a.yaml", "x: ${env:M}\ny: ${env:M}\nz: ${env:B:-[}");
        Configuration configuration = written.load();
        assertThat(configuration.root().text("x", "", "")).isEqualTo("{a");
        configuration.root().section("y", "", in -> in.text("a", "", ""));
        configuration.root().section("z", "", in -> in.required("a", ""));
        assertThat(written.problems(configuration))
                .isEqualTo(
                        """
                        a.yaml:3:4: z: the closing bracket is missing
                        env:M:1:1: y: the closing bracket is missing
                        """);
    }

    @Test
    void partThatHoldsItselfIsAProblem() {
        written.variable("LOOP", "${env:LOOP}").file("a.yaml", "x: ${env:LOOP}");
        Configuration configuration = written.load();
        configuration.root().section("x", "", in -> in.text("a", "", ""));
        assertThat(configuration.problems().toString()).endsWith(": x: refers to itself\n");
    }

    @Test
    void missingVariableIsAProblemOnlyWhereItIsNeeded() {
        written.file(
                "a.yaml",
                """
                text: ${env:T}
                need: ${env:B}
                password: ${PW}
                delay: ${env:B}
                endpoint: 127.0.0.1:${env:PORT}
                hosts: [x, "${env:H}"]
                labels: {a: "${env:L}"}
                retry: ${env:R}
                tcp: ${env:R}
                targets: ${env:R}
                """);
        Configuration configuration = written.load();
        Toy toy = Toy.read(configuration.root());
        configuration.root().finish();
        assertThat(toy.text()).isEqualTo("word");
        assertThat(toy.delay()).hasSeconds(5);
        assertThat(toy.tcpPort()).isEmpty();
        String unset = " is not set, so this option has its default\n";
        String needed = " is not set; set it or write ${env:NAME:-default}\n";
        assertThat(written.problems(configuration))
                .isEqualTo(
                        "a.yaml:1:7: warning: text: the environment variable `T`"
                                + unset
                                + "a.yaml:2:7: need: the environment variable `B`"
                                + needed
                                + "a.yaml:3:11: warning: password: the environment variable `PW`"
                                + unset
                                + "a.yaml:4:8: warning: delay: the environment variable `B`"
                                + unset
                                + "a.yaml:5:11: endpoint: the environment variable `PORT`"
                                + needed
                                + "a.yaml:6:12: hosts[1]: the environment variable `H`"
                                + needed
                                + "a.yaml:7:13: labels.a: the environment variable `L`"
                                + needed
                                + "a.yaml:8:8: warning: retry: the environment variable `R`"
                                + unset
                                + "a.yaml:9:6: warning: tcp: the environment variable `R`"
                                + unset
                                + "a.yaml:10:10: warning: targets: the environment variable `R`"
                                + unset);
    }

    @Test
    void whatCannotBeFilledInIsAProblemWithItsPlace() {
        written.file("a.yaml", "toy:\n  need: n\n  text: x${http:y}\n  retry: ${file:/none}\n");
        Configuration configuration = written.load();
        configuration.root().section("toy", "", Toy::read);
        assertThat(written.problems(configuration))
                .isEqualTo(
                        """
                        a.yaml:3:9: toy.text: `http` is no source; write ${env:NAME} or ${file:/path}, and $$ for a dollar
                        a.yaml:4:10: toy.retry: cannot read `/none`: no such file
                        """);
    }
}
