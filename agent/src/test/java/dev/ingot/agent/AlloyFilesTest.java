package dev.ingot.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingot.testkit.RealProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The Alloy files use only blocks and attributes that Alloy has, hold no secret and no address,
/// and call the module as it is declared.
class AlloyFilesTest {
    private static final Path MODULE = Path.of("../alloy/modules/ingot.alloy");
    private static final Pattern DECLARED = Pattern.compile("declare \"([a-z_]+)\" \\{");
    private static final Pattern CALL =
            Pattern.compile(
                    "^ingot\\.([a-z_]+) \"[a-z]+\" \\{\n(.*?)^\\}",
                    Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern SET = Pattern.compile("^\t([a-z_]+)\\s+=", Pattern.MULTILINE);
    private static final Pattern ARGUMENT =
            Pattern.compile(
                    "^\targument \"([a-z_]+)\" \\{\n(.*?)^\t\\}",
                    Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern ADDRESS =
            Pattern.compile("\\b(?!127\\.0\\.0\\.1|0\\.0\\.0\\.0)\\d+\\.\\d+\\.\\d+\\.\\d+\\b");

    @TempDir Path directory;

    private static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(Path.of("../alloy"))) {
            return all.filter(path -> path.toString().endsWith(".alloy")).toList();
        }
    }

    private static Map<String, Set<String>> allowed() throws IOException {
        return table("/examples/alloy.txt");
    }

    private static Map<String, Set<String>> table(String resource) throws IOException {
        Map<String, Set<String>> table = new TreeMap<>();
        try (var in = AlloyFilesTest.class.getResourceAsStream(resource)) {
            String text =
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            text.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(":\\s*", 2))
                    .forEach(row ->
                            table.put(row[0], new TreeSet<>(Arrays.asList(row[1].split(" ", -1)))));
        }
        return table;
    }

    @Test
    void theyUseOnlyWhatAlloyHas() throws IOException {
        var allowed = allowed();
        assertThat(files())
                .hasSize(3)
                .allSatisfy(file ->
                        assertThat(
                                        AlloyBlocks.problems(
                                                Files.readString(file), allowed, Set.of("ingot")))
                                .isEmpty());
    }

    @Test
    void whatAlloyDoesNotHaveIsFound() throws IOException {
        String wrong =
                """
                prometheus.scrape "pve" {
                	targets = [{
                		__address__ = "pve:9221",
                	}]
                	metric_path = "/pve"

                	relabel_configs {
                		target_label = "source"
                	}
                }
                """;
        assertThat(AlloyBlocks.problems(wrong, allowed(), Set.of()))
                .containsExactly(
                        "line 5: `metric_path` in `prometheus.scrape`",
                        "line 7: block `prometheus.scrape.relabel_configs`",
                        "line 1: `prometheus.scrape` without `forward_to`");
    }

    @Test
    void whatTheyReferToIsThere() throws IOException {
        var exports = table("/examples/alloy-exports.txt");
        for (Path file : files()) {
            assertThat(AlloyReferences.problems(Files.readString(file), exports))
                    .as(file.toString())
                    .isEmpty();
        }
        String wrong =
                """
                prometheus.scrape "nas" {
                	targets    = discovery.relabel.nas.targets
                	forward_to = [prometheus.remote_write.mimir.receiver]
                }

                discovery.relabel "nas" {
                	targets = []
                }
                """;
        assertThat(AlloyReferences.problems(wrong, exports))
                .containsExactly(
                        "`discovery.relabel.nas.targets`: it exports something else",
                        "`prometheus.remote_write.mimir.receiver`: there is no"
                                + " `prometheus.remote_write.mimir`");
    }

    @Test
    void theyLookAsTheFormatterLeavesThem() throws IOException {
        for (Path file : files()) {
            assertThat(AlloyFormat.problems(Files.readString(file))).as(file.toString()).isEmpty();
        }
        String wrong =
                """
                a "b" {
                	c = 1
                	long = [{
                		d = 2,
                	}]
                	// A remark.
                	e = 3

                  f = 4
                	g {
                		h = 5
                	}

                }
                """;
        assertThat(AlloyFormat.problems(wrong))
                .containsExactly(
                        "line 2: `=` is not below its neighbour's",
                        "line 6: no empty line before",
                        "line 9: not indented by 1 tabs",
                        "line 10: no empty line before",
                        "line 14: an empty line before the end of a block");
    }

    /// By Alloy's own parser and printer.
    @Test
    @Tag("go")
    void theFormatterLeavesThemAsTheyAre() throws IOException {
        for (Path file : files()) {
            assertThat(
                            RealProgram.run(
                                    "golang",
                                    directory,
                                    PeersTest.peer("alloyfmt"),
                                    absolute(file)))
                    .isEqualTo(Files.readString(file));
        }
        Path wrong =
                Files.writeString(directory.resolve("wrong.alloy"), "a \"b\" {\n\tc = [1\n}\n");
        assertThatThrownBy(() ->
                        RealProgram.run(
                                "golang", directory, PeersTest.peer("alloyfmt"), wrong.toString()))
                .hasMessageContaining("wrong.alloy:2:");
    }

    private static String absolute(Path file) {
        return file.toAbsolutePath().normalize().toString();
    }

    @Test
    void theModuleIsCalledWithTheArgumentsThatItDeclares() throws IOException {
        Map<String, Set<String>> all = new TreeMap<>();
        Map<String, Set<String>> required = new TreeMap<>();
        String[] parts = Files.readString(MODULE).split("(?m)^(?=declare )", -1);
        for (String part : Arrays.copyOfRange(parts, 1, parts.length)) {
            var name = DECLARED.matcher(part);
            assertThat(name.lookingAt()).isTrue();
            all.put(name.group(1), new TreeSet<>());
            required.put(name.group(1), new TreeSet<>());
            ARGUMENT.matcher(part)
                    .results()
                    .forEach(argument -> {
                        all.get(name.group(1)).add(argument.group(1));
                        if (!argument.group(2).contains("optional = true")) {
                            required.get(name.group(1)).add(argument.group(1));
                        }
                    });
        }
        assertThat(all).containsOnlyKeys("receive", "scrape", "host", "docker_logs");
        Map<String, List<String>> expected =
                Map.of(
                        "config.alloy", List.of("receive", "scrape", "host", "docker_logs"),
                        "edge.alloy", List.of("host", "docker_logs", "receive"));
        for (String file : expected.keySet()) {
            var calls =
                    CALL.matcher(Files.readString(Path.of("../alloy", file))).results().toList();
            assertThat(calls)
                    .extracting(call -> call.group(1))
                    .containsExactlyElementsOf(expected.get(file));
            for (var call : calls) {
                Set<String> given =
                        SET.matcher(call.group(2))
                                .results()
                                .map(set -> set.group(1))
                                .collect(Collectors.toSet());
                assertThat(all.get(call.group(1))).containsAll(given);
                assertThat(given).containsAll(required.get(call.group(1)));
            }
        }
    }

    @Test
    void theyHoldNoAddressAndNoSecret() throws IOException {
        for (Path file : files()) {
            String text = Files.readString(file);
            assertThat(ADDRESS.matcher(text).results()).as(file.toString()).isEmpty();
            assertThat(text.lines().filter(line -> line.contains("credentials =")))
                    .allMatch(line -> line.contains("sys.env("));
        }
    }
}
