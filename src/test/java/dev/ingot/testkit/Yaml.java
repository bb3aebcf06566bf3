package dev.ingot.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.config.Configuration;
import dev.ingot.config.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/// The options of one component as a user writes them.
///
/// @param variables what `${env:NAME}` finds
public record Yaml(String text, Map<String, String> variables) {
    private static final String SOURCE = "env:YAML";

    public static Yaml of(String text) {
        return new Yaml(text, Map.of());
    }

    /// What a component reads from it, without any problem.
    public <C> C read(Function<? super Section, C> reader) {
        Configuration configuration = load();
        C config = reader.apply(configuration.root());
        configuration.root().finish();
        assertThat(configuration.problems().errors()).as(text).isEmpty();
        return config;
    }

    /// What a component has to say against it, a line each: `line:column: key: what`.
    public String problems(Function<? super Section, ?> reader) {
        Configuration configuration = load();
        var _ = reader.apply(configuration.root());
        configuration.root().finish();
        return configuration.problems().toString().replace(SOURCE + ":", "");
    }

    /// The options in every YAML block of a README that begins with a component's line, such as
    /// `receivers:\n zfs`; the other blocks as they stand.
    public static List<Yaml> examples(Path readme, String head) throws IOException {
        return Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(readme))
                .results()
                .map(block -> block.group(1))
                .map(block -> block.replaceFirst(Pattern.quote(head) + "[^\n]*\n", ""))
                .map(options -> of(options.replaceAll("(?m)^    ", "")))
                .toList();
    }

    private Configuration load() {
        String yaml = text.isBlank() ? "{}" : text;
        return Configuration.load(
                List.of(SOURCE),
                List.of(),
                name -> SOURCE.endsWith(":" + name) ? yaml : variables.get(name));
    }
}
