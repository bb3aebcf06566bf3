package dev.ingot.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The names of all metrics that the receivers can show.
final class Catalogues {
    private static final Path RECEIVERS = Path.of("../receivers");
    private static final Path MAPPINGS =
            RECEIVERS.resolve("graphite/src/main/resources/dev/ingot/receiver/graphite/mappings");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\| (?:gauge|counter) ");

    /// Rules called `dropped_…` drop what they match.
    private static final Pattern RULE =
            Pattern.compile("(?m)^ +(?:- )?name: \"?(?!dropped_)([a-z0-9_]+)\"?$");

    private Catalogues() {}

    /// Those of the tables in the receivers' READMEs, which are made from the code, and of the
    /// mappings of Graphite that are on by default.
    static Set<String> names() throws IOException {
        var names = new TreeSet<String>();
        for (String receiver : List.of("truenas", "proxmox", "zfs", "interfaces")) {
            add(names, ROW, RECEIVERS.resolve(receiver).resolve("README.md"));
        }
        for (String mapping : List.of("truenas-core.yaml", "truenas-scale.yaml")) {
            add(names, RULE, MAPPINGS.resolve(mapping));
        }
        return names;
    }

    private static void add(Set<String> names, Pattern pattern, Path file) throws IOException {
        Matcher each = pattern.matcher(Files.readString(file));
        int before = names.size();
        while (each.find()) {
            names.add(each.group(1));
        }
        assertThat(names).as(file.toString()).hasSizeGreaterThan(before);
    }
}
