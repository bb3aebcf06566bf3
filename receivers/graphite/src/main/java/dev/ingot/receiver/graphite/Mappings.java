package dev.ingot.receiver.graphite;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ingot.receiver.graphite.MappingRule.Mapped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The mapping files of a receiver, tried in order, and what becomes of a path that none knows.
///
/// @param parserRules rules that are tried before the files, with whole paths
/// @param strict whether a path that no rule matches is dropped
record Mappings(List<MappingRule> parserRules, List<MappingFile> files, boolean strict) {
    Mappings(List<MappingFile> files, boolean strict) {
        this(List.of(), files, strict);
    }

    static final Mappings NONE = new Mappings(List.of(), false);

    /// The files that come with the receiver, by the names that stand for them.
    static final List<String> BUILT_IN = List.of("truenas-core", "truenas-scale", "supporterino");

    private static final long MAX_BYTES = 4 << 20;

    /// Reads files by path or built-in name. What is wrong is added to `problems`.
    static Mappings read(List<String> names, boolean strict, List<String> problems) {
        List<MappingFile> files = new ArrayList<>();
        for (String name : names) {
            try {
                files.add(MappingReader.read(name, text(name), problems));
            } catch (NoSuchFileException missing) {
                problems.add("cannot read " + name + ": no such file, nor one of " + BUILT_IN);
            } catch (CharacterCodingException binary) {
                problems.add("cannot read " + name + ": it is not text in UTF-8");
            } catch (IOException unreadable) {
                problems.add("cannot read " + name + ": " + unreadable.getMessage());
            }
        }
        return new Mappings(List.copyOf(files), strict);
    }

    private static String text(String name) throws IOException {
        if (BUILT_IN.contains(name)) {
            return builtIn(name);
        }
        Path path = Path.of(name);
        if (Files.isDirectory(path)) {
            throw new IOException("it is a directory");
        }
        if (Files.size(path) > MAX_BYTES) {
            throw new IOException("it is larger than 4 MiB");
        }
        return Files.readString(path);
    }

    /// The text of a built-in file.
    static String builtIn(String name) throws IOException {
        try (InputStream in = Mappings.class.getResourceAsStream("mappings/" + name + ".yaml")) {
            if (in == null) {
                throw new NoSuchFileException(name);
            }
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    /// The same after other rules.
    Mappings after(List<MappingRule> rules) {
        return new Mappings(rules, files, strict);
    }

    /// What becomes of a path; null where no rule matches.
    ///
    /// @param whole the path with its tags
    /// @param path the path without
    @Nullable Mapped map(String whole, String path) {
        for (MappingRule rule : parserRules) {
            Mapped mapped = rule.map(whole);
            if (mapped != null) {
                return mapped;
            }
        }
        for (MappingFile file : files) {
            Mapped mapped = file.map(path);
            if (mapped != null) {
                return mapped;
            }
        }
        return null;
    }
}
