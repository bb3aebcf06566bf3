package dev.ingot.config;

import dev.ingot.config.Node.Mapping;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A configuration: every `--config` merged in order, mappings key by key, everything else
/// replaced; then every `--set`. For one thread.
///
/// Loading it does not say yet whether it is right: who reads the sections of [#root] and finishes
/// them has all [#problems] together.
public final class Configuration {
    private final Mapping tree;
    private final Problems problems;
    private final Reading reading;
    private final YamlSection root;

    private Configuration(Mapping tree, Problems problems, Reading reading) {
        this.tree = tree;
        this.problems = problems;
        this.reading = reading;
        this.root = new YamlSection(new Options(reading, tree, tree.place(), ""), "");
    }

    /// Reads and merges. Never throws for what a user wrote: what cannot be read is among the
    /// problems, and the rest is there.
    ///
    /// @param sources paths, `file:path`, `env:NAME` or `yaml:a::b: c`
    /// @param overrides `a.b=c`, the value being YAML
    public static Configuration load(
            List<String> sources, List<String> overrides, Environment environment) {
        var problems = new Problems();
        Set<String> files = new HashSet<>();
        Mapping tree = null;
        for (String argument : sources) {
            ConfigSource source = ConfigSource.of(argument);
            if (source.isFile()) {
                files.add(source.label());
            }
            Optional<Mapping> read = source.read(environment, problems);
            if (read.isPresent()) {
                tree = tree == null ? read.get() : tree.under(read.get());
            }
        }
        if (tree == null) {
            tree = Mapping.empty(Place.of("configuration"));
        }
        for (String override : overrides) {
            Optional<Mapping> read = Overrides.read(override, problems);
            tree = read.isPresent() ? tree.under(read.get()) : tree;
        }
        var reading = new Reading(problems, new Expander(environment), files);
        return new Configuration(tree, problems, reading);
    }

    /// The whole, for whoever knows what belongs in it. Always the same section, so that what was
    /// asked for here and there is known when it is finished.
    public YamlSection root() {
        return root;
    }

    /// What is wrong as far as it has been read.
    public Problems problems() {
        return problems;
    }

    /// The configuration as YAML, secrets redacted. To be asked for after reading: a value that no
    /// option asked for is redacted too, since nobody knows what it is.
    public String print() {
        return ConfigPrinter.print(tree, reading);
    }
}
