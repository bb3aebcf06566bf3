package dev.ingot.net;

import dev.ingot.config.Secret;
import dev.ingot.config.Section;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;

/// Where a PEM text comes from: a file, the configuration itself, or nowhere.
///
/// @param option what the options are called, such as `cert` in `cert_file` and `cert_pem`
/// @param file the path of the file, or empty
/// @param text the text in the configuration, or empty
public record PemSource(String option, String file, Secret text) {
    private static final int MAX_BYTES = 4 * 1024 * 1024;
    private static final Secret NO_TEXT = Secret.of("");

    /// A source that only a file can be; two with the same file are equal.
    public static PemSource ofFile(String option, String file) {
        return new PemSource(option, file, NO_TEXT);
    }

    /// Reads `<option>_file` and `<option>_pem`.
    static PemSource read(Section in, String option, String help) {
        var source =
                new PemSource(
                        option,
                        in.text(option + "_file", "", help),
                        in.secret(option + "_pem", "The same, as text in the place of a file."));
        in.require(
                source.file.isEmpty() || source.text.isEmpty(),
                option + "_pem",
                "cannot be set together with `" + option + "_file`");
        return source;
    }

    public boolean isSet() {
        return !file.isEmpty() || !text.isEmpty();
    }

    /// The text; empty where nothing is set.
    ///
    /// @throws IOException `cannot read cert_file /x/y.pem: no such file`
    byte[] read() throws IOException {
        if (file.isEmpty()) {
            return text.reveal().getBytes(StandardCharsets.UTF_8);
        }
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException("longer than " + MAX_BYTES + " bytes");
            }
            return bytes;
        } catch (NoSuchFileException missing) {
            throw failure("no such file");
        } catch (AccessDeniedException denied) {
            throw failure("permission denied");
        } catch (IOException broken) {
            throw failure(Listening.message(broken));
        }
    }

    /// What cannot be read and why.
    IOException failure(String why) {
        String where = file.isEmpty() ? "_pem" : "_file " + file;
        return new IOException("cannot read " + option + where + ": " + why);
    }

    /// Whether everyone on the machine may read the file.
    boolean isWorldReadable() throws IOException {
        if (file.isEmpty()) {
            return false;
        }
        var view = Files.getFileAttributeView(Path.of(file), PosixFileAttributeView.class);
        return view != null
                && view.readAttributes().permissions().contains(PosixFilePermission.OTHERS_READ);
    }
}
