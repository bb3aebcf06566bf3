package dev.ingot.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Files that hold what a test must get. `-Dgolden=update` (`make golden`) writes what it got
/// instead.
public final class Golden {
    private Golden() {}

    public static void check(Path expected, String actual) throws IOException {
        if (updating()) {
            Files.createDirectories(expected.toAbsolutePath().getParent());
            Files.writeString(expected, actual);
            return;
        }
        assertThat(expected).as("missing; `make golden` writes it").exists();
        assertThat(actual)
                .as("differs from %s; `make golden` rewrites it", expected)
                .isEqualTo(Files.readString(expected));
    }

    /// Compares what stands on the lines between `<!-- name -->` and `<!-- /name -->` in a file, or
    /// puts it there.
    public static void checkBetweenMarkers(Path file, String name, String actual)
            throws IOException {
        String lines = actual.stripTrailing() + "\n";
        String text = Files.readString(file);
        String open = "<!-- " + name + " -->\n";
        String close = "<!-- /" + name + " -->";
        int from = text.indexOf(open);
        int to = text.indexOf(close);
        assertThat(from >= 0 && to > from)
                .as("%s has no markers `%s` and `%s`", file, open.strip(), close)
                .isTrue();
        if (updating()) {
            Files.writeString(
                    file, text.substring(0, from + open.length()) + lines + text.substring(to));
            return;
        }
        assertThat(text.substring(from + open.length(), to))
                .as(
                        "%s is out of date between the markers `%s`; `make golden` rewrites it",
                        file, name)
                .isEqualTo(lines);
    }

    public static boolean updating() {
        return "update".equals(System.getProperty("golden"));
    }
}
