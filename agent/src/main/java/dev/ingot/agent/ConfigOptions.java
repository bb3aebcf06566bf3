package dev.ingot.agent;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// Where the configuration comes from: the options that several commands share.
final class ConfigOptions {
    @Option(
            names = {"--config", "-c"},
            paramLabel = "SOURCE",
            required = true,
            description = {
                "A file, `env:NAME` or `yaml:receivers::graphite::max_line: 8KiB`.",
                "Several are merged in order: mappings deep, lists replaced."
            })
    private List<String> sources = new ArrayList<>();

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "A value over all files, such as exporters.debug.verbosity=basic.")
    private List<String> overrides = new ArrayList<>();

    ConfigOptions() {}

    Agent agent() {
        return new Agent(Components.ALL, sources, overrides, System::getenv);
    }
}
