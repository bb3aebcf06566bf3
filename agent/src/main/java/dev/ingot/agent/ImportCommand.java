package dev.ingot.agent;

import dev.ingot.receiver.proxmox.ProxmoxReceiver;
import dev.ingot.receiver.truenas.TrueNasReceiver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Turns the configuration of a replaced exporter into ours, printed on standard output.
@Command(
        name = "import",
        description = "Prints the configuration that equals a replaced exporter's own.",
        mixinStandardHelpOptions = true)
final class ImportCommand implements Runnable {
    @Spec private CommandSpec spec;

    ImportCommand() {}

    @Command(
            name = "truenas-exporter",
            description = "The truenas-exporter's YAML: targets and listen_port.",
            mixinStandardHelpOptions = true)
    void truenasExporter(@Parameters(paramLabel = "FILE") Path file) throws IOException {
        TrueNasReceiver.importConfig(file, System.out);
    }

    @Command(
            name = "prometheus-pve-exporter",
            description =
                    "The prometheus-pve-exporter's pve.yml: a cluster for each of its modules.",
            mixinStandardHelpOptions = true)
    void prometheusPveExporter(
            @Parameters(paramLabel = "FILE") Path file,
            @Option(
                            names = "--target",
                            paramLabel = "HOST",
                            description =
                                    "A Proxmox host, as Prometheus names it in `target`; may be repeated.")
                    List<String> targets)
            throws IOException {
        ProxmoxReceiver.importConfig(file, targets == null ? List.of() : targets, System.out);
    }

    /// Without a format: how it is used.
    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "a format is missing, such as `truenas-exporter`");
    }
}
