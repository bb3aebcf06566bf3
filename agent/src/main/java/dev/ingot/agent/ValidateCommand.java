package dev.ingot.agent;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Reads a configuration and reports everything that is wrong with it, at once. Prints nothing
/// where all is well.
@Command(
        name = "validate",
        description =
                "Reports every problem of a configuration; prints nothing where there is none.",
        mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {
    @Mixin private ConfigOptions options;
    @Spec private CommandSpec spec;

    ValidateCommand() {}

    @Override
    public Integer call() {
        Agent.Reading reading = options.agent().read();
        CommandLine commandLine = spec.commandLine();
        commandLine.getErr().print(reading.configuration().problems());
        commandLine.getErr().flush();
        return reading.blueprint().isPresent() ? 0 : 1;
    }
}
