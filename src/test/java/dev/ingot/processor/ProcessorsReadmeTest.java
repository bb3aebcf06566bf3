package dev.ingot.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.component.ComponentType;
import dev.ingot.component.Processor;
import dev.ingot.config.ManualSection;
import dev.ingot.testkit.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ProcessorsReadmeTest {
    private static final Path README = Path.of("main/java/dev/ingot/processor/README.md");
    private static final List<ComponentType<?, Processor>> ALL =
            List.of(
                    RedactionProcessor.TYPE,
                    ParseProcessor.TYPE,
                    AttributesProcessor.TYPE,
                    AttributesProcessor.RESOURCE,
                    FilterProcessor.TYPE,
                    MemoryLimiter.TYPE);

    @Test
    void itNamesEveryOption() throws IOException {
        for (ComponentType<?, ?> type : ALL) {
            if (!type.isCalled("resource")) {
                var manual = new ManualSection();
                assertThat(type.read().apply(manual)).isNotNull();
                Golden.checkBetweenMarkers(README, type.name(), manual.markdown() + "\n");
            }
        }
    }

    @Test
    void itsExamplesAreRead() throws IOException {
        var examples =
                Pattern.compile("```yaml\nprocessors:\n  (\\w+)[^\n]*:\n(.*?)```", Pattern.DOTALL)
                        .matcher(Files.readString(README))
                        .results()
                        .toList();
        assertThat(examples).hasSize(ALL.size());
        for (var example : examples) {
            for (ComponentType<?, Processor> type : ALL) {
                if (type.isCalled(example.group(1))) {
                    String yaml = example.group(2).replaceAll("(?m)^    ", "");
                    assertThat(Passage.problems(type, yaml)).as(yaml).isEmpty();
                }
            }
        }
    }
}
