package dev.ingot.bench.load;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// The command line of a load run: `--name value` for the names that have defaults, and
/// [Collector]'s own two.
public final class Flags {
    private static final Map<String, String> OF_COLLECTOR =
            Map.of("--agent", "agent/target/ingot/bin/ingot", "--peer", "");

    private final Map<String, String> values = new TreeMap<>(OF_COLLECTOR);

    private Flags() {}

    /// @param defaults every name that the run knows, with its value where the line has none
    /// @throws IllegalArgumentException where the line has something else, in words for people
    public static Flags parse(Map<String, String> defaults, List<String> line) {
        var flags = new Flags();
        flags.values.putAll(defaults);
        for (int i = 0; i < line.size(); i += 2) {
            String name = line.get(i);
            if (!flags.values.containsKey(name) || i + 1 == line.size()) {
                throw new IllegalArgumentException(
                        "`" + name + "` is not one of " + flags.values.keySet() + " and a value");
            }
            flags.values.put(name, line.get(i + 1));
        }
        return flags;
    }

    public String text(String name) {
        return Objects.requireNonNull(values.get(name), name);
    }

    /// @throws IllegalArgumentException where the value is not a whole number
    public int number(String name) {
        try {
            return Integer.parseInt(text(name));
        } catch (NumberFormatException notNumber) {
            throw new IllegalArgumentException(
                    "`" + name + " " + text(name) + "` is not a whole number", notNumber);
        }
    }
}
