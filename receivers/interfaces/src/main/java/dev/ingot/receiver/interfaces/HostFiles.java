package dev.ingot.receiver.interfaces;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// The small files of the host's procfs and sysfs. Used by several threads at once.
final class HostFiles {
    /// No file that is read here is longer; the rest of one that is would not be looked at.
    private static final int LONGEST = 4 << 20;

    /// No directory that is listed here has more entries that matter.
    private static final int MOST_ENTRIES = 100_000;

    private final Path procfs;
    private final Path rootfs;
    private final LongAdder reads = new LongAdder();

    HostFiles(Path procfs, Path rootfs) {
        this.procfs = procfs;
        this.rootfs = rootfs;
    }

    /// A file of process 1, whose network namespace is the host's: `/proc/net` would show that of
    /// this process.
    Path hostNet(String file) {
        return procfs.resolve("1/net").resolve(file);
    }

    Path process(long pid) {
        return procfs.resolve(Long.toString(pid));
    }

    Path procfs() {
        return procfs;
    }

    /// The directory of an interface in the host's sysfs.
    Path device(String name) {
        return rootfs.resolve("sys/class/net").resolve(name);
    }

    /// A path of the host as seen from here.
    Path inRoot(String absolute) {
        return rootfs.resolve(absolute.substring(1));
    }

    /// Whether the host's root is mounted somewhere: the agent then runs in a container.
    boolean isContainer() {
        return !rootfs.equals(Path.of("/"));
    }

    Path rootfs() {
        return rootfs;
    }

    /// @throws IOException `cannot read <path>: <cause>`
    String text(Path path) throws IOException {
        reads.increment();
        try (var in = new FileInputStream(path.toString())) {
            return new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
        } catch (FileNotFoundException missing) {
            throw new IOException("cannot read " + path + ": " + reason(missing), missing);
        } catch (IOException unreadable) {
            throw new IOException(
                    "cannot read " + path + ": " + unreadable.getMessage(), unreadable);
        }
    }

    private static String reason(FileNotFoundException missing) {
        String message = String.valueOf(missing.getMessage());
        int open = message.lastIndexOf('(');
        return open < 0 ? message : message.substring(open + 1).replace(")", "");
    }

    /// The text without the space around it; null where the file is missing or not readable.
    @Nullable String line(Path path) {
        reads.increment();
        try (var in = new FileInputStream(path.toString())) {
            return new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8).strip();
        } catch (IOException unknown) {
            return null;
        }
    }

    /// A whole number; null where it cannot be read.
    @Nullable Long number(Path path) {
        String text = line(path);
        if (text == null) {
            return null;
        }
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    /// What a symbolic link points to; null where there is none or it is not readable.
    @Nullable String link(Path path) {
        reads.increment();
        try {
            return Files.readSymbolicLink(path).toString();
        } catch (IOException none) {
            return null;
        }
    }

    boolean exists(Path path) {
        reads.increment();
        return Files.exists(path);
    }

    /// The names in a directory; empty where it is gone.
    ///
    /// @throws IOException where it is there and cannot be read
    List<String> names(Path directory) throws IOException {
        reads.increment();
        var names = new ArrayList<String>();
        try (var entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                if (names.size() < MOST_ENTRIES) {
                    names.add(entry.getFileName().toString());
                }
            }
        } catch (NoSuchFileException gone) {
            return List.of();
        } catch (DirectoryIteratorException unreadable) {
            throw new IOException("cannot list " + directory + ": " + unreadable.getCause());
        } catch (IOException unreadable) {
            throw new IOException("cannot list " + directory + ": " + unreadable, unreadable);
        }
        return names;
    }

    /// How many files, links and directories were read since the start.
    long reads() {
        return reads.sum();
    }
}
