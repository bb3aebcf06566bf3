package dev.ingot.agent;

import dev.ingot.receiver.graphite.GraphiteReceiver;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Shows what Graphite lines become, for people who write mapping files.
@Command(
        name = "graphite-map",
        description = "Shows what the Graphite lines on standard input become under mapping files.",
        mixinStandardHelpOptions = true)
final class GraphiteMapCommand implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "MAPPING",
            description = "Mapping files, or built-in ones such as truenas-scale, in order.")
    private List<String> mapping = new ArrayList<>();

    @Option(names = "--strict", description = "Drop what no mapping matches.")
    private boolean strict;

    @Spec private CommandSpec spec;

    GraphiteMapCommand() {}

    @Override
    public Integer call() throws IOException {
        CommandLine commandLine = spec.commandLine();
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        int exit =
                GraphiteReceiver.explain(
                        mapping, strict, lines, commandLine.getOut(), commandLine.getErr());
        commandLine.getOut().flush();
        commandLine.getErr().flush();
        return exit;
    }
}
