package dev.ingot.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;

/// A UTF-8 file that belongs to the configuration.
final class TextFile {
    private TextFile() {}

    /// The text is not to be had; the message says why, to be read after "cannot read x: ".
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        Unreadable(String why) {
            super(why, null, false, false);
        }

        String why() {
            return String.valueOf(getMessage());
        }
    }

    /// Reads a file that can be read without waiting: no pipe, no device.
    static String readOrdinary(String name, int maxBytes) throws Unreadable {
        try {
            Path path = Path.of(name);
            if (Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path)) {
                throw new Unreadable("it is not an ordinary file");
            }
        } catch (InvalidPathException missing) {
            throw new Unreadable("no such file");
        }
        return read(name, maxBytes);
    }

    /// Reads a file of at most `maxBytes`. A pipe is read to its end.
    static String read(String name, int maxBytes) throws Unreadable {
        try {
            Path path = Path.of(name);
            if (Files.isDirectory(path)) {
                throw new Unreadable("it is a directory");
            }
            byte[] bytes;
            try (InputStream in = Files.newInputStream(path)) {
                bytes = in.readNBytes(maxBytes + 1);
            }
            if (bytes.length > maxBytes) {
                throw new Unreadable("it is larger than " + (maxBytes >> 10) + "KiB");
            }
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (NoSuchFileException | InvalidPathException missing) {
            throw new Unreadable("no such file");
        } catch (AccessDeniedException denied) {
            throw new Unreadable("permission denied");
        } catch (CharacterCodingException binary) {
            throw new Unreadable("it is not UTF-8 text");
        } catch (IOException broken) {
            throw new Unreadable(String.valueOf(broken.getMessage()));
        }
    }

    /// Whether every user of this machine may read the file. False where nobody can tell.
    static boolean isOpenToAll(String name) {
        try {
            var view = Files.getFileAttributeView(Path.of(name), PosixFileAttributeView.class);
            return view != null
                    && view.readAttributes()
                            .permissions()
                            .contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | InvalidPathException unknown) {
            return false;
        }
    }
}
