package dev.ingot.receiver.zfs;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// A machine's ZFS as it was recorded: the kernel's statistics, and commands that print what
/// `zpool` and `zfs` printed. No ZFS runs here.
///
/// @param kstats for the option `kstat_path`
/// @param zpool for the option `zpool`
/// @param zfs for the option `zfs`
public record ZfsTree(Path kstats, Path zpool, Path zfs) {
    /// Unpacks a tree.
    ///
    /// @param version of OpenZFS: `2.1` with a degraded pool and a cache device, `2.2` while it
    ///   resilvers, `2.3` with a suspended pool, `2.4` with many datasets and a faulted pool
    /// @param folder where it is put
    public static ZfsTree unpack(String version, Path folder) throws IOException {
        Path tree = folder.resolve(version);
        try {
            URI uri =
                    Objects.requireNonNull(ZfsTree.class.getResource("/trees/" + version)).toURI();
            if (uri.getScheme().equals("jar")) {
                try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                    copy(jar.getPath("/trees/" + version), tree);
                }
            } else {
                copy(Path.of(uri), tree);
            }
        } catch (URISyntaxException impossible) {
            throw new IOException(impossible);
        }
        return new ZfsTree(
                tree,
                command(folder.resolve("zpool"), zpool(tree)),
                command(folder.resolve("zfs"), zfs(tree)));
    }

    /// Lets the cache in memory answer so many reads more, nine of ten from memory.
    public void read(int reads) throws IOException {
        Path statistics = kstats.resolve("arcstats");
        List<String> lines =
                Files.readAllLines(statistics).stream()
                        .map(line -> line.startsWith("hits ") ? more(line, reads * 9L / 10) : line)
                        .map(line -> line.startsWith("misses ") ? more(line, reads / 10) : line)
                        .toList();
        // Whoever reads meanwhile sees the old file or the new one.
        Path next = Files.write(kstats.resolveSibling("arcstats.next"), lines);
        Files.move(next, statistics, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String more(String line, long count) {
        int value = line.lastIndexOf(' ') + 1;
        return line.substring(0, value) + (Long.parseLong(line.substring(value)) + count);
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(from)) {
            all = walk.toList();
        }
        for (Path path : all) {
            Path target = to.resolve(from.relativize(path).toString());
            if (Files.isDirectory(path)) {
                Files.createDirectories(target);
            } else {
                Files.copy(path, target);
            }
        }
    }

    /// What a `zpool` does that prints what was recorded, in the shell's language; one before 2.3
    /// knows no `-j`.
    static String zpool(Path tree) {
        boolean json = Files.exists(tree.resolve("zpool-status.json"));
        return """
        case "$1 $2" in
          "list -Hp") cat "%1$s/zpool-list.txt" ;;
          "status -j") %2$s ;;
          "status -p") cat "%1$s/zpool-status.txt" ;;
          *) exit 2 ;;
        esac
        """
                .formatted(
                        tree,
                        json
                                ? "cat '" + tree + "/zpool-status.json'"
                                : "echo \"invalid option 'j'\" >&2; exit 2");
    }

    /// What a `zfs` does that prints what was recorded: of the columns that zfs_exporter asks for,
    /// and of all of them with the snapshots.
    static String zfs(Path tree) {
        return """
        case "$*" in
          "list -Hp -t filesystem,volume -o name,type,%1$s") cat "%3$s/zfs-list.txt" ;;
          "list -Hp -t filesystem,volume,snapshot -o name,type,%2$s") cat "%3$s/zfs-list-all.txt" ;;
          *) exit 2 ;;
        esac
        """
                .formatted(
                        String.join(",", DatasetProperty.USUAL),
                        String.join(",", DatasetProperty.words()),
                        tree);
    }

    /// Writes a command.
    static Path command(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
