package dev.ingot.agent;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Prints the configuration as the agent sees it: merged, variables filled in, secrets redacted.
@Command(
        name = "print-config",
        aliases = "print-initial-config",
        description = "Prints the configuration merged and resolved, secrets redacted.",
        mixinStandardHelpOptions = true)
final class PrintConfigCommand implements Callable<Integer> {
    @Mixin private ConfigOptions options;
    @Spec private CommandSpec spec;

    PrintConfigCommand() {}

    @Override
    public Integer call() {
        Agent.Reading reading = options.agent().read();
        CommandLine commandLine = spec.commandLine();
        commandLine.getErr().print(reading.configuration().problems());
        commandLine.getErr().flush();
        commandLine.getOut().print(reading.configuration().print());
        commandLine.getOut().flush();
        return reading.blueprint().isPresent() ? 0 : 1;
    }
}
