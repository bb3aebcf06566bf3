package dev.ingot.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.component.ComponentType;
import dev.ingot.poll.Catalogue;
import dev.ingot.telemetry.SelfMetrics;
import dev.ingot.testkit.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The tables of the README are made from the code, and its links lead somewhere.
class ReadmeTest {
    private static final Path README = Path.of("../README.md");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)\\)");

    @Test
    void itHasTheComponents() throws IOException {
        String table =
                "| Component | Kind | Signals | What it does |\n| --- | --- | --- | --- |\n"
                        + rows("receiver", Components.ALL.receivers())
                        + rows("processor", Components.ALL.processors())
                        + rows("exporter", Components.ALL.exporters())
                        + rows("extension", Components.ALL.extensions());
        Golden.checkBetweenMarkers(README, "components", table);
    }

    private static String rows(String kind, List<? extends ComponentType<?, ?>> types) {
        return types.stream()
                .map(type ->
                        "| "
                                + name(kind, type)
                                + " | "
                                + kind
                                + " | "
                                + signals(type)
                                + " | "
                                + type.summary()
                                + " |\n")
                .collect(Collectors.joining());
    }

    /// The type, linked to its module's README where it has one.
    private static String name(String kind, ComponentType<?, ?> type) {
        String folder = kind + "s/" + type.name().replaceFirst("_.*", "");
        boolean module = Files.exists(Path.of("..", folder, "README.md"));
        return module
                ? "[`" + type.name() + "`](" + folder + "/README.md)"
                : "`" + type.name() + "`";
    }

    private static String signals(ComponentType<?, ?> type) {
        return type.signals().stream()
                .map(signal -> signal.pipeline())
                .sorted()
                .collect(Collectors.joining(", "));
    }

    @Test
    void itHasTheCommands() throws IOException {
        var commands =
                Main.commandLine().getSubcommands().entrySet().stream()
                        .filter(entry -> entry.getKey().equals(entry.getValue().getCommandName()))
                        .filter(entry -> !entry.getKey().equals("help"))
                        .map(entry ->
                                "| `ingot "
                                        + entry.getKey()
                                        + "` | "
                                        + String.join(
                                                " ",
                                                entry.getValue()
                                                        .getCommandSpec()
                                                        .usageMessage()
                                                        .description())
                                        + " |\n")
                        .collect(Collectors.joining());
        Golden.checkBetweenMarkers(
                README, "commands", "| Command | What it does |\n| --- | --- |\n" + commands);
    }

    @Test
    void itHasTheAgentsOwnMetrics() throws IOException {
        Golden.checkBetweenMarkers(README, "self-metrics", Catalogue.markdownOf(SelfMetrics.ALL));
    }

    @Test
    void itsLinksLeadSomewhere() throws IOException {
        var links =
                LINK.matcher(Files.readString(README))
                        .results()
                        .map(match -> match.group(1))
                        .toList();
        assertThat(links)
                .hasSizeGreaterThan(5)
                .allSatisfy(link -> assertThat(README.resolveSibling(link)).exists());
    }
}
