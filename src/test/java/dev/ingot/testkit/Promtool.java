package dev.ingot.testkit;

import java.nio.file.Path;

/// Prometheus's own reader of expositions and its opinion of names.
public final class Promtool {
    private Promtool() {}

    /// What `promtool check metrics` says of an exposition; nothing where it is content. It ends
    /// with 3 where it could read everything and dislikes a name.
    ///
    /// @throws AssertionError where it cannot read the exposition
    public static String complaints(Path directory, String exposition) {
        String[] command = {"sh", "-c", "promtool check metrics; test $? -ne 1"};
        return RealProgram.run("prometheus", directory, exposition, command);
    }
}
