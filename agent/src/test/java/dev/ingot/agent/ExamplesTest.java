package dev.ingot.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.config.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Everything shipped is read: the default configuration, the examples, and the YAML in the
/// READMEs.
class ExamplesTest {
    private static final Pattern BLOCK = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final String PIPELINES =
            """
            receivers: {graphite/x: , syslog/x: }
            exporters: {debug/x: }
            service:
              pipelines:
                metrics/x: {receivers: [graphite/x], exporters: [debug/x]}
            """;

    record Example(String where, String yaml) {
        @Override
        public String toString() {
            return where;
        }
    }

    /// The YAML blocks of a README that are configurations of ours.
    static Stream<Example> readmeBlocks() throws IOException {
        List<Example> examples = new ArrayList<>();
        try (Stream<Path> all = Files.walk(Path.of(".."))) {
            for (Path readme : all.filter(ExamplesTest::isReadme).toList()) {
                var blocks = BLOCK.matcher(Files.readString(readme));
                for (int i = 1; blocks.find(); i++) {
                    String yaml = blocks.group(1);
                    if (yaml.startsWith("receivers:")
                            || yaml.startsWith("exporters:")
                            || yaml.startsWith("extensions:")) {
                        examples.add(new Example(readme + " block " + i, yaml));
                    }
                }
            }
        }
        return examples.stream();
    }

    private static boolean isReadme(Path path) {
        return path.endsWith("README.md") && !path.toString().contains("/target/");
    }

    private static List<String> errors(String... sources) {
        Configuration configuration =
                Configuration.load(List.of(sources), List.of(), name -> "http://example.test");
        BlueprintReader.read(Components.ALL, configuration);
        return configuration.problems().errors().stream().map(Object::toString).toList();
    }

    @ParameterizedTest
    @MethodSource("readmeBlocks")
    void theYamlOfAReadmeIsRight(Example example) {
        String pipelines = example.yaml.contains("pipelines:") ? "" : PIPELINES;
        Configuration both =
                Configuration.load(
                        pipelines.isEmpty()
                                ? List.of("env:EXAMPLE")
                                : List.of("env:PIPELINES", "env:EXAMPLE"),
                        List.of(),
                        name ->
                                switch (name) {
                                    case "EXAMPLE" -> example.yaml;
                                    case "PIPELINES" -> PIPELINES;
                                    default -> "text";
                                });
        BlueprintReader.read(Components.ALL, both);
        assertThat(both.problems().errors())
                .filteredOn(problem -> !problem.what().contains("cannot read"))
                .isEmpty();
    }

    @Test
    void theDefaultConfigurationHasNoProblems() {
        Configuration configuration =
                Configuration.load(List.of("../otel-config.yaml"), List.of(), _ -> null);
        assertThat(BlueprintReader.read(Components.ALL, configuration)).isPresent();
        assertThat(configuration.problems()).asString().isEmpty();
    }

    /// Those that need no variables; [StacksTest] has the others.
    static Stream<Path> examples() throws IOException {
        try (Stream<Path> all = Files.walk(Path.of("../examples"))) {
            return all
                    .filter(path -> path.endsWith("ingot.yaml"))
                    .filter(path -> !Files.exists(path.resolveSibling(".env.example")))
                    .filter(path -> !Files.exists(path.resolveSibling("ingot.env.example")))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleIsRight(Path example) {
        Configuration configuration =
                Configuration.load(List.of(example.toString()), List.of(), _ -> null);
        assertThat(BlueprintReader.read(Components.ALL, configuration)).isPresent();
        assertThat(configuration.problems().errors()).isEmpty();
    }

    @Test
    void alloyFilesAreBalanced() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("../alloy"))) {
            assertThat(files.filter(path -> path.toString().endsWith(".alloy")).toList())
                    .isNotEmpty()
                    .allSatisfy(file ->
                            assertThat(AlloySyntax.problems(Files.readString(file))).isEmpty());
        }
    }

    @Test
    void anUnbalancedAlloyFileIsFound() {
        assertThat(AlloySyntax.problems("a \"b\" {\n\tc = [1, 2\n}\n"))
                .containsExactly("line 3: `}` closes `[` of line 2", "line 1: `{` is never closed");
        assertThat(AlloySyntax.problems("a \"b\" {\n"))
                .containsExactly("line 1: `{` is never closed");
        assertThat(AlloySyntax.problems("a {\n  b = 1\n}\n"))
                .containsExactly("line 2: indented with blanks, not tabs");
        assertThat(AlloySyntax.problems("// a }\na { b = \"}\" }\n")).isEmpty();
        assertThat(errors("yaml:a: 1")).isNotEmpty();
    }
}
