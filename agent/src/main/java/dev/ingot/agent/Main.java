package dev.ingot.agent;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The command line. Exit codes: 0 for success, 1 for everything else.
@Command(
        name = "ingot",
        description =
                "Takes what a homelab's machines send and feeds it to Grafana Alloy, Prometheus and their kin.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            RunCommand.class,
            ValidateCommand.class,
            ComponentsCommand.class,
            PrintConfigCommand.class,
            GraphiteMapCommand.class,
            ImportCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Main implements Runnable {
    @Spec private CommandSpec spec;

    Main() {}

    public static void main(String... args) {
        LogLines.install();
        System.exit(commandLine().execute(args));
    }

    /// The commands, ready to be executed; standard output is UTF-8 whatever the locale.
    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExitCodeExceptionMapper(_ -> 1)
                .setExecutionExceptionHandler(Main::sayWhy);
    }

    private static int sayWhy(
            Exception failure, CommandLine commandLine, CommandLine.ParseResult parsed) {
        commandLine.getErr().println("ingot: " + failure.getMessage());
        return 1;
    }

    /// Without a command: how it is used.
    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "a command is missing, such as `run`");
    }
}
