package dev.ingot.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A configuration that a user wrote: files in a folder, variables, and a command line.
final class Written {
    private final Path folder;
    private final Map<String, String> variables = new HashMap<>();
    private final List<String> sources = new ArrayList<>();
    private final List<String> overrides = new ArrayList<>();

    Written(Path folder) {
        this.folder = folder;
    }

    /// A file that is one of the sources, unless it is only referred to; nobody else may read it.
    Written file(String name, String text) {
        write(name, text, "rw-------");
        sources.add(path(name));
        return this;
    }

    Written write(String name, String text, String permissions) {
        try {
            Path file = Files.writeString(folder.resolve(name), text);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return this;
    }

    String path(String name) {
        return folder.resolve(name).toString();
    }

    Written source(String argument) {
        sources.add(argument);
        return this;
    }

    Written variable(String name, String value) {
        variables.put(name, value);
        return this;
    }

    Written set(String override) {
        overrides.add(override);
        return this;
    }

    Configuration load() {
        return Configuration.load(sources, overrides, variables::get);
    }

    /// The problems with file names instead of paths.
    String problems(Configuration configuration) {
        return configuration.problems().toString().replace(folder + "/", "");
    }
}
