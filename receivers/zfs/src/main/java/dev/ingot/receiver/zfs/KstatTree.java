package dev.ingot.receiver.zfs;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The kernel's statistics on ZFS, files of a directory: one for each part of it, and a folder for
/// each pool.
final class KstatTree {
    private static final int LONGEST_FILE = 1 << 20;

    private final Path root;

    KstatTree(Path root) {
        this.root = root;
    }

    Path root() {
        return root;
    }

    /// Whether the module is loaded.
    boolean exists() {
        return Files.isDirectory(root);
    }

    /// The names of the pools that are imported, in order.
    ///
    /// @throws IOException `cannot list /proc/spl/kstat/zfs: …`
    List<String> pools() throws IOException {
        return list(root, "*").stream()
                .filter(name -> Files.isDirectory(root.resolve(name)))
                .toList();
    }

    /// The files of a pool that describe a dataset each.
    List<String> objsets(String pool) throws IOException {
        return list(root.resolve(pool), "objset-*");
    }

    /// A table; null where this version of ZFS has none of that name.
    @Nullable Kstat table(String... path) throws IOException {
        String text = text(path);
        return text == null ? null : Kstat.parse(text);
    }

    /// A file's text; null where there is none, or no longer.
    @Nullable String text(String... path) throws IOException {
        Path file = root;
        for (String part : path) {
            file = file.resolve(part);
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(LONGEST_FILE), StandardCharsets.UTF_8);
        } catch (NoSuchFileException | FileNotFoundException absent) {
            return null;
        } catch (IOException unreadable) {
            throw new IOException("cannot read " + file + ": " + unreadable.getMessage());
        }
    }

    private static List<String> list(Path folder, String glob) throws IOException {
        var names = new ArrayList<String>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, glob)) {
            files.forEach(file -> names.add(String.valueOf(file.getFileName())));
        } catch (NoSuchFileException exported) {
            return List.of();
        } catch (IOException unreadable) {
            throw new IOException("cannot list " + folder + ": " + unreadable.getMessage());
        }
        names.sort(null);
        return names;
    }
}
