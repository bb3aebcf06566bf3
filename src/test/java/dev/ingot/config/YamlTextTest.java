package dev.ingot.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlTextTest {
    private static final long SEED = 20_031;

    private final Problems problems = new Problems();

    private String problemsOf(String text) {
        YamlText.read(text, "a.yaml", "", problems);
        return problems.toString();
    }

    private Node read(String text) {
        Node node = YamlText.read(text, "a.yaml", "", problems).orElseThrow();
        assertThat(problems.toString()).isEmpty();
        return node;
    }

    private String read(String text, String... keys) {
        Node node = read(text);
        for (String key : keys) {
            node = Objects.requireNonNull(((Node.Mapping) node).entry(key), key).value();
        }
        return node instanceof Node.Scalar scalar ? scalar.text() : node.kind();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "a:\\n\\tb: 1|2:1: a tab cannot stand here; YAML is indented with spaces",
                "a: \\tb|1:4: a tab cannot stand here; YAML is indented with spaces",
                "a: @x|1:4: a text that starts with `@` needs quotes",
                "a: %x|1:4: a text that starts with `%` needs quotes",
                "a: \"x\\nb: c|1:4: the closing quote is missing",
                "a: 'x\\n|1:4: the closing quote is missing",
                "a: [1, 2\\n|1:4: the closing bracket is missing",
                "a: {b: c\\n|1:4: the closing bracket is missing",
                "a: [1\\nb: 2]|2:2: a comma or the closing bracket is expected here",
                "a: b: c|1:5: `:` is not expected here; look at the indentation, or quote the text",
                "a: b\\n  c: d|2:4: `:` is not expected here; look at the indentation, or quote"
                        + " the text",
                "a:\\n  endpoint:0.0.0.0\\n  size: 1|3:7: `:` is not expected here; is a space"
                        + " missing after the colon in line 2?",
                "a:\\n  b: 1\\n c: 2|3:2: does not fit what stands before it; look at indentation"
                        + " and quotes",
                "a: 'x' y|1:8: does not fit what stands before it; look at indentation and quotes",
                "a:\\n  b\\nc\\nd: e|3:1: a colon and a space are expected after this key",
                "a: \"\\\\q\"|1:6: no such escape; write a backslash twice, or use single quotes",
                "a: *b|1:4: no such anchor stands before; a text that starts with * needs quotes",
                "a: &b|1:4: nothing follows this anchor; a text that starts with & needs quotes",
                "a: !b|1:4: tags have no meaning here; a text that starts with ! needs quotes",
                "a: !b!c d|1:4: tags have no meaning here; a text that starts with ! needs quotes",
                "a: !!binary d|1:4: tags have no meaning here; a text that starts with ! needs"
                        + " quotes",
                "a: b\\n---\\nc: d|2:1: a second document starts here; one is read",
                "[a]: b|1:1: a key must be a text",
                "? {a: b}\\n: c|1:3: a key must be a text",
                "a: 1\\nb: \u0007|2:4: the character U+0007 cannot stand in YAML",
                "a: &x {b: *x}|1:11: no such anchor stands before; a text that starts with * needs"
                        + " quotes",
            })
    void mistakeIsSaidWithItsPlace(String text, String problem) {
        String written = text.replace("\\n", "\n").replace("\\t", "\t").replace("\\\\", "\\");
        assertThat(problemsOf(written)).isEqualTo("a.yaml:" + problem + "\n");
    }

    @Test
    void keyThatStandsTwiceIsAProblemAtTheSecond() {
        assertThat(problemsOf("a:\n  b: 1\n  c: 2\n  b: 3\na: 4\nl:\n  - x: 1\n    x: 2\n"))
                .isEqualTo(
                        """
                        a.yaml:4:3: a.b: is set twice; first at a.yaml:2:3
                        a.yaml:5:1: a: is set twice; first at a.yaml:1:1
                        a.yaml:8:5: l[0].x: is set twice; first at a.yaml:7:5
                        """);
    }

    @ParameterizedTest
    @CsvSource({"''", "# nothing", "~", "null", "---", "' \n\n'"})
    void emptyTextIsNothing(String text) {
        assertThat(read(text)).isInstanceOf(Node.Null.class);
    }

    @Test
    void textsStayAsTheyAreWritten() {
        assertThat(read("a: 0123", "a")).isEqualTo("0123");
        assertThat(read("a: yes", "a")).isEqualTo("yes");
        assertThat(read("a: 1.10", "a")).isEqualTo("1.10");
        assertThat(read("a: 'null'", "a")).isEqualTo("null");
        assertThat(read("a: ''", "a")).isEmpty();
        assertThat(read("a: !!str ~", "a")).isEqualTo("~");
        assertThat(read("a: |\n  x\n  y\n", "a")).isEqualTo("x\ny\n");
        assertThat(read("a: ~", "a")).isEqualTo("nothing");
        assertThat(read("a:", "a")).isEqualTo("nothing");
    }

    @Test
    void aliasesAndMergeKeysWork() {
        String text =
                """
                base: &base {a: 1, b: 2}
                more: &more {b: 3, c: 4}
                one: {<<: *base, a: 5}
                two: {<<: [*base, *more], d: 6}
                three: *base
                """;
        assertThat(read(text, "one", "a")).isEqualTo("5");
        assertThat(read(text, "one", "b")).isEqualTo("2");
        assertThat(read(text, "two", "b")).isEqualTo("2");
        assertThat(read(text, "two", "c")).isEqualTo("4");
        assertThat(read(text, "three", "a")).isEqualTo("1");
        assertThat(read("'<<': x", "<<")).isEqualTo("x");
    }

    @Test
    void onlyMappingsAreMerged() {
        assertThat(problemsOf("a:\n  <<: 1\n"))
                .isEqualTo(
                        "a.yaml:2:7: a.<<: a text cannot be merged; write a mapping such as"
                                + " *defaults\n");
    }

    @Test
    void laughsAreCounted() {
        var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            String alias = "*a" + (i - 1);
            text.append(
                    "a%d: &a%d [%s]\n"
                            .formatted(
                                    i,
                                    i,
                                    String.join(
                                            ", ",
                                            List.of(
                                                    alias, alias, alias, alias, alias, alias, alias,
                                                    alias, alias, alias))));
        }
        assertThat(problemsOf(text.toString()))
                .isEqualTo("a.yaml:6:10: more than 200000 values, aliases included\n");
    }

    @Test
    void mergesAreCounted() {
        var text = new StringBuilder("a: &a {k0: 0");
        for (int i = 1; i < 1000; i++) {
            text.append(", k").append(i).append(": 0");
        }
        text.append("}\nb:\n");
        text.repeat("  - {<<: *a}\n", 200);
        assertThat(problemsOf(text.toString())).contains("more than 200000 values");
    }

    @Test
    void depthIsBounded() {
        assertThat(problemsOf("[".repeat(100_000)))
                .isEqualTo("a.yaml:1:101: more than 100 levels are nested here\n");
    }

    @Test
    void garbageNeverThrows() {
        var random = new Random(SEED);
        String alphabet = "ab:-[]{}&*!|>'\"%@`#,?~<${}0 \n\n\t  é\u0085";
        for (int round = 0; round < 4_000; round++) {
            var text = new StringBuilder();
            int length = random.nextInt(60);
            for (int i = 0; i < length; i++) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            readQuietly(text.toString());
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            readQuietly(new String(bytes, StandardCharsets.UTF_8));
        }
    }

    /// A text is a tree or a problem, and a problem has a place in the text.
    private static void readQuietly(String text) {
        var problems = new Problems();
        var tree = YamlText.read(text, "a.yaml", "", problems);
        assertThat(tree.isPresent() || problems.hasErrors()).as(text).isTrue();
        for (Problem problem : problems.errors()) {
            assertThat(problem.place().line()).as(text).isPositive();
            assertThat(problem.what()).as(text).isNotEqualTo("cannot be read as YAML");
        }
    }
}
