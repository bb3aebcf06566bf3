package dev.ingot.agent;

import dev.ingot.component.ComponentType;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Lists what this build offers, as YAML.
@Command(
        name = "components",
        description = "Lists the components of this build, as YAML.",
        mixinStandardHelpOptions = true)
final class ComponentsCommand implements Runnable {
    @Spec private CommandSpec spec;

    ComponentsCommand() {}

    @Override
    public void run() {
        var out = spec.commandLine().getOut();
        out.println("buildinfo:\n  command: ingot\n  version: " + Version.text());
        out.print(yaml("receivers", Components.ALL.receivers()));
        out.print(yaml("processors", Components.ALL.processors()));
        out.print(yaml("exporters", Components.ALL.exporters()));
        out.print(yaml("extensions", Components.ALL.extensions()));
        out.flush();
    }

    private static String yaml(String kind, List<? extends ComponentType<?, ?>> types) {
        var text = new StringBuilder(kind + ":" + (types.isEmpty() ? " []" : "") + "\n");
        for (var type : types) {
            text.append("  - name: ").append(type.name()).append('\n');
            if (!type.aliases().isEmpty()) {
                text.append("    aliases: ").append(type.aliases()).append('\n');
            }
            if (!type.signals().isEmpty()) {
                var signals =
                        type.signals().stream().map(signal -> signal.pipeline()).sorted().toList();
                text.append("    signals: ").append(signals).append('\n');
            }
            text.append("    summary: \"").append(type.summary()).append("\"\n");
        }
        return text.toString();
    }
}
